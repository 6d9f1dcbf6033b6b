import assert from 'node:assert/strict'
import test from 'node:test'
import { issue, item } from '../archive/sample.ts'
import { answerDoc } from '../../src/answer/present.ts'
import { plainText } from '../../src/doc/plain.ts'
import { stage } from './stage.ts'

test('a fact is answered with the sentences that say it, each with its citation', async (t) => {
  const { ask } = stage(t)
  const answer = await ask('how much does the Glimmer 3 lamp cost?')
  assert.equal(answer.answered, true)
  assert.equal(answer.model, null)
  assert.match(answer.answer, /\$1,299\. \[1\]/)
  for (const line of answer.answer.split('\n')) assert.match(line, / \[\d+\]$/)
  assert.deepEqual(answer.citations[0], {
    n: 1,
    issue: '26-03-01-a-day',
    issueUrl: 'https://example.com/issues/26-03-01-a-day/',
    date: '2026-03-01',
    section: 'twitter',
    topic: 'Lamps',
    text: 'Glimmer 3 is out: Acme released the Glimmer 3 lamp for $1,299. It reaches 16K lumens. Buyers may wait until May.',
    urls: ['https://x.com/acme/1'],
  })
})

test('nothing newer than the day of the question is used', async (t) => {
  const { ask } = stage(t)
  const before = await ask('how many lumens has Glimmer 4?')
  assert.ok(before.citations.every(({ date }) => date <= '2026-03-03'))
  assert.match((await ask('how many lumens has Glimmer 4?', { now: '2026-03-10' })).answer, /32K/)
})

test('what the recaps do not cover is said in words, in the asker’s language, with what comes nearest', async (t) => {
  const { ask } = stage(t)
  const answer = await ask('which zeppelin captain lost the regatta near Glimmer?')
  assert.equal(answer.answered, false)
  assert.match(answer.answer, /The recaps up to March 2, 2026 do not cover this/)
  const nothing = await ask('zeppelin regatta')
  assert.deepEqual({ answered: nothing.answered, citations: nothing.citations }, { answered: false, citations: [] })
  assert.doesNotMatch(nothing.answer, /\[1\]|nearest/)
  assert.match((await ask('zeppelin regatta', { locale: 'zh' })).answer, /没有相关内容/)
})

test('where the question names days, what is said not to cover it are the recaps of these days', async (t) => {
  const { ask } = stage(t)
  assert.match((await ask('zeppelin regatta', { since: '2026-03-02' })).answer, /The recaps of March 2, 2026 do not cover this/)
})

test('words that tell nothing find nothing', async (t) => {
  const { ask } = stage(t)
  for (const said of ['the', 'what is it', 'who is hi', '? OR NOT', '什么'])
    assert.deepEqual(await ask(said).then(({ answered, citations }) => ({ answered, citations })), { answered: false, citations: [] }, said)
})

test('what is new without a name is told from the newest issue of the days, of each section in turn', async (t) => {
  const { ask } = stage(t)
  const whole = await ask("what's new?")
  assert.deepEqual(
    whole.citations.map(({ date, section }) => `${date} ${section}`),
    ['2026-03-02 twitter', '2026-03-02 discord'],
  )
  assert.match(whole.answer, /^A Glimmer 3 teardown shows a cheap fan\. \[1\]\n/)
  const sunday = await ask('what happened on reddit on 2026-03-01?')
  assert.match(sunday.answer, /^The Danube is blue again[^\n]* \[1\]$/)
  assert.equal((await ask('今天有什么新闻', { locale: 'zh' })).citations[0]?.topic, '灯')
  assert.equal((await ask('how much is new?')).answered, false)
})

test('an answer from other days than the question names says so', async (t) => {
  const { ask } = stage(t)
  const answer = await ask('how much did the Glimmer 3 lamp cost in January?')
  assert.match(answer.answer, /\$1,299/)
  assert.match(plainText(answerDoc(answer, 'en')), /Nothing was found for the days that you named/)
  assert.equal((await ask('how much did the Glimmer 3 lamp cost in March?')).otherDays, undefined)
  assert.deepEqual((await ask('what happened in January?')).citations, [])
  const without = await ask('how much did the Glimmer 3 lamp cost on March 2?')
  assert.match(without.answer, /\$1,299/)
  assert.equal(without.otherDays, true, 'where the days have items on it, but no price')
  for (const days of ['on March 2', 'in January'])
    assert.equal((await ask(`how much did the Glimmer 3 lamp cost ${days}?`, { since: '2026-03-02' })).answered, false, 'not from before')
  assert.match((await ask('how many watts had Glimmer 3 on March 2?')).answer, /The recaps of March 2, 2026 do not cover this/)
})

