import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { understand } from '../../src/answer/question.ts'
import { retrieve } from '../../src/answer/retrieve.ts'
import { openArchive } from '../../src/archive/archive.ts'
import type { Issue } from '../../src/issue/issue.ts'
import { issue, item } from '../archive/sample.ts'
import { fakeClock } from '../fakes/clock.ts'

const NOW = '2026-03-08'

const asker = (t: TestContext, ...issues: Issue[]): ((question: string, now?: string) => string[]) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  for (const each of issues) archive.put(each)
  return (question, now = NOW) =>
    retrieve(archive, understand({ question, locale: 'en', now }, 'en'), now, 'en', 10).hits.map((hit) => hit.item.text)
}

const quiet = (date: string, about: string): Issue => ({
  ...issue({
    date,
    title: 'not much happened today',
    sections: { headline: { '': [item('a quiet day.')] }, twitter: { [about]: [item(`${about} were seen.`), item(`More ${about}.`)] } },
  }),
  quiet: true,
})
const ESSAY = 'Acme opened the tallest lighthouse of the northern coast, and everybody who could walk was there to see it shine.'
const eventful = issue({
  date: '2026-03-04',
  title: 'The lighthouse opens',
  sections: {
    headline: { '': [item('Light is all you need.'), item(ESSAY)] },
    twitter: { Lighthouses: [item('The lighthouse shines.')] },
    reddit: { Boats: [item('Boats find their way.')] },
  },
})

test('of several days the eventful come first, and no quiet one is told as news', (t) => {
  const ask = asker(t, quiet('2026-03-03', 'Herons'), eventful, quiet('2026-03-05', 'Otters'), quiet('2026-03-06', 'Newts'))
  const told = ask('what happened this week?')
  assert.equal(told[0], ESSAY)
  assert.deepEqual(told.slice(1).sort(), ['Boats find their way.', 'Herons were seen.', 'Newts were seen.', 'Otters were seen.', 'The lighthouse shines.'].sort()) // prettier-ignore
  assert.deepEqual(ask('what happened on reddit this week?'), ['Boats find their way.'])
})

test('days that all were quiet are told by what stood first in each', (t) => {
  const ask = asker(t, quiet('2026-03-03', 'Herons'), quiet('2026-03-05', 'Otters'))
  assert.deepEqual(ask('what happened this week?'), ['Otters were seen.', 'Herons were seen.'])
})

test('an eventful day without an essay leads with what stands first', (t) => {
  const bare = issue({ date: '2026-03-03', title: 'Storks', sections: { twitter: { Storks: [item('Storks are back.')], Sand: [item('Sand is dry.')] } } }) // prettier-ignore
  const ask = asker(t, bare, quiet('2026-03-05', 'Otters'))
  assert.deepEqual(ask('overview of this week'), ['Storks are back.', 'Otters were seen.', 'Sand is dry.'])
})

test('of many days some of each part are read, those with a title of their own among them', (t) => {
  const days = Array.from({ length: 28 }, (_, at) => `2026-02-${String(at + 1).padStart(2, '0')}`)
  const ask = asker(t, ...days.map((date, at) => (at === 13 ? { ...eventful, id: 'lit', date } : quiet(date, `Herons number ${at}`))))
  const told = ask('what happened in February?')
  assert.equal(told[0], ESSAY)
  const numbers = told.flatMap((text) => Array.from(text.matchAll(/\d+/g), ([number]) => Number(number)))
  assert.ok(Math.min(...numbers) < 6 && Math.max(...numbers) > 22, told.join('\n'))
})

test('what is new is told from the newest issue alone', (t) => {
  const ask = asker(t, eventful, quiet('2026-03-06', 'Newts'))
  assert.deepEqual(ask('what is new?'), ['Newts were seen.'])
})
