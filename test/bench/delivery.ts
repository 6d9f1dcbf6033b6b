import { join } from 'node:path'
import { createDeliverer } from '../../src/delivery/deliver.ts'
import { createLedger } from '../../src/delivery/ledger.ts'
import { createLosses } from '../../src/delivery/losses.ts'
import { createSubscriptions } from '../../src/delivery/subscriptions.ts'
import { createTurns } from '../../src/delivery/turns.ts'
import { doc, paragraph } from '../../src/doc/nodes.ts'
import type { Platform, Target } from '../../src/platforms/platform.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import type { Row } from './bench.ts'
import { quiet } from './measure.ts'
import { ms, percentile } from './time.ts'

const DAY = 86_400_000
const SENDS = 400

/** A platform that answers at once. */
const createPlatform = (): Platform => {
  let posts = 0
  return {
    name: 'chat',
    dedupeWindow: 0,
    render: ({ children }) => children.map((block) => ({ text: JSON.stringify(block) })),
    post: async (target) => ({ target, message: String(++posts) }),
    edit: async () => {},
    menu: async () => {},
    start: async () => {},
    stop: async () => {},
  }
}

const open = (path: string, messages: number) => {
  const clock = fakeClock('2026-01-01T08:00:00Z')
  const stores = openSqliteStores(path, { clock })
  const ledger = createLedger({
    parts: stores.open('ledger', { durable: true }),
    chats: stores.open('ledger-got', { durable: true }),
    holders: stores.openSets('ledger-holders', { durable: true }),
    clock,
  })
  const subscriptions = createSubscriptions({
    store: stores.open('subscriptions', { durable: true }),
    moves: stores.open('subscription-moves', { durable: true }),
    threads: stores.open('subscription-threads', { durable: true }),
    ledger,
    clock,
  })
  const platform = createPlatform()
  const platforms = new Map([['chat', platform]])
  const deliver = createDeliverer({
    platforms,
    subscriptions,
    ledger,
    losses: createLosses({ platforms, subscriptions, told: stores.open('told'), log: quiet }),
    turns: createTurns({ clock }),
    compose: async (_, uid) => doc(...Array.from({ length: messages }, (_, n) => paragraph(`Message ${n + 1} of the digest of ${uid}`))),
    version: () => undefined,
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
  return { stores, platform, deliver, subscribe }
}

/** Sending through the ledger beside sending alone. */
export const measureDelivery = async (folder: string): Promise<Row[]> => [await measureSend(folder, 1), await measureSend(folder, 5)]

/** Per message: the intent is synced before it is sent, its id after; of several in a row, each id with the next one's intent. */
const measureSend = async (folder: string, messages: number): Promise<Row> => {
  const { stores, platform, deliver, subscribe } = open(join(folder, `send-${messages}.db`), messages)
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
