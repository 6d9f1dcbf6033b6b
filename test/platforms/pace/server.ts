/** A platform on a clock that the test moves: it takes requests after a while, refuses what is over its limits, and answers after a while. */
import { sleep } from '../../../src/clock.ts'
import { type Ask, type Pace, TooMany } from '../../../src/platforms/pace/pace.ts'
import { createPace, type PaceParts } from '../../../src/platforms/pace/scheduler.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'
import { recordingLog } from '../../fakes/log.ts'
import { enforce, enforceEach, pass, type Rate } from '../../fakes/rate.ts'

export interface ServerOptions {
  all: Rate
  chat: Rate
  /** Milliseconds to the server and back, for the nth request. */
  latency?: (n: number) => readonly [there: number, back: number]
  /** What a refusal says that it is for. `unknown`: as Telegram, which rounds the wait up to seconds. */
  scope?: TooMany['scope']
}

export const createServer = (clock: FakeClock, { all, chat, latency, scope = 'unknown' }: ServerOptions) => {
  const overall = enforce(all, clock)
  const chats = enforceEach(chat, clock)
  const blocked = new Map<string, number>()
  const arrived: { chat: string; text: string; at: number }[] = []
  let requests = 0
  let refused = 0
  return {
    arrived,
    refused: () => refused,
    block: (name: string, until: number) => void blocked.set(name, until),
    async send(name: string, text = ''): Promise<void> {
      const [there, back] = latency?.(requests++) ?? [0, 0]
      if (there > 0) await sleep(clock, there)
      const isFull = overall.wait() > 0
      const wait = Math.max((blocked.get(name) ?? 0) - clock.now(), pass([overall, chats(name)]))
      if (wait <= 0) arrived.push({ chat: name, text, at: clock.now() })
      else refused++
      if (back > 0) await sleep(clock, back)
      if (wait > 0)
        throw new TooMany(scope === 'unknown' ? Math.ceil(wait / 1000) * 1000 : wait, isFull && scope !== 'unknown' ? 'all' : scope)
    },
  }
}

export const CHAT: Rate = { requests: 1, per: 1000 }
export const ALL: Rate = { requests: 30, per: 1000 }

export const createBench = (server: Partial<ServerOptions> = {}, parts: Partial<PaceParts> = {}) => {
  const clock = fakeClock(0)
  const log = recordingLog()
  const pace = createPace({ name: 'fake', limit: ALL, patience: 5000, clock, log, ...parts })
  return { clock, log, pace, server: createServer(clock, { all: ALL, chat: CHAT, ...server }) }
}

export const ask = (lane: string, more: Partial<Ask> = {}): Ask => ({ lane, limits: [CHAT], rank: 'bulk', kind: 'send', ...more })

/** Sends one message to each of so many chats, `workers` at a time, as deliveries do; says how long (ms) it took. */
export const deliver = async (
  { clock, pace, server }: { clock: FakeClock; pace: Pace; server: ReturnType<typeof createServer> },
  chats: number,
  { workers = 64, parts = 1, watch = () => {} }: { workers?: number; parts?: number; watch?: (done: number) => void } = {},
): Promise<number> => {
  const from = clock.now()
  let next = 0
  let done = 0
  const work = async (): Promise<void> => {
    while (next < chats) {
      const name = String(++next)
      for (let part = 1; part <= parts;) {
        try {
          await pace.run(ask(name), () => server.send(name))
          part++
        } catch (error) {
          if (!(error instanceof Error && 'ms' in error)) throw error
          await sleep(clock, Number(error.ms))
        }
      }
      watch(++done)
    }
  }
  const end = new AbortController()
  const all = Promise.all(Array.from({ length: workers }, work)).finally(() => end.abort())
  while (!end.signal.aborted) await clock.tick(1000)
  await all
  return Math.max(...server.arrived.map(({ at }) => at)) - from
}
