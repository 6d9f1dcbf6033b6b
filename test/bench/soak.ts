import { setImmediate } from 'node:timers/promises'
import { join } from 'node:path'
import { openArchive } from '../../src/archive/archive.ts'
import { type Delivery, createDelivery } from '../../src/delivery/delivery.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { renderTelegram } from '../../src/platforms/telegram/render.ts'
import { openSqliteQueue } from '../../src/queues/sqlite.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { body, issue } from '../archive/sample.ts'
import type { Row } from './bench.ts'
import { swiftClock } from './clock.ts'
import { type Held, bytesOf, heldIn, live, mib, quiet, tell } from './measure.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const MONTH = 30
const DAYS = Number(process.env['RECAP_BENCH_DAYS'] ?? 40)
const CHATS = Number(process.env['RECAP_BENCH_CHATS'] ?? 100)
/** Every so many days an issue is corrected after it was delivered. */
const CORRECTED = 10

/** Who posted what how often, at a glance: a number a chat for the day's digest. */
const counting = () => {
  const posts = new Uint16Array(CHATS)
  const count = { posts: 0, edits: 0 }
  const platform = {
    name: 'chat',
    dedupeWindow: 0,
    render: renderTelegram,
    post: async (target: { platform: string; chat: string }) => {
      const chat = Number(target.chat)
      posts[chat] = (posts[chat] ?? 0) + 1
      return { target, message: String(++count.posts) }
    },
    edit: async () => void count.edits++,
    menu: async () => {},
    start: async () => {},
    stop: async () => {},
  }
  return { platform, posts, count }
}

/** Digests of a year for many chats, from the archive through schedule, queue and ledger, on a clock that jumps: is memory flat, does each come once? */
export const measureSoak = async (folder: string): Promise<Row[]> => {
  const path = join(folder, 'soak.db')
  const clock = swiftClock('2025-01-01T06:00:00Z')
  const archive = openArchive(join(folder, 'soak-archive.db'), { clock })
  const stores = openSqliteStores(path, { clock })
  const queue = openSqliteQueue<DeliveryJob>(path, 'delivery', { clock, log: quiet })
  const { platform, posts, count } = counting()
  const delivery = createDelivery({
    archive,
    stores,
    queue,
    platforms: new Map([['chat', platform]]),
    remember: async () => {},
    clock,
    log: quiet,
  })
  let failures = 0
  queue.work(delivery.deliver, { concurrency: 64, attempts: 3, failed: () => void failures++ })
  await subscribe(delivery)
  await delivery.schedule.look()
  const idle = async (): Promise<void> => {
    let isIdle = false
    const done = queue.idle().then(() => (isIdle = true))
    await clock.passWhile(() => !isIdle)
    await done
  }
  const begin = clock.now()
  const memory: Month[] = []
  let wrong = 0
  for (let day = 0; day < DAYS; day++) {
    const morning = begin + day * DAY
    const date = new Date(morning - DAY).toISOString().slice(0, 10)
    const about = `Lamp ${day}`
    await clock.wakeAt(morning)
    archive.put(issue({ date, title: about, sections: { twitter: body(about), reddit: body(`${about} on a shelf`) } }))
    posts.fill(0)
    // Each hour of the day, though the digest is due once.
    for (let hour = 0; hour < 24; hour++) {
      await clock.wakeAt(morning + hour * HOUR)
      await delivery.schedule.look()
      await idle()
      if (hour === 6 && day % CORRECTED === 0) {
        const { uid } = archive.put(
          issue({ date, title: about, sections: { twitter: body(about), reddit: body(`${about} on the floor`) } }),
        )
        await delivery.correct(uid)
        await idle()
      }
    }
    wrong += posts.reduce((sum, times) => sum + (times === 1 ? 0 : 1), 0)
    if (day % MONTH === MONTH - 1) {
      await setImmediate()
      const month: Month = { live: live(), resident: process.memoryUsage().rss }
      memory.push(month)
      tell([`day ${day + 1}:`, mib(month.live), 'in use,', mib(month.resident), 'resident,', count.posts, 'posted,', wrong, 'wrong'])
    }
  }
  await queue.close()
  await stores.close()
  archive.close()
  return rows({ memory, wrong, failures, ...count, held: heldIn(path) })
}

const subscribe = async ({ subscriptions }: Delivery): Promise<void> => {
  const choice = { hour: '08:00', zone: 'UTC', layout: 'compact', locale: 'en', createdBy: 'x' } as const
  for (let chat = 0; chat < CHATS; chat++)
    await subscriptions.put({ ...choice, sections: [], target: { platform: 'chat', chat: String(chat) } })
}

/** Bytes at its end. */
interface Month {
  live: number
  resident: number
}

interface Soaked {
  memory: readonly Month[]
  /** Digests that came not once. */
  wrong: number
  failures: number
  posts: number
  edits: number
  held: Held
}

const rows = ({ memory, wrong, failures, posts, edits, held }: Soaked): Row[] => {
  const [parts, ledger] = [held.bytes['ledger'] ?? 0, bytesOf(held, 'ledger')]
  const [first, last] = [memory[0], memory.at(-1)]
  const months = (of: (month: Month) => number): string => memory.map((month) => (of(month) / 2 ** 20).toFixed(0)).join(' ')
  return [
    {
      what: `digests of ${DAYS} days for ${CHATS} chats`,
      recap: `${posts} posted, ${edits} edited`,
      baseline: `${DAYS * CHATS} and ${Math.ceil(DAYS / CORRECTED) * CHATS} due, ${failures} failed`,
      ratio: `${wrong} not once`,
    },
    {
      what: 'ledger, bytes a delivery after clean-up',
      recap: `${Math.round(parts / (held.rows['ledger'] ?? 0))} while its parts are kept`,
      baseline: `of all ${Math.round(ledger / posts)}, with what a chat is known to have got`,
      ratio: '',
    },
    {
      what: 'the file of the state at the end of it',
      recap: mib(held.disk),
      baseline: `ledger ${mib(ledger)}, jobs ${mib(bytesOf(held, 'jobs'))}`,
      ratio: '',
    },
    {
      what: 'memory in use, month by month, MiB',
      recap: months(({ live }) => live),
      baseline: `resident ${months(({ resident }) => resident)}`,
      ratio: ((last?.live ?? Number.NaN) / (first?.live ?? Number.NaN)).toFixed(2),
    },
  ]
}
