/** A platform that makes a post wait for its chat's turn, and says when that has come. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { RetryLater } from '../../src/errors.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { group, openHouse, stage, text } from './stage.ts'

/** `turn`: what a post, by its number from 1, waits for. */
const waitingStage = async (t: TestContext, turn: (post: number) => Promise<void>) => {
  const staged = await stage(t)
  const { platform } = staged.service
  const { post } = platform
  let posts = 0
  const platforms: Platform = Object.assign(platform, {
    announces: true,
    async post(...[target, payload, part, starts]: Parameters<Platform['post']>) {
      await turn(++posts)
      await starts?.()
      await starts?.()
      return post(target, payload, part)
    },
  })
  return { ...staged, platform: platforms }
}

test('a process that dies while a part waits for its turn has noted nothing of it: the next one posts it', async (t) => {
  const turn = Promise.withResolvers<void>()
  const { deliver, job, clock, service, issues, ledger, states, stores, texts } = await waitingStage(t, (post) =>
    post === 2 ? turn.promise : Promise.resolve(),
  )
  const dead = deliver(job())
  for (let turns = 0; turns < 20; turns++) await clock.tick(1)
  assert.deepEqual(await states(), ['sent'], 'the first is noted, though the second waits')
  assert.equal((await ledger.delivery(group, 'one'))?.finished, false)
  await openHouse(stores, { clock, service, issues }).deliver(job())
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
  assert.deepEqual(await states(), ['sent', 'sent', 'sent'])
  turn.resolve()
  await assert.rejects(dead, RetryLater, 'another worker has it')
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text), 'who comes too late posts nothing')
})

test('a part that is turned away before its turn is not noted, and comes later', async (t) => {
  const { deliver, job, states, texts } = await waitingStage(t, async (post) => {
    if (post === 2) throw new RetryLater(1000)
  })
  await assert.rejects(deliver(job()), RetryLater)
  assert.deepEqual(await states(), ['sent'])
  await deliver(job())
  assert.deepEqual(await states(), ['sent', 'sent', 'sent'])
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
})
