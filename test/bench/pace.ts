import { doc, paragraph } from '../../src/doc/nodes.ts'
import { sleep, systemClock } from '../../src/clock.ts'
import { RetryLater } from '../../src/errors.ts'
import { createTelegram } from '../../src/platforms/telegram/index.ts'
import { limits as telegram } from '../../src/platforms/telegram/limits.ts'
import type { Limit } from '../../src/platforms/pace/window.ts'
import { recordingLog } from '../fakes/log.ts'
import { fakeTelegram } from '../fakes/telegram.ts'
import { memoryStore } from '../platforms/telegram/bench.ts'
import type { Row } from './bench.ts'
import { swiftClock } from './clock.ts'
import { mib, tell } from './measure.ts'
import { type Name, createService } from './service.ts'

const CHATS = Number(process.env['RECAP_BENCH_SUBSCRIPTIONS'] ?? 10_000)
/** As digests are under way. */
const WORKERS = 64
/** Through the real client, in real time. */
const FEW = 300

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const optimum = (messages: number, { requests, per }: Limit): number => (Math.ceil(messages / requests) - 1) * per

const row = (what: string, took: number, least: number, refused: number): Row => ({
  what: `${what}, ${refused} refused`,
  recap: seconds(took),
  baseline: `the limit allows ${seconds(least)}`,
  ratio: `${((100 * least) / took).toFixed(1)} %`,
})

/** A message to each of many chats, on a clock that jumps, beside the least time that the platform's limit allows. */
const virtual = async (name: Name): Promise<Row> => {
  const clock = swiftClock('2026-03-03T08:00:00Z')
  const { platform, all, count, last } = createService(name, CHATS, clock)
  const began = clock.now()
  let next = 0
  const work = async (): Promise<void> => {
    while (next < CHATS) {
      const target = { platform: name, chat: String(next++) }
      for (let isSent = false; !isSent;) {
        try {
          await platform.post(target, {}, '')
          isSent = true
        } catch (error) {
          if (!(error instanceof RetryLater)) throw error
          await sleep(clock, error.ms)
        }
      }
    }
  }
  let isDone = false
  const working = Promise.all(Array.from({ length: WORKERS }, work)).finally(() => (isDone = true))
  await clock.passWhile(() => !isDone)
  await working
  const found = row(`${CHATS} chats on ${name}`, last() - began, optimum(CHATS, all), count.refused)
  tell([...Object.values(found), `${mib(process.memoryUsage().rss)} resident`])
  return found
}

/** The same through grammY, with a server that enforces the limits. */
const real = async (): Promise<Row> => {
  const { all, chat, group } = telegram
  const server = await fakeTelegram(undefined, { rates: { all, chat, group } })
  const { token, apiRoot } = server
  const bot = createTelegram({ token, apiRoot, mode: 'polling', seen: memoryStore(), clock: systemClock, log: recordingLog() })
  const [payload = {}] = bot.render(doc(paragraph('A digest.')))
  const from = performance.now()
  await Promise.all(Array.from({ length: FEW }, (_, n) => bot.post({ platform: 'telegram', chat: String(n + 1) }, payload, `${n}`)))
  const took = performance.now() - from
  const refused = server.sent('sendMessage').length - FEW
  await bot.stop()
  await server.close()
  return row(`${FEW} chats through grammY`, took, optimum(FEW, all), refused)
}

export const measurePace = async (): Promise<Row[]> => [await virtual('telegram'), await virtual('discord'), await real()]
