/**
 * What several processes send for one bot, counted together in Redis. BullMQ's limiter would not do: it holds one rate for one queue of jobs,
 * and knows neither replies nor chats.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { type Clock, every } from '../../clock.ts'
import { type Log, createOutage } from '../../log.ts'
import type { Limit } from './window.ts'

export interface Wanted extends Limit {
  key: string
}

export interface Shared {
  /**
   * Counts a request against all these windows (the platform's first), or against none and tells how long (ms) to wait. `isAll`: for the
   * platform's. `share`: what part of each window is this process's own; 1 while all are counted together.
   */
  take(windows: readonly Wanted[]): Promise<{ wait: number; isAll: boolean; share: number }>
}

export interface SharedPaces {
  /** What is counted of one bot, by a name that is no secret: others on the same Redis have limits of their own. */
  of(bot: string): Shared
  close(): void
}

/** Milliseconds for which a request counts beyond its window: on its way it may be that much slower than the next one is. */
const SLACK = 20
/** How long (ms) an answer of Redis may take: it is waited for before each request. */
const PATIENCE = 250
/** It is counted in pieces (ms), so that time in which this process is busy, and could read no answer, counts as one piece at most. */
const PIECE = 10
/** How long (ms) to go on alone before Redis is asked again. */
const ALONE = 5000
/** A process counts for so long (ms) after it was heard of, and how often it is. */
const PRESENT = 60_000
const BEAT = PRESENT / 3
/** A window is found to be so many times slower than another process thinks at most. What leaves one later was counted before the clock was set back. */
const SLOWEST = 10

/** In one step, by the clock of Redis. Each window is a sorted set of requests by when they leave it. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ${PRESENT})
redis.call('ZREMRANGEBYSCORE', KEYS[1], now + 1, '+inf')
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${PRESENT})
local processes = redis.call('ZCARD', KEYS[1])
local wait, whose = 0, 0
for n = 2, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[n], '-inf', now)
  redis.call('ZREMRANGEBYSCORE', KEYS[n], now + ${SLOWEST} * (tonumber(ARGV[2 * n]) + ${SLACK}), '+inf')
  local over = redis.call('ZCARD', KEYS[n]) - tonumber(ARGV[2 * n - 1])
  if over >= 0 then
    local leaves = tonumber(redis.call('ZRANGE', KEYS[n], over, over, 'WITHSCORES')[2]) - now
    if leaves > wait then wait, whose = leaves, n end
  end
end
if wait > 0 then return {wait, whose, processes} end
for n = 2, #KEYS do
  local stays = tonumber(ARGV[2 * n]) + ${SLACK}
  redis.call('ZADD', KEYS[n], now + stays, ARGV[2])
  redis.call('PEXPIRE', KEYS[n], stays)
end
return {0, 0, processes}`

/** Rejects when an answer is overdue. */
const tooLate = async (signal: AbortSignal): Promise<never> => {
  for (let passed = 0; passed < PATIENCE; passed += PIECE) await setTimeout(PIECE, undefined, { signal })
  throw new Error(`no answer within ${PATIENCE} ms`)
}

/** Connects by itself, and again when the connection is lost; `log` is told of each outage once, and of its end. */
export const openShared = (url: string, { clock, log }: { clock: Clock; log: Log }): SharedPaces => {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, keyPrefix: 'recap-pace:' })
  // Whoever asks is told.
  redis.on('error', () => {})
  const me = randomUUID()
  const outage = createOutage(log, {
    begun: 'Redis does not answer: each process keeps to its share of the platforms’ limits',
    over: 'Redis answers again: the processes keep to the platforms’ limits together',
  })
  let isClosed = false
  let aloneUntil = Number.NEGATIVE_INFINITY
  const bots = new Map<string, { shared: Shared; callOff: () => void }>()

  const open = (bot: string): { shared: Shared; callOff: () => void } => {
    let processes = 1
    const ask = async (windows: readonly Wanted[]): Promise<{ wait: number; whose: number } | undefined> => {
      // One that was set back would be waited for.
      if (clock.now() < aloneUntil && clock.now() >= aloneUntil - ALONE) return undefined
      const answered = new AbortController()
      try {
        const keys = ['processes', ...windows.map(({ key }) => key)].map((key) => `${bot}/${key}`)
        const numbers = windows.flatMap(({ requests, per }) => [Math.floor(requests), Math.ceil(per)])
        const asked = redis.eval(TAKE, keys.length, ...keys, me, randomUUID(), ...numbers) as Promise<[number, number, number]>
        const [wait, whose, count] = await Promise.race([asked, tooLate(answered.signal)])
        processes = count
        outage.end()
        return { wait, whose }
      } catch (error) {
        // What is being asked at the end gets no answer, which is no news.
        if (!isClosed) outage.begin({ processes, error })
        aloneUntil = clock.now() + ALONE
        return undefined
      } finally {
        answered.abort()
      }
    }
    // One that has sent nothing yet may begin to when nobody can be asked.
    void ask([])
    const callOff = every(clock, BEAT, () => void ask([]))
    const shared: Shared = {
      async take(windows) {
        const answer = await ask(windows)
        return answer === undefined
          ? { wait: 0, isAll: false, share: 1 / processes }
          : { wait: answer.wait, isAll: answer.whose === 2, share: 1 }
      },
    }
    return { shared, callOff }
  }
  return {
    of(bot) {
      const known = bots.get(bot) ?? open(bot)
      bots.set(bot, known)
      return known.shared
    },
    close() {
      isClosed = true
      for (const { callOff } of bots.values()) callOff()
      redis.disconnect()
    },
  }
}
