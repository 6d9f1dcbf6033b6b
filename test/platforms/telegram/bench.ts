/** A Telegram platform that talks to a fake of Telegram's servers, for tests. */
import type { TestContext } from 'node:test'
import type { Doc } from '../../../src/doc/nodes.ts'
import type { Pace } from '../../../src/platforms/pace/pace.ts'
import { createTelegram, type TelegramOptions } from '../../../src/platforms/telegram/index.ts'
import type { Dispatch, Incoming, Platform, Target } from '../../../src/platforms/platform.ts'
import type { Store } from '../../../src/stores/store.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'
import { type RecordingLog, recordingLog } from '../../fakes/log.ts'
import { type FakeTelegram, fakeTelegram } from '../../fakes/telegram.ts'

export interface Bench {
  telegram: FakeTelegram
  clock: FakeClock
  log: RecordingLog
  seen: Store<true>
  /** Moves the clock on, second by second, until it holds: for what waits for the network and the clock in turn. Rejects after 5 s. */
  tickUntil(predicate: () => boolean): Promise<void>
  /** A platform of the same bot; ended with the test. */
  platform(options?: Partial<TelegramOptions>): Platform
}

const PATIENCE = 5000

/** For tests of other things than the pace, on a clock that stands still. */
const atOnce: Pace = { run: (_, send) => send(), learn: () => {}, size: () => ({ waiting: 0, lanes: 0 }), stop: () => {} }

/** Ends with the test, which fails when Telegram would object to a request. */
export const createBench = async (t: TestContext): Promise<Bench> => {
  const telegram = await fakeTelegram()
  const clock = fakeClock()
  const log = recordingLog()
  const seen = memoryStore<true>()
  const platforms: Platform[] = []
  t.after(async () => {
    await Promise.all(platforms.map((platform) => platform.stop()))
    await telegram.close()
  })
  return {
    telegram,
    clock,
    log,
    seen,
    async tickUntil(predicate) {
      for (const end = Date.now() + PATIENCE; !predicate(); await clock.tick(1000))
        if (Date.now() > end) throw new Error('it never came about')
    },
    platform(options = {}) {
      const { token, apiRoot } = telegram
      const platform = createTelegram({ token, apiRoot, mode: 'polling', seen, clock, log, pace: atOnce, ...options })
      platforms.push(platform)
      return platform
    },
  }
}

export interface RecordingDispatch extends Dispatch {
  asked: Incoming[]
  lost: { target: Target; why: string }[]
  movedTo: { from: Target; to: Target }[]
}

/** A bot that answers with what `answer` yields, and keeps what it was asked. */
export const dispatchOf = (answer: (incoming: Incoming) => AsyncIterable<Doc>): RecordingDispatch => {
  const asked: Incoming[] = []
  const lost: RecordingDispatch['lost'] = []
  const movedTo: RecordingDispatch['movedTo'] = []
  return {
    asked,
    lost,
    movedTo,
    run(incoming) {
      asked.push(incoming)
      return answer(incoming)
    },
    suggest: async () => [],
    followable: async () => {},
    gone: async (target, why) => void lost.push({ target, why }),
    moved: async (from, to) => void movedTo.push({ from, to }),
  }
}

export const memoryStore = <T>(): Store<T> => {
  const values = new Map<string, T>()
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    async add(key, value) {
      if (values.has(key)) return false
      values.set(key, value)
      return true
    },
    async update(key, change) {
      const value = change(values.get(key))
      if (value !== undefined) values.set(key, value)
    },
    delete: async (key) => void values.delete(key),
    async *entries(prefix = '') {
      for (const one of values) if (one[0].startsWith(prefix)) yield one
    },
  }
}
