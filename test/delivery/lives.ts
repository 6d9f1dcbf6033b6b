/** Lives of a bot that is killed at a given step, over a store and a platform's server that outlive it. */
import { Api } from 'grammy'
import { REST, Routes, type APIUser } from 'discord.js'
import { createDeliverer } from '../../src/delivery/deliver.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { createLedger } from '../../src/delivery/ledger.ts'
import { createLosses } from '../../src/delivery/losses.ts'
import { createSubscriptions } from '../../src/delivery/subscriptions.ts'
import { createTurns } from '../../src/delivery/turns.ts'
import { doc, paragraph } from '../../src/doc/nodes.ts'
import { createMessage, editMessage, publishMessage } from '../../src/platforms/discord/requests.ts'
import { findMessage } from '../../src/platforms/discord/history.ts'
import { limits } from '../../src/platforms/discord/limits.ts'
import { renderDiscord } from '../../src/platforms/discord/render.ts'
import type { Platform, Target } from '../../src/platforms/platform.ts'
import { translate } from '../../src/platforms/telegram/errors.ts'
import { edit, send } from '../../src/platforms/telegram/requests.ts'
import { type TelegramPayload, renderTelegram } from '../../src/platforms/telegram/render.ts'
import type { Sets, Store, Stores } from '../../src/stores/store.ts'
import type { FakeClock } from '../fakes/clock.ts'
import type { FakeDiscord } from '../fakes/discord.ts'
import { recordingLog } from '../fakes/log.ts'
import type { FakeTelegram } from '../fakes/telegram.ts'
import { choice } from './stage.ts'

/** What delivery needs of a platform, by the real clients, without the pace that they keep. */
type Wire = Pick<Platform, 'name' | 'dedupeWindow' | 'announces' | 'render' | 'post' | 'edit' | 'find' | 'privateChat' | 'publish'>

export const discordWire = (discord: FakeDiscord): Wire => {
  const rest = new REST({ api: discord.apiUrl }).setToken(discord.token)
  return {
    name: 'discord',
    dedupeWindow: limits.nonceWindow,
    render: renderDiscord,
    post: async (target, payload, part) => ({ target, message: await createMessage(rest, target.chat, payload, { part }) }),
    edit: ({ target, message }, payload) => editMessage(rest, target.chat, message, payload),
    publish: ({ target, message }) => publishMessage(rest, target.chat, message),
    async find(target, part, since) {
      const { id: me } = (await rest.get(Routes.user())) as APIUser
      const found = await findMessage(rest, target.chat, part, { since, me })
      return typeof found === 'string' ? found : { target, message: found.id }
    },
    async privateChat(user) {
      const { id } = (await rest.post(Routes.userChannels(), { body: { recipient_id: user } })) as { id: string }
      return { platform: 'discord', chat: id }
    },
  }
}

export const telegramWire = ({ token, apiRoot }: FakeTelegram): Wire => {
  const { raw } = new Api(token, { apiRoot })
  const call = async <T>(request: (api: typeof raw) => Promise<T>): Promise<T> => {
    try {
      return await request(raw)
    } catch (error) {
      throw translate(error, token)
    }
  }
  return {
    name: 'telegram',
    dedupeWindow: 0,
    announces: true,
    render: renderTelegram,
    async post(target, payload, _part, starts) {
      await starts?.()
      return { target, message: String(await send(call, target, payload as TelegramPayload)) }
    },
    edit: ({ target, message }, payload) => edit(call, target, Number(message), payload as TelegramPayload),
    privateChat: async (chat) => ({ platform: 'telegram', chat }),
  }
}

/** Counts steps, and from the fatal one on lets nothing happen any more: what waits for it waits for ever. */
const createFate = (death: number) => {
  const died = Promise.withResolvers<'died'>()
  let steps = 0
  const step = async (): Promise<void> => {
    if (++steps < death) return
    died.resolve('died')
    await new Promise(() => {})
  }
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    await step()
    const result = await work()
    await step()
    return result
  }
  return { died: died.promise, around, steps: () => steps }
}
type Fate = ReturnType<typeof createFate>

const mortalStore = <T>(store: Store<T>, { around }: Fate): Store<T> => ({
  get: (key) => around(() => store.get(key)),
  set: (key, value, ttl) => around(() => store.set(key, value, ttl)),
  add: (key, value, ttl) => around(() => store.add(key, value, ttl)),
  update: (key, change, ttl) => around(() => store.update(key, change, ttl)),
  delete: (key) => around(() => store.delete(key)),
  entries: (prefix) => store.entries(prefix),
})

