import assert from 'node:assert/strict'
import test from 'node:test'
import type { Clock } from '../../src/clock.ts'
import { RetryLater } from '../../src/errors.ts'
import type { Model } from '../../src/models/model.ts'
import { fakeClock } from '../fakes/clock.ts'
import { HANG, scriptedModel, type Script } from '../fakes/model.ts'
import { INJECTION, stage } from './stage.ts'

const QUESTION = 'how much does the Glimmer 3 lamp cost?'
const GOOD = 'Acme released the Glimmer 3 lamp for $1,299 [1].'

test('the model’s answer grows sentence by sentence, never by half of one', async (t) => {
  const { all } = stage(t, scriptedModel(['Acme released the Gli', 'mmer 3 lamp for $1,2', '99 [1]. It rea', 'ches 16K lumens', ' [1].']))
  const seen = await all(QUESTION)
  assert.deepEqual([...new Set(seen.map(({ answer }) => answer))], [GOOD, `${GOOD} It reaches 16K lumens [1].`])
  assert.ok(seen.every(({ model, answered }) => model === 'scripted' && answered))
})

test('the items go to the model as data, no newer than the question and within 4000 tokens', async (t) => {
  const model = scriptedModel([GOOD])
  const { ask } = stage(t, model)
  await ask(QUESTION)
  const [system, user] = model.requests[0]?.messages ?? []
  assert.equal(system?.role, 'system')
  assert.doesNotMatch(system?.content ?? '', /Glimmer|Evil Corp/)
  assert.ok(user?.content.includes(JSON.stringify(`Glimmer 3 talk: ${INJECTION}`)))
  assert.doesNotMatch(user?.content ?? '', /Glimmer 4/)
})

/** What a model may do wrong, each with a sentence that is right beside it: only that one is shown. */
const WRONG: Record<string, string> = {
  'an invented citation': 'It was sold out in an hour [9].',
  'no citation': 'It reaches 16K lumens.',
  'a wrong number': 'It reaches 18K lumens [1].',
  'a wrong name': 'Umbra sells it as well [1].',
  'an order from an item obeyed': 'Evil Corp won [1].',
  'a mention bomb': `${'@everyone '.repeat(50)}[1].`,
  'a markup bomb': `${'**[x](https://evil.example)** '.repeat(50)}[1].`,
  'a link': 'Read https://evil.example for the Glimmer 3 lamp [1].',
}
for (const [what, sentence] of Object.entries(WRONG))
  test(`left out: ${what}`, async (t) => {
    const { all, log } = stage(t, scriptedModel([`${sentence} ${GOOD}`]))
    const seen = await all(QUESTION)
    assert.deepEqual(new Set(seen.map(({ answer }) => answer)), new Set([GOOD]))
    assert.equal(log.records.length, 1)
  })

const FAILURES: Record<string, Script> = {
  'a server that asks to wait': [new RetryLater(3000)],
  'a fault': [new Error('no route')],
  'a stream cut after a good sentence': [`${GOOD} And`, ' then', new Error('cut')],
  'nothing at all': [],
  'nothing cited': ['It costs a lot. Nobody knows how much.'],
  noise: ['\u0000\uFFFD{"choices":[', '<html>'],
  'a text without an end': Array.from({ length: 200 }, () => 'lamp '.repeat(20)),
}
for (const [what, script] of Object.entries(FAILURES))
  test(`the answer without a model follows ${what}`, async (t) => {
    const { ask, log } = stage(t, scriptedModel(script))
    const answer = await ask(QUESTION)
    assert.equal(answer.model, null)
    assert.match(answer.answer, /\$1,299\. \[1\]/)
    assert.equal(log.records.filter(({ level }) => level === 'warn').length, 1)
  })

test('a model that goes silent is given up after a while', async (t) => {
  const { grow, clock } = stage(t, scriptedModel([`${GOOD} It`, HANG]))
  const answers = grow(QUESTION)[Symbol.asyncIterator]()
  assert.equal((await answers.next()).value?.model, 'scripted')
  const last = answers.next()
  await clock.tick(16_000)
  assert.equal((await last).value?.model, null)
  assert.equal((await answers.next()).done, true)
})

