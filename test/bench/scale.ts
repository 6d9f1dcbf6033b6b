import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openArchive } from '../../src/archive/archive.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { createDelivery } from '../../src/delivery/delivery.ts'
import { createLog } from '../../src/log.ts'
import { limits as discord } from '../../src/platforms/discord/limits.ts'
import { limits as telegram } from '../../src/platforms/telegram/limits.ts'
import { renderTelegram } from '../../src/platforms/telegram/render.ts'
import type { Job } from '../../src/queues/queue.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { body, issue } from '../archive/sample.ts'
import { fakeClock } from '../fakes/clock.ts'
import type { Row } from './bench.ts'
import { ms } from './time.ts'

const SUBSCRIPTIONS = Number(process.env['RECAP_BENCH_SUBSCRIPTIONS'] ?? 10_000)
const MINUTE = 60_000

const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`
const rate = ({ requests, per }: { requests: number; per: number }): number => requests / (per / 1000)

const timed = async (work: () => Promise<void>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
/** Bytes that are in use still. */
const live = (): number => {
  collect()
  return process.memoryUsage().heapUsed
}

/** Many chats with one hour: what it costs to look at them each minute, and to bring all of them a digest through the ledger on the disk. */
export const measureScale = async (folder: string): Promise<Row[]> => {
  const clock = fakeClock('2026-03-03T06:00:00Z')
  const path = join(folder, 'scale.db')
  const stores = openSqliteStores(path, { clock })
  const archive = openArchive(':memory:', { clock })
  archive.put(issue({ date: '2026-03-02', sections: { twitter: body('Lamps') } }))
  const jobs: Job<DeliveryJob>[] = []
  let posts = 0
  const platform = {
    name: 'chat',
    dedupeWindow: 0,
    render: renderTelegram,
    post: async (target: { platform: string; chat: string }) => ({ target, message: String(++posts) }),
    edit: async () => {},
    menu: async () => {},
    start: async () => {},
    stop: async () => {},
  }
  const { subscriptions, schedule, deliver } = createDelivery({
    archive,
    stores,
    queue: { add: async (job) => jobs.push(job) > 0 },
    platforms: new Map([[platform.name, platform]]),
    remember: async () => {},
    clock,
    log: createLog({ level: 'error', format: 'json', secrets: [] }),
  })
  const before = live()
  const choice = { sections: [], hour: '08:00', zone: 'UTC', layout: 'compact', locale: 'en', createdBy: 'x' } as const
  for (let n = 0; n < SUBSCRIPTIONS; n++)
    await subscriptions.put({ ...choice, sections: [], target: { platform: 'chat', chat: String(-1_000_000_000_000 - n) } })
  const look = async (minutes: number): Promise<number> => {
    await clock.tick(minutes * MINUTE)
    return timed(() => schedule.look())
  }
  const first = await look(1)
  const idle = await look(1)
  const due = await look(118)
  const sending = await timed(async () => {
    for (const job of jobs) await deliver(job)
  })
  const memory = live() - before
  await stores.close()
  archive.close()
  const perSecond = posts / (sending / 1000)
  const hours = (limit: { requests: number; per: number }): string => `${(1e6 / rate(limit) / 3600).toFixed(1)} h`
  return [
    {
      what: `a look at ${SUBSCRIPTIONS} subscriptions, none of them due`,
      recap: ms(idle),
      baseline: `the first, which reads all ${ms(first)}`,
      ratio: '',
    },
    { what: 'the look at which all are due', recap: ms(due), baseline: `${jobs.length} jobs`, ratio: '' },
    {
      what: 'digests through the ledger, one after another',
      recap: `${perSecond.toFixed(0)}/s`,
      baseline: `Telegram takes ${rate(telegram.all)}/s, Discord ${rate(discord.all)}/s`,
      ratio: `×${(perSecond / rate(discord.all)).toFixed(0)}`,
    },
    {
      what: `memory kept for ${SUBSCRIPTIONS} subscriptions and their jobs`,
      recap: mib(memory),
      baseline: `${mib(statSync(path).size)} on the disk`,
      ratio: '',
    },
    {
      what: 'a million digests of one message at the platform’s limit',
      recap: `Telegram ${hours(telegram.all)}`,
      baseline: `Discord ${hours(discord.all)}`,
      ratio: '',
    },
  ]
}
