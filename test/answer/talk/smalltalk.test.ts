import assert from 'node:assert/strict'
import test from 'node:test'
import { smallTalk } from '../../../src/answer/talk/smalltalk.ts'

const kind = (said: string, hasTurns = false) => smallTalk(said, '2026-03-04', hasTurns)?.kind

test('a greeting, thanks and "more" are known in several languages, alone', () => {
  for (const said of ['hi', 'Hello!', 'hey there', 'good morning', '你好', '早上好！', 'Guten Tag', 'hola', 'bonjour', 'こんにちは'])
    assert.equal(kind(said), 'hello', said)
  for (const said of ['thanks', 'ok, thank you very much!', 'thx', '谢谢', 'danke', 'gracias', 'merci', 'ありがとう'])
    assert.equal(kind(said), 'thanks', said)
  for (const said of ['more', 'show me more', 'what else?', '更多', '还有吗？', 'weiter', 'もっと']) assert.equal(kind(said), 'more', said)
  for (const said of ['hi, what is Llama 3?', 'hey mistral models', 'more lamps', 'thanks to whom is Qwen fast?'])
    assert.equal(kind(said), undefined, said)
})

test('what wants no answer, and what is asked about the bot, is looked for in no recap', () => {
  for (const said of ['ok', 'OK!', 'lol', 'haha', 'no', 'good bot', 'bye!', '好的', '再见', 'ja', 'はい', '👍', '(((', '…'])
    assert.equal(kind(said, true), 'noted', said)
  for (const said of [
    'help',
    'who are you?',
    'what can you do?',
    'are you a bot',
    '你是谁？',
    '你能做什么',
    '帮助',
    'Hilfe',
    'qué puedes hacer?',
  ])
    assert.equal(kind(said, true), 'help', said)
  for (const said of ['how are you?', '你好吗']) assert.equal(kind(said), 'hello', said)
  for (const said of ['how do I subscribe?', 'what model are you?', '怎么订阅？']) assert.equal(kind(said), 'help', said)
  assert.equal(kind('what is this?'), 'help')
  for (const said of ['what is this?', 'who are you, Qwen?', 'no lamps', 'help with lamps', '好的模型', '不是 70B'])
    assert.equal(kind(said, true), undefined, said)
})

test('news without a name is the newest issue, of a section or of days', () => {
  for (const said of [
    'latest news',
    "what's new?",
    'today?',
    'latest AI news',
    'what did I miss?',
    'what is trending?',
    'top stories',
    'tl;dr',
    '热点',
    '最新消息',
    '最近有什么新鲜事？',
    'was gibt es Neues?',
    'quoi de neuf ?',
  ])
    assert.equal(kind(said), 'news', said)
  assert.deepEqual(smallTalk("what's new on reddit?", '2026-03-04', false), { kind: 'news', section: 'reddit' })
  assert.deepEqual(smallTalk('what happened yesterday?', '2026-03-04', true), {
    kind: 'news',
    days: { since: '2026-03-03', until: '2026-03-03' },
  })
  for (const said of [
    'what is new with Llama 3',
    'news about agents',
    'the newest model',
    "what's new with it?",
    'and the news?',
    'how much is new?',
    '最新的模型',
  ])
    assert.equal(kind(said, true), undefined, said)
})

test('days alone go on with a conversation, where there is one', () => {
  assert.equal(kind('yesterday?'), 'news')
  for (const said of ['yesterday?', 'today?', '今天呢？']) assert.equal(kind(said, true), undefined, said)
})
