import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { printDeliveries } from '../../src/cli/deliver-log.ts'
import type { DeliveryReport } from '../../src/delivery/ledger.ts'
import type { Part } from '../../src/delivery/part.ts'

const target = { platform: 'telegram', chat: '-100', thread: '7' }
const part = {
  target,
  uid: 'otter',
  edition: 'en',
  number: 0,
  state: 'sent',
  of: 2,
  hash: 'h',
  at: 0,
  message: { target, message: '5' },
} as const
const { message: _, ...unsent } = part
const refused: Part = { ...unsent, number: 1, state: 'rejected', why: 'too long', payload: { text: 'long' } }
const reports: DeliveryReport[] = [
  { target, uid: 'heron', at: Date.parse('2026-03-03T07:00:00Z'), finished: true, parts: [] },
  { target, uid: 'otter', at: Date.parse('2026-03-02T07:00:00Z'), finished: true, parts: [part, refused] },
]

const printed = async (t: TestContext, all: DeliveryReport[], json: boolean): Promise<string> => {
  let text = ''
  const write = t.mock.method(process.stdout, 'write', (chunk: string, ...rest: unknown[]) => {
    text += chunk
    for (const done of rest) if (typeof done === 'function') done()
    return true
  })
  await printDeliveries({ recent: async (_, limit) => all.slice(0, limit) }, 9, 'UTC', json)
  write.mock.restore()
  return text
}

test('a line a delivery says when, where, what came of it and why', async (t) => {
  assert.equal(
    await printed(t, reports, false),
    '2026-03-03 07:00  telegram/-100/7  heron  delivered\n2026-03-02 07:00  telegram/-100/7  otter  rejected (sent, rejected): too long\n',
  )
  assert.match(await printed(t, [], false), /Nothing has been delivered/)
})

test('of what is on its way it is said how far it is', async (t) => {
  const sending: DeliveryReport = {
    target,
    uid: 'otter',
    at: 0,
    finished: false,
    parts: [{ ...unsent, of: 1, state: 'sending', triedAt: 0 }],
  }
  assert.equal(
    await printed(t, [sending, { ...sending, parts: [] }], false),
    '1970-01-01 00:00  telegram/-100/7  otter  waiting (sending)\n1970-01-01 00:00  telegram/-100/7  otter  waiting\n',
  )
})

const report = (...publications: NonNullable<Part['publication']>[]): DeliveryReport => ({
  target,
  uid: 'otter',
  at: 0,
  finished: true,
  parts: publications.map((publication, number) => ({ ...part, number, publication })),
})

test('what was published is said, part by part', async (t) => {
  assert.equal(
    await printed(t, [report('published'), report('published', 'due')], false),
    '1970-01-01 00:00  telegram/-100/7  otter  delivered, published\n1970-01-01 00:00  telegram/-100/7  otter  delivered, to be published (sent published, sent due)\n',
  )
  const json = JSON.parse(await printed(t, [report('dropped')], true)) as { publication: string; parts: { publication: string }[] }
  assert.deepEqual([json.publication, json.parts[0]?.publication], ['dropped', 'dropped'])
})

test('as JSON, what was refused is there to look at', async (t) => {
  const [, otter] = (await printed(t, reports, true))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.deepEqual(otter, {
    at: '2026-03-02T07:00:00.000Z',
    target: 'telegram/-100/7',
    issue: 'otter',
    outcome: 'rejected',
    why: 'too long',
    parts: [
      { part: 1, state: 'sent', at: '1970-01-01T00:00:00.000Z', message: '5' },
      { part: 2, state: 'rejected', at: '1970-01-01T00:00:00.000Z', message: null, why: 'too long', payload: { text: 'long' } },
    ],
  })
})
