import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { issue, item } from '../archive/sample.ts'
import { stage } from './stage.ts'

/** A lamp that came out long ago, and is spoken of each day since. */
const world = (t: TestContext) => {
  const { archive, ask } = stage(t)
  const put = (date: string, texts: readonly string[], models: string[] = []): void =>
    void archive.put(
      issue({
        id: `${date.slice(2)}-w`,
        date,
        tags: { companies: ['acme', 'lumen'], models, topics: [], people: [] },
        sections: { twitter: { Boats: texts.map((text) => item(text)) } },
      }),
    )
  put('2025-01-07', ['Rumors say that Beacon 2 is out soon.'], ['beacon-2'])
  put('2025-01-08', ['Acme released Beacon 2, a lamp for ships with 70B parameters.', 'Beacon 2 is a lamp for ships.'], ['beacon-2'])
  put('2025-01-09', ['More on Beacon 2.'], ['beacon-2'])
  for (let day = 10; day < 28; day++)
    put(
      `2026-02-${day}`,
      Array.from({ length: 6 }, (_, at) => `Beacon 2 talk number ${at} of day ${day}, released to members.`),
    )
  put('2026-03-01', [
    'Speculation arises that Acme might buy Lumen.',
    'Lumen bought Wick.',
    'A member asked for the tallest tower in Lumenia.',
  ])
  return ask
}

test('when something came out is told by the day of the report, not of the newest mention', async (t) => {
  const ask = world(t)
  const { answer, citations } = await ask('When was Beacon 2 released?')
  assert.equal(citations[0]?.date, '2025-01-08')
  assert.match(answer, /^January 8, 2025: Acme released Beacon 2/)
  assert.match((await ask('Beacon 2 是什么时候发布的', { locale: 'zh', edition: 'en' })).answer, /^2025年1月8日：Acme released/)
})

test('what something is, who made it and what it has is told by what was said of it when it was new', async (t) => {
  const ask = world(t)
  assert.match((await ask('What is Beacon 2?')).answer, /lamp for ships/)
  assert.match((await ask('who made Beacon 2')).answer, /^Acme released Beacon 2/)
  assert.match((await ask('how many parameters does Beacon 2 have')).answer, /70B/)
})

test('what is only guessed, asked, or said of others is not covered', async (t) => {
  const ask = world(t)
  for (const question of [
    'Did Acme buy Lumen?',
    'did Acme buy Wick?',
    'when did Wick buy Acme',
    'what is the tallest tower of Lumenia',
    'who is Zorblax',
    'when was Beacon 7 released',
  ])
    assert.equal((await ask(question)).answered, false, question)
  assert.equal((await ask('did Lumen acquire Wick?')).answered, true)
})

test('of a question as long as a book the beginning is read', async (t) => {
  const ask = world(t)
  assert.equal((await ask(`${'and '.repeat(200)}who made Beacon 2`)).answered, true)
  assert.equal((await ask(`${'and '.repeat(300)}who made Beacon 2`)).answered, false)
})

test('runs of blanks and line breaks are a space each', async (t) => {
  const ask = world(t)
  assert.equal((await ask('What  is\n\n  Beacon 2?')).answer, (await ask('What is Beacon 2?')).answer)
})

test('who has been away asks for the days since then, and not for those before a deadline', async (t) => {
  const ask = world(t)
  const days = async (question: string): Promise<string[]> => {
    const { citations } = await ask(question, { now: '2026-02-26' })
    return [...new Set(citations.map(({ date }) => date))].sort()
  }
  assert.deepEqual(await days('I have been on holiday since Tuesday, what happened?'), ['2026-02-24', '2026-02-25', '2026-02-26'])
  assert.deepEqual(await days('my boss wants a report by Tuesday, what happened?'), ['2026-02-26'])
})
