import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { openArchive } from '../../src/archive/archive.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { type Delivery, createDelivery } from '../../src/delivery/delivery.ts'
import type { Limit } from '../../src/platforms/pace/window.ts'
import type { Job } from '../../src/queues/queue.ts'
import { openLanes } from '../../src/queues/lanes.ts'
import { openSqliteQueue } from '../../src/queues/sqlite.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { body, issue } from '../archive/sample.ts'
import type { Row } from './bench.ts'
import { swiftClock } from './clock.ts'
import { type Held, bytesOf, heldIn, live, mib, quiet, tell } from './measure.ts'
import { type Name, PLATFORMS, type Service, createService } from './service.ts'
import { ms, timedAsync } from './time.ts'

const SUBSCRIPTIONS = Number(process.env['RECAP_BENCH_SUBSCRIPTIONS'] ?? 2000)
/** So many digests of a platform are under way side by side in the bot. */
const CONCURRENCY = 64

/** So often it is told how far the digests are. */
const TOLD = 10

/**
 * Many chats of one hour, from subscriptions on the disk through schedule, queue, ledger and pace to platforms that enforce their limits, on a clock
 * that jumps: how long it takes beside what the limits allow, and what it costs.
 */
export const measureScale = async (folder: string): Promise<Row[]> => {
  const rows: Row[] = []
  for (const names of [['telegram'], ['discord'], ['telegram', 'discord']] as const) {
    const run = await deliver(join(folder, `scale-${names.join('-')}`), names)
    const found = [times(run), ...(rows.length === 0 ? costs(run) : [])]
    for (const row of found) tell(Object.values(row))
    rows.push(...found)
  }
  return rows
}

interface Run {
  services: readonly Service[]
  /** Milliseconds from the hour to the last digest, by the clock that jumps. */
  took: number
  /** Milliseconds of work. */
  sending: number
  cost: Record<'first' | 'idle' | 'due' | 'correcting', Awaited<ReturnType<typeof watched>>>
  /** Bytes: what is in use for the subscriptions, and the most that the process had at the end of each. */
  memory: Record<'subscribed' | 'due' | 'sent' | 'corrected', number>
  held: Record<'subscribed' | 'due' | 'sent', Held>
}

const deliver = async (folder: string, names: readonly Name[]): Promise<Run> => {
  mkdirSync(folder)
  const clock = swiftClock('2026-03-03T06:00:00Z')
  const path = join(folder, 'state.db')
  const archive = openArchive(join(folder, 'archive.db'), { clock })
  const put = (about: string): string =>
    archive.put(issue({ date: '2026-03-02', sections: { twitter: body(about), reddit: body('Rivers') } })).uid
  const uid = put('Lamps')
  const stores = openSqliteStores(path, { clock })
  const queue = openLanes((name) => openSqliteQueue<DeliveryJob>(path, name, { clock, log: quiet }), 'delivery', {
    names,
    of: ({ subscription }) => subscription.split('/', 1)[0] ?? '',
  })
  const services = names.map((name) => createService(name, Math.ceil(SUBSCRIPTIONS / names.length), clock))
  const platforms = new Map(services.map(({ platform }) => [platform.name, platform]))
  const delivery = createDelivery({ archive, stores, queue, platforms, remember: async () => {}, clock, log: quiet })
  const look = async (at: string) => {
    await clock.wakeAt(Date.parse(`2026-03-03T${at}Z`))
    return watched(() => delivery.schedule.look())
  }
  const none = live()
  await subscribe(delivery, services)
  tell([`${SUBSCRIPTIONS} subscribed, ${mib(process.memoryUsage().rss)} resident`])
  const first = await look('06:01')
  const subscribed = live() - none
  const held = { subscribed: heldIn(path) }
  const idle = await look('06:02')
  const due = await look('08:00')
  const memory = { subscribed, due: mostMemory() }
  const waiting = heldIn(path)
  const began = clock.now()
  let done = 0
  const all = services.reduce((sum, { posts }) => sum + posts.length, 0)
  const handler = async (job: Job<DeliveryJob>): Promise<void> => {
    await delivery.deliver(job)
    if (++done % (all / TOLD) < 1) tell([`${done} sent after ${hours(clock.now() - began)}, ${mib(process.memoryUsage().rss)} resident`])
  }
  queue.work(handler, { concurrency: CONCURRENCY, attempts: 3, failed: (_, error) => quiet.error('a delivery failed', { error }) })
  const sending = await timedAsync(() => clock.passWhile(() => done < all))
  const took = Math.max(...services.map(({ last }) => last())) - began
  const sent = mostMemory()
  const after = heldIn(path)
  put('Lamps, mended')
  const correcting = await watched(() => delivery.correct(uid))
  const corrected = mostMemory()
  await queue.close(0)
  await stores.close()
  archive.close()
  return {
    services,
    took,
    cost: { first, idle, due, correcting },
    sending,
    memory: { ...memory, sent, corrected },
    held: { ...held, due: waiting, sent: after },
  }
}

