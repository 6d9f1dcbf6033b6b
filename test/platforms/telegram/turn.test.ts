import assert from 'node:assert/strict'
import test from 'node:test'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { createPace } from '../../../src/platforms/pace/scheduler.ts'
import { createBench } from './bench.ts'

test('a post says when its turn has come, and goes out when that is noted', async (t) => {
  const { platform, telegram, clock, log } = await createBench(t)
  const pace = createPace({ name: 'telegram', limit: { requests: 30, per: 1000 }, patience: 5000, clock, log })
  const bot = platform({ pace })
  const [payload = {}] = bot.render(doc(paragraph('digest')))
  const told: string[] = []
  const sent = (): number => telegram.sent('sendMessage').length
  const post = (part: string) =>
    bot.post({ platform: 'telegram', chat: '7' }, payload, part, async () => void told.push(`${part} after ${sent()}`))
  const [one, two] = [post('one'), post('two')]
  await telegram.until(() => sent() === 1)
  await one
  assert.deepEqual(told, ['one after 0'])
  // A chat takes one message a second.
  await clock.tick(2000)
  await two
  assert.deepEqual(told, ['one after 0', 'two after 1'])
  await clock.tick(2000)
  const refused = bot.post({ platform: 'telegram', chat: '7' }, payload, 'three', () => Promise.reject(new Error('the disk is full')))
  await assert.rejects(refused, /the disk is full/)
  assert.equal(sent(), 2, 'what could not be noted is not sent')
})
