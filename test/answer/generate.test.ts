import assert from 'node:assert/strict'
import test from 'node:test'
import { RetryLater } from '../../src/errors.ts'
import { HANG, scriptedModel, type Script } from '../fakes/model.ts'
import { INJECTION, stage } from './stage.ts'

const QUESTION = 'how much does the Glimmer 3 lamp cost?'
const GOOD = 'Acme released the Glimmer 3 lamp for $1,299 [1].'

test('the model’s answer grows sentence by sentence, never by half of one', async (t) => {
  const { all } = stage(t, scriptedModel(['Acme released the Gli', 'mmer 3 lamp for $1,2', '99 [1]. It rea', 'ches 16K lumens', ' [1].']))
  const seen = await all(QUESTION)
  assert.deepEqual(
    seen.map(({ answer }) => answer),
    [GOOD, `${GOOD} It reaches 16K lumens [1].`],
  )
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

test('a slow model has a minute in all', async (t) => {
  const { clock, all } = stage(t, {
    name: 'slow',
    async *stream() {
      for (;;) {
        await new Promise<void>((resolve) => void clock.after(10_000, resolve))
        yield 'and '
      }
    },
  })
  let done = false
  const seen = all(QUESTION).finally(() => (done = true))
  await clock.tick(50_000)
  assert.equal(done, false)
  await clock.tick(11_000)
  assert.equal((await seen).at(-1)?.model, null)
})

test('the asker’s signal gives up the model', async (t) => {
  const { all } = stage(t, scriptedModel([HANG]))
  const seen = await all(QUESTION, {}, AbortSignal.abort(new Error('gone')))
  assert.deepEqual(
    seen.map(({ model }) => model),
    [null],
  )
})

test('the model may say that the items hold no answer', async (t) => {
  const { ask } = stage(t, scriptedModel(['NOT_', 'COVERED']))
  const answer = await ask(QUESTION)
  assert.deepEqual({ answered: answer.answered, model: answer.model }, { answered: false, model: 'scripted' })
  assert.doesNotMatch(answer.answer, /NOT_COVERED/)
})

test('no model is asked where nothing was found', async (t) => {
  const model = scriptedModel([GOOD])
  const { ask } = stage(t, model)
  assert.equal((await ask('zeppelin regatta')).answered, false)
  assert.equal(model.requests.length, 0)
})