const subscribe = async ({ subscriptions }: Delivery, services: readonly Service[]): Promise<void> => {
  const choice = { hour: '08:00', zone: 'UTC', layout: 'compact', locale: 'en', createdBy: 'x' } as const
  for (const { platform, posts } of services)
    for (let chat = 0; chat < posts.length; chat++)
      await subscriptions.put({ ...choice, sections: [], target: { platform: platform.name, chat: String(chat) } })
}

/** Milliseconds that it takes, and for how long of these at most nothing else was done. */
const watched = async (work: () => Promise<unknown>): Promise<{ took: number; pause: number }> => {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  // It counts from one turn of the event loop to the next.
  await setTimeout(5)
  const took = await timedAsync(work)
  await setTimeout(5)
  delays.disable()
  return { took, pause: delays.max / 1e6 }
}

/** Resident bytes, at most so far. */
const mostMemory = (): number => process.resourceUsage().maxRSS * 1024

const hours = (ms: number): string => `${(ms / 3_600_000).toFixed(3)} h`
const least = (messages: number, { requests, per }: Limit): number => (Math.ceil(messages / requests) - 1) * per

const times = ({ services, took }: Run): Row => {
  const optimum = Math.max(...services.map(({ posts, all }) => least(posts.length, all)))
  const sum = (of: (service: Service) => number): number => services.reduce((total, service) => total + of(service), 0)
  const wrong = sum(({ posts }) => posts.reduce((count, times) => count + (times === 1 ? 0 : 1), 0))
  const shares = services.map(({ platform, posts }) => `${posts.length} on ${platform.name}`)
  return {
    what: `digests to ${shares.join(', ')}`,
    recap: hours(took),
    baseline: `the limits allow ${hours(optimum)}; ${sum(({ count }) => count.refused)} refused, ${wrong} not once`,
    ratio: `${((100 * optimum) / took).toFixed(1)} %`,
  }
}

const costs = ({ sending, cost, memory, held }: Run): Row[] => {
  const per = (bytes: number): string => `${Math.round(bytes / SUBSCRIPTIONS)} bytes`
  const rate = SUBSCRIPTIONS / (sending / 1000)
  return [
    {
      what: `a look at ${SUBSCRIPTIONS} subscriptions, none of them due`,
      recap: ms(cost.idle.took),
      baseline: `the first, which reads all ${ms(cost.first.took)}`,
      ratio: '',
    },
    {
      what: 'the look at which all are due',
      recap: ms(cost.due.took),
      baseline: `${held.due.rows['jobs']} jobs, others wait ${ms(cost.due.pause)} at most`,
      ratio: '',
    },
    {
      what: 'digests from the queue through ledger and pace',
      recap: `${rate.toFixed(0)}/s`,
      baseline: `the limit is ${PLATFORMS.discord.all.requests}/s at most`,
      ratio: `×${(rate / PLATFORMS.discord.all.requests).toFixed(0)}`,
    },
    {
      what: 'memory for a subscription',
      recap: per(memory.subscribed),
      baseline: `process at most ${mib(memory.sent)}, ${mib(memory.due)} before the first is sent`,
      ratio: '',
    },
    {
      what: 'disk for a subscription',
      recap: per(held.subscribed.disk),
      baseline: `its record ${per(bytesOf(held.subscribed, 'subscriptions'))}`,
      ratio: '',
    },
    {
      what: 'disk for a delivery, before anything is cleaned up',
      recap: per(held.sent.disk - held.subscribed.disk),
      baseline: `ledger ${per(bytesOf(held.sent, 'ledger'))}, job ${per(bytesOf(held.sent, 'jobs'))}`,
      ratio: '',
    },
    {
      what: 'finding who got an issue that is corrected',
      recap: ms(cost.correcting.took),
      baseline: `others wait ${ms(cost.correcting.pause)} at most; process at most ${mib(memory.corrected)}`,
      ratio: '',
    },
  ]
}
