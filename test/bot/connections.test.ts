import assert from 'node:assert/strict'
import test from 'node:test'
import { createConnections } from '../../src/bot/connections.ts'
import { OperatorError } from '../../src/errors.ts'
import type { Dispatch, Platform } from '../../src/platforms/platform.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'

const on = {} as Dispatch

/** Makes platforms whose starts fail in turn with `errors`, then succeed. */
const maker = (name: string, ...errors: Error[]) => {
  const made: { menus: number; stops: number }[] = []
  const make = async (): Promise<Platform> => {
    const seen = { menus: 0, stops: 0 }
    made.push(seen)
    return {
      name,
      dedupeWindow: 0,
      render: () => [],
      post: () => Promise.reject(new Error('not here')),
      edit: () => Promise.reject(new Error('not here')),
      menu: async () => void seen.menus++,
      start: async () => {
        const error = errors.shift()
        if (error !== undefined) throw error
      },
      stop: async () => void seen.stops++,
    }
  }
  return { make, made }
}

test('a platform that cannot be reached is built and tried again, ever more slowly, and its menu published then', async () => {
  const clock = fakeClock()
  const log = recordingLog()
  const flaky = maker('flaky', new Error('down'), new Error('down'))
  const steady = maker('steady')
  const connections = await createConnections([flaky, steady], { commands: [], clock, log })
  await connections.start(on)
  assert.deepEqual([flaky.made.length, steady.made[0]?.menus], [1, 1])
  await clock.tick(5_000)
  assert.equal(flaky.made.length, 2)
  await clock.tick(9_999)
  assert.equal(flaky.made.length, 2)
  await clock.tick(1)
  assert.deepEqual(flaky.made, [
    { menus: 0, stops: 1 },
    { menus: 0, stops: 1 },
    { menus: 1, stops: 0 },
  ])
  await connections.stop()
  assert.equal(flaky.made[2]?.stops, 1)
})

test('what an operator must mend is said once, and stops nobody else', async () => {
  const clock = fakeClock()
  const log = recordingLog()
  const wrong = maker('wrong', new OperatorError('The token is wrong. Set DISCORD_TOKEN anew.'))
  const steady = maker('steady')
  const connections = await createConnections([wrong, steady], { commands: [], clock, log })
  await connections.start(on)
  await clock.tick(3_600_000)
  assert.equal(wrong.made.length, 1)
  assert.deepEqual(
    log.records.filter(({ level }) => level === 'error').map(({ message }) => message),
    ['The token is wrong. Set DISCORD_TOKEN anew.'],
  )
  assert.equal(steady.made[0]?.menus, 1)
  await connections.stop()
})

test('a list of commands that was not taken is sent again', async () => {
  const clock = fakeClock()
  const steady = maker('steady')
  const outage = [new Error('busy'), new Error('busy')]
  const make = async (): Promise<Platform> => {
    const platform = await steady.make()
    const { menu } = platform
    platform.menu = async (commands) => {
      const error = outage.shift()
      if (error !== undefined) throw error
      await menu(commands)
    }
    return platform
  }
  const connections = await createConnections([{ make }], { commands: [], clock, log: recordingLog() })
  await connections.start(on)
  await clock.tick(14_999)
  assert.equal(steady.made[0]?.menus, 0)
  await clock.tick(1)
  assert.deepEqual(steady.made, [{ menus: 1, stops: 0 }])
  await connections.stop()
})

test('stopping calls off what waits', async () => {
  const clock = fakeClock()
  const flaky = maker('flaky', new Error('down'))
  const connections = await createConnections([flaky], { commands: [], clock, log: recordingLog() })
  await connections.start(on)
  await connections.stop()
  await clock.tick(600_000)
  assert.equal(flaky.made.length, 1)
})

test('who loses the turn is built anew, to go on posting, and connects again when it comes', async () => {
  const clock = fakeClock()
  const { make, made } = maker('chat')
  let isOurs = true
  const lease = { hold: async () => isOurs, release: async () => void (isOurs = false) }
  const connections = await createConnections([{ make, lease }], { commands: [], clock, log: recordingLog() })
  await connections.start(on)
  const first = connections.get('chat')
  isOurs = false
  await clock.tick(5000)
  assert.deepEqual(made, [
    { menus: 1, stops: 1 },
    { menus: 0, stops: 0 },
  ])
  assert.notEqual(connections.get('chat'), first)
  isOurs = true
  await clock.tick(5000)
  assert.equal(made[1]?.menus, 1)
  await connections.stop()
  assert.equal(isOurs, false, 'another may have it at once')
})
