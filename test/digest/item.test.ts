import assert from 'node:assert/strict'
import test from 'node:test'
import { itemLine } from '../../src/digest/item.ts'
import { link, strong, text } from '../../src/doc/nodes.ts'

const item = (words: string, urls: string[] = []) => ({ text: words, urls, authors: [] })

test('the lead of an item is its link', () => {
  assert.deepEqual(itemLine(item('R1 is out: the weights are open.', ['https://example.com/r1']), 200), [
    link('https://example.com/r1', strong('R1 is out')),
    text(': the weights are open.'),
  ])
  assert.deepEqual(itemLine(item('没有链接：只有文字'), 200), [strong('没有链接'), text(': 只有文字')])
})

test('a score is left out, and does not break the lead', () => {
  const post = { ...item('Two cards (Score: 612, Comments: 188): they fit.', ['https://example.com/p']), score: 612, comments: 188 }
  assert.deepEqual(itemLine(post, 200), [link('https://example.com/p', strong('Two cards')), text(': they fit.')])
  assert.deepEqual(
    itemLine({ ...post, text: '两张卡（得分：612，评论：188）：放得下。' }, 200)[0],
    link('https://example.com/p', strong('两张卡')),
  )
  assert.deepEqual(itemLine(item('It runs (at last: yes) fast.'), 200), [text('It runs (at last: yes) fast.')])
})

test('a lead that ends a sentence has no colon behind it', () => {
  const post = { ...item('Is RAG over? (Score: 5): No.', ['https://example.com/p']), score: 5 }
  assert.deepEqual(itemLine(post, 200), [link('https://example.com/p', strong('Is RAG over?')), text(' No.')])
  const two = { ...post, text: 'Sanctions on weights. Not again! (Score: 5): The image shows a letter.' }
  assert.deepEqual(itemLine(two, 200)[0], text('Sanctions on weights. Not again! The image shows a letter. '))
})

test('an item without a lead names the site of its link', () => {
  assert.deepEqual(itemLine(item('Weights at 10:30 today.', ['https://www.example.com/a']), 200), [
    text('Weights at 10:30 today. '),
    link('https://www.example.com/a', 'example.com'),
  ])
})
