import { doc, paragraph } from '../../src/doc/nodes.ts'
import { systemClock } from '../../src/clock.ts'
import { limits as discord } from '../../src/platforms/discord/limits.ts'
import { createTelegram } from '../../src/platforms/telegram/index.ts'
import { limits as telegram } from '../../src/platforms/telegram/limits.ts'
import type { Limit } from '../../src/platforms/pace/window.ts'
import { recordingLog } from '../fakes/log.ts'
import { fakeTelegram } from '../fakes/telegram.ts'
import { createBench, deliver } from '../platforms/pace/server.ts'
import { memoryStore } from '../platforms/telegram/bench.ts'
import type { Row } from './bench.ts'

const CHATS = 10_000
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

/** A message to each of many chats, on a clock that runs as fast as it can, beside the least time that the platform's limit allows. */
const virtual = async (platform: string, all: Limit): Promise<Row> => {
  const bench = createBench({ all, latency: () => [30, 50] }, { limit: all })
  const took = await deliver(bench, CHATS)
  return row(`${CHATS} chats on ${platform}`, took, optimum(CHATS, all), bench.server.refused())
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

export const measurePace = async (): Promise<Row[]> => [
  await virtual('Telegram', telegram.all),
  await virtual('Discord', discord.all),
  await real(),
]