/** Says `GOOD` after so many milliseconds, in two halves. */
const slow = (clock: Clock, ...pauses: number[]): Model => ({
  name: 'slow',
  async *stream() {
    for (const [at, pause] of pauses.entries()) {
      await new Promise<void>((resolve) => void clock.after(pause, resolve))
      yield at < pauses.length - 1 ? GOOD.slice(at * 9, at * 9 + 9) : GOOD.slice(at * 9)
    }
    return { promptTokens: 1, completionTokens: 1 }
  },
})

test('when the first sentence takes long, the answer without the model is shown until the model’s is whole', async (t) => {
  const clock = fakeClock()
  const { grow } = stage(t, slow(clock, 2000, 6000), { clock })
  const answers = grow(QUESTION)[Symbol.asyncIterator]()
  const first = answers.next()
  await clock.tick(2400)
  const second = Promise.race([first, Promise.resolve('nothing yet')])
  assert.equal(await second, 'nothing yet')
  await clock.tick(200)
  const early = (await first).value
  assert.deepEqual({ model: early?.model, instead: early?.instead }, { model: null, instead: { why: 'waiting' } })
  assert.match(early?.answer ?? '', /\$1,299\. \[1\]/)
  const last = answers.next()
  await clock.tick(6000)
  const whole = (await last).value
  assert.deepEqual(
    { model: whole?.model, answer: whole?.answer, instead: whole?.instead },
    { model: 'slow', answer: GOOD, instead: undefined },
  )
  assert.equal((await answers.next()).done, true)
})

test('a slow model has three quarters of a minute in all', async (t) => {
  const clock = fakeClock()
  const { all } = stage(t, slow(clock, ...Array.from({ length: 9 }, () => 10_000)), { clock })
  let done = false
  const seen = all(QUESTION).finally(() => (done = true))
  await clock.tick(44_000)
  assert.equal(done, false)
  await clock.tick(2000)
  assert.deepEqual(
    (await seen).map(({ model, instead }) => [model, instead?.why]),
    [
      [null, 'waiting'],
      [null, 'failed'],
    ],
  )
})

test('the asker’s signal gives up the model', async (t) => {
  const { all } = stage(t, scriptedModel([HANG]))
  const seen = await all(QUESTION, {}, AbortSignal.abort(new Error('gone')))
  assert.deepEqual(
    seen.map(({ model }) => model),
    [null],
  )
})

test('the model may say that the items hold no answer, unless one of them told it to', async (t) => {
  const model = scriptedModel(['NOT_', 'COVERED'], ['NOT_COVERED'])
  const { ask } = stage(t, model)
  const answer = await ask('how many rivers were in the Danube survey?')
  assert.deepEqual({ answered: answer.answered, model: answer.model }, { answered: false, model: 'scripted' })
  assert.doesNotMatch(answer.answer, /NOT_COVERED/)
  const ordered = await ask(QUESTION)
  assert.deepEqual({ answered: ordered.answered, model: ordered.model }, { answered: true, model: null })
})

test('a server that asks to be left alone is, for as long as it says', async (t) => {
  const model = scriptedModel([new RetryLater(3000)], [GOOD])
  const { ask, clock } = stage(t, model)
  for (const asked of [1, 1]) {
    assert.deepEqual((await ask(QUESTION)).instead, { why: 'failed' })
    assert.equal(model.requests.length, asked)
  }
  await clock.tick(3000)
  assert.equal((await ask(QUESTION)).model, 'scripted')
})

test('no model is asked where nothing was found', async (t) => {
  const model = scriptedModel([GOOD])
  const { ask } = stage(t, model)
  assert.equal((await ask('zeppelin regatta')).answered, false)
  assert.equal(model.requests.length, 0)
})