test('days without any issue are the days that are said not to cover it', async (t) => {
  const { ask } = stage(t)
  assert.match((await ask('what happened in 2019?')).answer, /from January 1, 2019 to December 31, 2019 do not cover/)
  assert.match((await ask('what happened on 2026-02-27?')).answer, /The recaps of February 27, 2026 do not cover this/)
  assert.match((await ask('what happened on 2026-03-05?', { now: '2026-03-07' })).answer, /The recaps of March 5, 2026 do not cover this/)
  assert.match((await ask('what happened today?', { now: '2026-03-07' })).answer, /up to March 2, 2026 do not cover/)
})

test('a name that is mistyped is looked for as it was meant, and the answer says so', async (t) => {
  const { ask } = stage(t)
  const answer = await ask('how much does the Glimer 3 lamp cost?')
  assert.match(answer.answer, /\$1,299/)
  assert.deepEqual(answer.slips, [{ typed: 'Glimer 3', meant: 'Glimmer 3' }])
  assert.match(plainText(answerDoc(answer, 'en')), /Looked for “Glimmer 3” in place of “Glimer 3”/)
  assert.equal((await ask('how much does the Glimmer 3 lamp cost?')).slips, undefined)
})

test('section, days and number of citations are kept to', async (t) => {
  const { ask } = stage(t)
  const reddit = await ask('what did reddit say about the Danube')
  assert.deepEqual(
    reddit.citations.map(({ section }) => section),
    ['reddit'],
  )
  const recent = await ask('Glimmer 3', { since: '2026-03-02' })
  assert.ok(recent.citations.length > 0 && recent.citations.every(({ date }) => date === '2026-03-02'))
  assert.equal((await ask('Glimmer 3', { limit: 1 })).citations.length, 1)
})

test('the edition is that of the asker’s language where there is one, unless another is wanted', async (t) => {
  const { ask } = stage(t)
  assert.match((await ask('微光三号灯售价', { locale: 'zh' })).answer, /九百元/)
  assert.match((await ask('Glimmer 3 多少钱', { locale: 'zh', edition: 'en' })).answer, /\$1,299/)
  assert.match((await ask('was kostet Glimmer 3', { locale: 'de' })).answer, /\$1,299/)
})

test('a price, a count or a date is not answered by what only speaks of the same thing', async (t) => {
  const { ask } = stage(t)
  for (const question of [
    'how much does the Glimmer 3 fan cost',
    'Glimmer 3 warranty price',
    'how many employees does Acme have',
    'how much did Acme pay for the Danube',
  ]) {
    const { answered, citations, answer } = await ask(question)
    assert.equal(answered, false, question)
    assert.ok(citations.length > 0 && answer.includes('[1]'), question)
  }
  assert.equal((await ask('how many rivers were in the Danube survey')).answered, true)
})

test('an item goes on with what others of its topic are about', async (t) => {
  const { archive, ask } = stage(t)
  const facts = (topics: Readonly<Record<string, string[]>>) =>
    archive.put(
      issue({
        id: '26-03-03-x',
        date: '2026-03-03',
        sections: { twitter: Object.fromEntries(Object.entries(topics).map(([topic, texts]) => [topic, texts.map((text) => item(text))])) },
      }),
    )
  facts({ Trains: ['Comet is a new train.'], Prices: ['A ticket to Lisbon costs $40.'] })
  assert.equal((await ask('comet ticket price')).answered, false)
  facts({ Trains: ['Comet is a new train.', 'A ticket to Lisbon costs $40.'] })
  assert.match((await ask('comet ticket price')).answer, /\$40/)
})

const syllable = (at: number): string => `${'bdfgklmnpr'[at % 10] ?? ''}${'aeiou'[Math.floor(at / 10) % 5] ?? ''}`

test('as many citations as wanted', async (t) => {
  const { archive, ask } = stage(t)
  const texts = Array.from({ length: 50 }, (_, at) => `A heron: ${syllable(at)}zo ${syllable(at)}ka ${syllable(at)}mu.`)
  archive.put(issue({ id: '26-03-03-x', date: '2026-03-03', sections: { twitter: { Birds: texts.map((text) => item(text)) } } }))
  assert.ok((await ask('heron', { limit: 45 })).citations.length > 30)
})

test('an empty question gets an answer too', async (t) => {
  const { ask } = stage(t)
  assert.equal((await ask('')).answered, false)
  assert.equal((await ask('??? ...')).answered, false)
})

test('reddit scores and bullets are not said', async (t) => {
  const { archive, ask } = stage(t)
  archive.put(
    issue({
      id: '26-03-03-x',
      date: '2026-03-03',
      sections: { reddit: { Boats: [item('• Canoes are fast (Score: 12, Comments: 3): a canoe won the race.')] } },
    }),
  )
  assert.equal((await ask('did a canoe win the race')).answer, 'Canoes are fast: a canoe won the race. [1]')
})
