/** A house for the tests of delivery: real stores and ledger over a file that outlives a process, and a chat service with faults to inject. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Clock } from '../../src/clock.ts'
import { createDeliverer } from '../../src/delivery/deliver.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { createLedger } from '../../src/delivery/ledger.ts'
import type { Ledger } from '../../src/delivery/ledger.ts'
import { createLosses } from '../../src/delivery/losses.ts'
import { createSubscriptions } from '../../src/delivery/subscriptions.ts'
import { createTurns } from '../../src/delivery/turns.ts'
import type { Subscription, SubscriptionBook, SubscriptionChoice } from '../../src/delivery/subscriptions.ts'
import { doc, paragraph } from '../../src/doc/nodes.ts'
import type { Payload, Platform, Target } from '../../src/platforms/platform.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import type { Lease, Sets, Store, Stores } from '../../src/stores/store.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import type { RecordingLog } from '../fakes/log.ts'

export const group: Target = { platform: 'chat', chat: '-100' }
export const choice = (target: Target = group): SubscriptionChoice => ({
  target,
  sections: [],
  hour: '08:00',
  zone: 'UTC',
  layout: 'compact',
  locale: 'en',
  createdBy: 'ada',
})

interface Message {
  id: string
  chat: string
  text: unknown
}

/** The chat service: what its people see, and how it fails. It outlives the bot's process. */
export interface Service {
  messages: Message[]
  edits: number
  /** Called before (and after) each post with its number from 1; what it throws, the bot sees. */
  before: (post: number, chat: string) => void
  after: (post: number) => void
  beforeEdit: (message: Message) => void
  platform: Platform
}

export const chatService = (clock: Clock, dedupeWindow: number): Service => {
  const parts = new Map<string, { at: number; id: string }>()
  let posts = 0
  const service: Service = {
    messages: [],
    edits: 0,
    before: () => {},
    after: () => {},
    beforeEdit: () => {},
    platform: {
      name: 'chat',
      dedupeWindow,
      render: ({ children }) => children.map((block) => ({ text: JSON.stringify(block) })),
      async post(target, { text }, part) {
        const post = ++posts
        service.before(post, target.chat)
        const earlier = parts.get(part)
        const known = earlier !== undefined && clock.now() - earlier.at < dedupeWindow
        const id = known ? earlier.id : `message ${service.messages.length + 1}`
        if (!known) {
          service.messages.push({ id, chat: target.chat, text })
          parts.set(part, { at: clock.now(), id })
        }
        service.after(post)
        return { target, message: id }
      },
      async edit({ message }, { text }) {
        const found = service.messages.find(({ id }) => id === message)
        if (found === undefined) throw new Error('no such message')
        service.beforeEdit(found)
        found.text = text
        service.edits++
      },
      async menu() {},
      async start() {},
      async stop() {},
    },
  }
  return service
}

export interface House {
  stores: Stores
  ledger: Ledger
  subscriptions: SubscriptionBook
  log: RecordingLog
  deliver: (job: DeliveryJob) => Promise<void>
}

export interface HouseOptions {
  clock: Clock
  service: Service
  /** The issue's paragraphs, by uid; read at each composing. */
  issues: Record<string, string[]>
  /** Called before and after each write to the ledger. */
  onWrite?: () => void
  whenUnknown?: 'leave' | 'repeat'
  /** Issues that their source took back. */
  withdrawn?: Set<string>
  /** Another when the issues have changed; by default nobody notices. */
  version?: { archive: number }
  /** Other processes share the work. */
  lease?: (name: string) => Lease
}

/** How long (ms) a delivery is corrected. */
export const CORRECT_FOR = 7 * 86_400_000

/** Builds a house, as a process does when it starts, over the state that the one before left. */
export const openHouse = (
  stores: Stores,
  { clock, service, issues, onWrite = () => {}, whenUnknown = 'leave', withdrawn, version = { archive: 0 }, lease }: HouseOptions,
): House => {
  const log = recordingLog()
  const ledger = createLedger({
    parts: watched(stores.open('ledger', { durable: true }), onWrite),
    chats: watched(stores.open('ledger-got'), onWrite),
    holders: watchedSets(stores.openSets('ledger-holders'), onWrite),
    clock,
  })
  const subscriptions = createSubscriptions({
    store: stores.open<Subscription>('subscriptions'),
    moves: stores.open('subscription-moves'),
    threads: stores.open('subscription-threads'),
    ledger,
    clock,
  })
  const platforms = new Map([[service.platform.name, service.platform]])
  const run = createDeliverer({
    platforms,
    subscriptions,
    ledger,
    losses: createLosses({ platforms, subscriptions, told: stores.open('told'), log }),
    turns: createTurns({ clock, ...(lease === undefined ? {} : { lease }) }),
    async compose(_, uid, mark) {
      const blocks = issues[uid]
      return blocks && doc(...blocks.map((block, index) => paragraph(index === 0 && mark !== undefined ? `${block} (${mark})` : block)))
    },
    version: () => version.archive,
    isWithdrawn: (_, uid) => withdrawn?.has(uid) === true,
    async remember() {},
    correctFor: CORRECT_FOR,
    whenUnknown,
    clock,
    log,
  })
  return { stores, ledger, subscriptions, log, deliver: (data) => run({ id: 'job', data }) }
}

const watched = <T>(store: Store<T>, onWrite: () => void): Store<T> => ({
  ...store,
  async set(key, value, ttl) {
    onWrite()
    await store.set(key, value, ttl)
    onWrite()
  },
  async add(key, value, ttl) {
    onWrite()
    const added = await store.add(key, value, ttl)
    onWrite()
    return added
  },
  async update(key, change, ttl) {
    onWrite()
    await store.update(key, change, ttl)
    onWrite()
  },
})

const watchedSets = (sets: Sets, onWrite: () => void): Sets => ({
  ...sets,
  async add(...word) {
    onWrite()
    await sets.add(...word)
    onWrite()
  },
})

export const text = (block: string): Payload['text'] => JSON.stringify(paragraph(block))

/** A file for a house, taken away after the test. */
export const stateFile = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'recap-delivery-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'state.db')
}

/** The usual stage: one subscriber, one issue of three parts. */
export const stage = async (
  t: TestContext,
  { dedupeWindow = 0, ...options }: { dedupeWindow?: number } & Pick<HouseOptions, 'whenUnknown' | 'withdrawn' | 'version'> = {},
) => {
  const clock = fakeClock()
  const service = chatService(clock, dedupeWindow)
  const issues: Record<string, string[]> = { one: ['A', 'B', 'C'] }
  const house = openHouse(openSqliteStores(':memory:', { clock }), { clock, service, issues, ...options })
  t.after(() => house.stores.close())
  const { subscription } = await house.subscriptions.put(choice())
  const job = (kind: DeliveryJob['kind'] = 'digest', uid = 'one'): DeliveryJob => ({ kind, subscription: subscription.id, uid })
  const states = async (uid = 'one'): Promise<string[]> => (await house.ledger.parts(group, uid)).map(({ state }) => state)
  return { ...house, clock, service, issues, subscription, job, states, texts: () => service.messages.map(({ text }) => text) }
}