const mortalWire = ({ find, privateChat, publish, ...wire }: Wire, { around }: Fate): Platform => ({
  ...wire,
  post: (...request) => around(() => wire.post(...request)),
  edit: (...request) => around(() => wire.edit(...request)),
  ...(find === undefined ? {} : { find: (...request) => around(() => find(...request)) }),
  ...(privateChat === undefined ? {} : { privateChat: (...request) => around(() => privateChat(...request)) }),
  ...(publish === undefined ? {} : { publish: (...request) => around(() => publish(...request)) }),
  menu: async () => {},
  start: async () => {},
  stop: async () => {},
})

/** Three messages on either platform. */
export const FIRST = ['Alpha', 'Beta', 'Gamma']
export const CORRECTED = ['Alpha', 'Beta, corrected', 'Gamma']
const words = (title: string): string => `${title}. ${'word '.repeat(500)}`

export interface World {
  wire: Wire
  /** The chats that have subscribed. */
  chats: readonly Target[]
  /** Those of them that others follow. */
  followed?: readonly Target[]
  owner: string
  clock: FakeClock
  /** Opens what the process before left. */
  open: () => Promise<Stores> | Stores
  /** Of this world alone, in a store with others. */
  namespace?: string
  /** Milliseconds from a death to the next life. */
  pause: number
}

/** Brings an issue to some chats, and its correction, in lives that end at the given steps. Returns what the last one has of it. */
export const live = async (world: World, deaths: readonly number[]) => {
  const { wire, chats, followed = [], owner, clock, open, namespace = '', pause } = world
  let blocks = FIRST
  const jobs: DeliveryJob[] = []
  let isCorrected = false
  for (const death of [...deaths, Infinity]) {
    const stores = await open()
    const fate = createFate(death)
    const store = <T>(name: string): Store<T> => mortalStore(stores.open<T>(namespace + name, { durable: true }), fate)
    const log = recordingLog()
    const platform = mortalWire(wire, fate)
    const sets = stores.openSets(namespace)
    const holders: Sets = { ...sets, add: (...word) => fate.around(() => sets.add(...word)) }
    const ledger = createLedger({ parts: store('ledger'), chats: store('chats'), holders, clock })
    const quiet = createSubscriptions({
      store: stores.open(`${namespace}subscriptions`),
      moves: stores.open(`${namespace}moves`),
      threads: stores.open(`${namespace}threads`),
      ledger,
      clock,
      changed: async () => {},
    })
    const subscriptions = createSubscriptions({
      store: store('subscriptions'),
      moves: store('moves'),
      threads: store('threads'),
      ledger,
      clock,
      changed: async () => {},
    })
    const platforms = new Map([[wire.name, platform]])
    const deliver = createDeliverer({
      platforms,
      subscriptions,
      ledger,
      losses: createLosses({ platforms, subscriptions, told: store('told'), log }),
      turns: createTurns({ clock }),
      compose: async (_, uid, mark) =>
        doc(...blocks.map((block, n) => paragraph(words(n === 0 && mark !== undefined ? `${block} (${mark})` : block)), uid)),
      version: () => undefined,
      isWithdrawn: () => false,
      remember: async () => {},
      correctFor: 86_400_000,
      whenUnknown: 'leave',
      clock,
      log,
    })
    const ids: string[] = []
    for (const target of chats)
      ids.push(
        (await quiet.put({ ...choice(target), createdBy: owner, ...(followed.includes(target) ? { publish: true } : {}) })).subscription.id,
      )
    if (jobs.length === 0 && !isCorrected) jobs.push(...ids.map((subscription) => ({ kind: 'digest' as const, subscription, uid: 'one' })))
    const run = async (): Promise<'done'> => {
      for (;;) {
        const [job] = jobs
        if (job === undefined && isCorrected) return 'done'
        if (job === undefined) {
          blocks = CORRECTED
          isCorrected = true
          jobs.push(...ids.map((subscription) => ({ kind: 'correction' as const, subscription, uid: 'one' })))
        } else {
          await deliver({ id: 'job', data: job })
          await fate.around(async () => jobs.shift())
        }
      }
    }
    if ((await Promise.race([run(), fate.died])) === 'done') {
      const steps = fate.steps()
      const states = await Promise.all(
        chats.map(async (target) =>
          (await ledger.parts(target, 'one')).map(({ state, publication }) => [state, publication].join(' ').trim()),
        ),
      )
      await stores.close()
      return { states, steps }
    }
    await stores.close()
    await clock.tick(pause)
  }
  throw new Error('it never ended')
}

/** The titles of messages, as they stand in a chat. */
export const titles = (texts: readonly string[]): string[] => texts.map((text) => text.split('.')[0]?.trim() ?? '')
