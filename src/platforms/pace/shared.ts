/**
 * What several processes send for one bot, counted together in Redis. BullMQ's limiter would not do: it holds one rate for one queue of jobs,
 * and knows neither replies nor chats.
 */
import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Limit } from './window.ts'

export interface Wanted extends Limit {
  key: string
}

export interface Shared {
  /**
   * Counts a request against all these windows (the platform's first), or against none and tells how long (ms) to wait. `isAll`: for the
   * platform's. `share`: what part of the platform's window is this process's own; 1 while all are counted together.
   */
  take(windows: readonly Wanted[]): Promise<{ wait: number; isAll: boolean; share: number }>
  close(): void
}

/** Milliseconds for which a request counts beyond its window: on its way it may be that much slower than the next one is. */
const SLACK = 20
/** How long (ms) an answer of Redis may take: it is waited for before each request. */
const PATIENCE = 250
/** How long (ms) to go on alone before Redis is asked again. */
const ALONE = 5000
/** Another process counts for so long (ms) after it sent something. */
const PRESENT = 60_000

/** In one step, by the clock of Redis. Each window is a sorted set of requests by when they leave it. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ${PRESENT})
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${PRESENT})
local processes = redis.call('ZCARD', KEYS[1])
local wait, whose = 0, 0
for n = 2, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[n], '-inf', now)
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

/** Connects by itself, and again when the connection is lost. */
export const openShared = (url: string, { clock, log }: { clock: Clock; log: Log }): Shared => {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: PATIENCE, keyPrefix: 'recap-pace:' })
  const me = randomUUID()
  let processes = 1
  let isAway = false
  let aloneUntil = Number.NEGATIVE_INFINITY
  // Whoever asks is told.
  redis.on('error', () => {})
  return {
    async take(windows) {
      if (clock.now() >= aloneUntil) {
        try {
          const keys = ['processes', ...windows.map(({ key }) => key)]
          const numbers = windows.flatMap(({ requests, per }) => [Math.floor(requests), Math.ceil(per)])
          const answer = (await redis.eval(TAKE, keys.length, ...keys, me, randomUUID(), ...numbers)) as [number, number, number]
          const [wait, whose] = answer
          processes = answer[2]
          isAway = false
          return { wait, isAll: whose === 2, share: 1 }
        } catch (error) {
          if (!isAway) log.warn('Redis does not answer: each process keeps to its share of the platforms’ limits', { processes, error })
          isAway = true
          aloneUntil = clock.now() + ALONE
        }
      }
      return { wait: 0, isAll: false, share: 1 / processes }
    },
    close: () => redis.disconnect(),
  }
}
