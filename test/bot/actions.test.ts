import assert from 'node:assert/strict'
import test from 'node:test'
import { createActionMemory } from '../../src/bot/actions.ts'
import { callId } from '../../src/bot/command.ts'
import { type Call, actions, button, doc } from '../../src/doc/nodes.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { systemClock } from '../../src/clock.ts'

const short: Call = { command: 'recap', options: { section: 'reddit', issue: 'a&b=c' } }
const long: Call = { command: 'ask', options: { question: '「长」'.repeat(30) } }

test('a button’s id says what it does, or stands for it, in at most 64 bytes', async () => {
  const stores = openSqliteStores(':memory:', { clock: systemClock })
  const memory = createActionMemory(stores.open('actions'))
  await memory.remember(doc(actions(button('s', short), button('l', long), button('u', { url: 'https://example.com' }))))
  for (const call of [short, long]) {
    assert.ok(Buffer.byteLength(callId(call)) <= 64)
    assert.deepEqual(await memory.recall(callId(call)), call)
  }
  assert.equal(await memory.recall('~unknown'), undefined)
  await stores.close()
})
