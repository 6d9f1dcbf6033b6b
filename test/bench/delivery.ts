import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createDeliverer } from '../../src/delivery/deliver.ts'
import { createLedger } from '../../src/delivery/ledger.ts'
import { createLosses } from '../../src/delivery/losses.ts'
import { createSubscriptions } from '../../src/delivery/subscriptions.ts'
import { doc, paragraph } from '../../src/doc/nodes.ts'
import { createLog } from '../../src/log.ts'
import type { Platform, Target } from '../../src/platforms/platform.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import type { Row } from './bench.ts'
import { ms, percentile } from './time.ts'

const DAY = 86_400_000
const SENDS = 400
/** A year for two thousand chats takes some ten minutes, so that by default there are fewer. */
const DAYS = Number(process.env['RECAP_BENCH_DAYS'] ?? 365)
const CHATS = Number(process.env['RECAP_BENCH_CHATS'] ?? 100)

const quiet = createLog({ level: 'error', format: 'json', secrets: [] })

/** A platform that answers at once and remembers only how often it was asked. */
const counting = () => {
  let posts = 0
  const platform: Platform = {
    name: 'chat',
    dedupeWindow: 0,
    render: ({ children }) => children.map((block) => ({ text: JSON.stringify(block) })),
    post: async (target) => ({ target, message: String(++posts) }),
    edit: async () => {},
    menu: async () => {},
    start: async () => {},
    stop: async () => {},
  }
  return { platform, posts: () => posts }
}

const open = (path: string, start: string, messages = 1) => {
  const clock = fakeClock(start)
  const stores = openSqliteStores(path, { clock })
  const ledger = createLedger({
    parts: stores.open('ledger', { durable: true }),
    chats: stores.open('ledger-got'),
    holders: stores.openSets('ledger-holders'),
    clock,
  })
  const subscriptions = createSubscriptions({
    store: stores.open('subscriptions'),
    moves: stores.open('subscription-moves'),
    ledger,
    clock,
  })
  const { platform, posts } = counting()
  const platforms = new Map([['chat', platform]])
  const deliver = createDeliverer({
    platforms,
    subscriptions,
    ledger,
    losses: createLosses({ platforms, subscriptions, told: stores.open('told'), log: quiet }),
    compose: async (_, uid) => doc(...Array.from({ length: messages }, (_, n) => paragraph(`Message ${n + 1} of the digest of ${uid}`))),
    isWithdrawn: () => false,
    remember: async () => {},
    correctFor: 7 * DAY,
    whenUnknown: 'leave',
    clock,
    log: quiet,
  })
  const subscribe = async (chat: string): Promise<string> => {
    const target: Target = { platform: 'chat', chat }
    const choice = { target, sections: [], hour: '08:00', zone: 'UTC', layout: 'compact', locale: 'en', createdBy: 'x' } as const
    return (await subscriptions.put({ ...choice, sections: [] })).subscription.id
  }
  return { clock, stores, ledger, platform, posts, deliver, subscribe }
}

/** Sending through the ledger beside sending alone, and a year of digests for many chats on a clock that jumps. */
export const measureDelivery = async (folder: string): Promise<Row[]> => [
  await measureSend(folder, 1),
  await measureSend(folder, 5),
  ...(await measureYear(folder)),
]

/** Per message: the intent is synced before it is sent, its id after; of several in a row, each id with the next one's intent. */
const measureSend = async (folder: string, messages: number): Promise<Row> => {
  const { stores, platform, deliver, subscribe } = open(join(folder, `send-${messages}.db`), '2026-01-01T08:00:00Z', messages)
  const ids: string[] = []
  for (let n = 0; n < 40; n++) ids.push(await subscribe(String(n)))
  const target: Target = { platform: 'chat', chat: '100' }
  const bare: number[] = []
  const synced: number[] = []
  const noted: number[] = []
  const beside = stores.open<string>('beside', { durable: true })
  for (let n = 0; n < SENDS; n++) {
    const [payload = {}] = platform.render(doc(paragraph(`The digest of ${n}`)))
    let from = performance.now()
    await platform.post(target, payload, String(n))
    bare.push(performance.now() - from)
    from = performance.now()
    for (const state of ['before', 'after']) await beside.set(String(n), state)
    synced.push(performance.now() - from)
    from = performance.now()
    await deliver({ id: 'job', data: { kind: 'digest', subscription: ids[n % ids.length] ?? '', uid: `26-01-01-issue-${n}` } })
    noted.push(performance.now() - from)
  }
  await stores.close()
  const sends = noted.map((time) => time / messages)
  const syncs = synced.map((time) => (time / 2) * ((messages + 1) / messages))
  const over = sends.map((time, n) => time - (bare[n] ?? 0))
  const [through, alone, writes, more, own] = [sends, bare, syncs, over, over.map((time, n) => time - (syncs[n] ?? 0))].map((times) =>
    percentile(times, 0.5),
  ) as [number, number, number, number, number]
  return {
    what: messages === 1 ? 'a send through the ledger, p50' : `the same, of ${messages} in a row`,
    recap: ms(through),
    baseline: `the send ${ms(alone)}, synced writes ${ms(writes)}`,
    ratio: `+${ms(more)}, ${ms(own)} ours`,
  }
}

const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`
/** What is live, where the collector can be asked (`--expose-gc`). */
const heap = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const measureYear = async (folder: string): Promise<Row[]> => {
  const path = join(folder, 'year.db')
  const { clock, stores, posts, deliver, subscribe } = open(path, '2025-01-01T08:00:00Z')
  const ids: string[] = []
  for (let n = 0; n < CHATS; n++) ids.push(await subscribe(String(-1_000_000_000_000 - n)))
  const heaps: number[] = []
  for (let day = 0; day < DAYS; day++) {
    const uid = `${new Date(clock.now()).toISOString().slice(2, 10)}-not-much`
    for (const subscription of ids) await deliver({ id: 'job', data: { kind: 'digest', subscription, uid } })
    // Yesterday's once more, as after a restart.
    if (day % 30 === 0) for (const subscription of ids) await deliver({ id: 'job', data: { kind: 'digest', subscription, uid } })
    await clock.tick(DAY)
    await setImmediate()
    if (day % 30 === 29) heaps.push(heap())
  }
  let bytes = 0
  for (const name of ['ledger', 'ledger-got', 'sets ledger-holders'])
    for await (const [key, value] of stores.open(name).entries())
      bytes += Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(value)) + name.length + 40
  await stores.close()
  const wanted = DAYS * CHATS
  return [
    {
      what: `digests of ${DAYS} days for ${CHATS} chats`,
      recap: `${posts()} posted`,
      baseline: `once each ${wanted}`,
      ratio: (posts() / wanted).toFixed(3),
    },
    {
      what: 'ledger, bytes a delivery after clean-up',
      recap: `${Math.round(bytes / wanted)}`,
      baseline: `file ${mib(statSync(path).size)}`,
      ratio: '',
    },
    {
      what: 'memory at the end of it',
      recap: mib(heaps.at(-1) ?? Number.NaN),
      baseline: `after a month ${mib(heaps[0] ?? Number.NaN)}`,
      ratio: '',
    },
  ]
}
