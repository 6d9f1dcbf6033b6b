/** The composition root: builds the parts of the bot from the configuration, and connects them. */
import { basename, resolve } from 'node:path'
import { commands } from '../commands/index.ts'
import { runLabel } from '../commands/subscriptions.ts'
import packageJson from '../package.json' with { type: 'json' }
import type { Answers } from './answer/ask.ts'
import { createConversations } from './answer/talk/conversation.ts'
import { createMemory } from './answer/talk/memory.ts'
import { warm } from './answer/warm.ts'
import type { Archive } from './archive/archive.ts'
import { createIdentities } from './archive/identities.ts'
import { type Refresh, createRefresh } from './archive/refresh.ts'
import { dropSample, fileSample, isSample } from './archive/sample.ts'
import { createWatch } from './archive/watch.ts'
import { createActionMemory } from './bot/actions.ts'
import type { About } from './bot/command.ts'
import { createCompleter } from './bot/complete.ts'
import { createConnections } from './bot/connections.ts'
import { createContexts } from './bot/context.ts'
import { createDispatch } from './bot/dispatch.ts'
import { createRatings } from './bot/ratings.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { dataFile, openAnswers, openCore } from './core.ts'
import type { DeliveryJob } from './delivery/deliver.ts'
import { type Delivery, createDelivery } from './delivery/delivery.ts'
import { RECENT } from './delivery/waiting.ts'
import { supported } from './locales/index.ts'
import type { Log } from './log.ts'
import { makers } from './makers.ts'
import { openShared } from './platforms/pace/shared.ts'
import { renderDiscord } from './platforms/discord/render.ts'
import { createPlayground } from './platforms/playground/index.ts'
import type { Dispatch, Platform, Target } from './platforms/platform.ts'
import { renderTelegram } from './platforms/telegram/render.ts'
import { openBullQueue } from './queues/bullmq.ts'
import { openLanes } from './queues/lanes.ts'
import type { Queue } from './queues/queue.ts'
import { openSqliteQueue } from './queues/sqlite.ts'
import { createSource } from './sources/by-address.ts'
import { openRedisStores } from './stores/redis.ts'
import { openSqliteStores } from './stores/sqlite.ts'
import type { Stores } from './stores/store.ts'

export interface App extends Pick<Delivery, 'subscriptions' | 'schedule' | 'due' | 'compose' | 'recent'> {
  archive: Archive
  answers: Answers
  /** Handles what people say to the bot. */
  dispatch: Dispatch
  refresh: Refresh
  /** Agrees with other machines on the uids of issues. */
  agree(): Promise<void>
  /**
   * Opens the playground, and resolves with its address. `ready` resolves when the sources have been read, each platform has been connected to or has
   * failed once, and deliveries are scheduled.
   *
   * @throws OperatorError when the playground cannot be opened
   */
  start(): Promise<{ url: string; ready: Promise<void> }>
  stop(): Promise<void>
}

const SAMPLE = resolve(import.meta.dirname, '../config/sample')

/**
 * How many digests (100 KB each) are delivered concurrently per platform: enough for 50 messages a second, with their waits for rate limits and
 * answers.
 */
const CONCURRENCY = 64
/** How often a delivery is tried. With the waits between, over an hour, so that an outage at a subscriber's hour costs nobody the day's digest. */
const ATTEMPTS = 20
/** How long (ms) `stop` waits for running deliveries; the next start continues the others. */
const CLOSE_WITHIN = 800
/** How many runs of the schedule the playground shows. */
const UPCOMING = 20

/** @param options.wait waits for a Redis that cannot be reached, instead of throwing */
export const createApp = async (config: Config, { log, clock, wait = false }: { log: Log; clock: Clock; wait?: boolean }): Promise<App> => {
  const core = await openCore(config, { clock })
  const { archive, model } = core
  const local: Stores = openSqliteStores(dataFile(config, 'state'), { clock })
  const { redisUrl } = config
  const shared = redisUrl === undefined ? undefined : await openRedisStores(redisUrl, { log, wait })
  const stores: Stores = shared ?? local
  const openQueue = (name: string): Queue<DeliveryJob> =>
    redisUrl === undefined
      ? openSqliteQueue<DeliveryJob>(dataFile(config, 'state'), name, { clock, log })
      : openBullQueue<DeliveryJob>(redisUrl, name, { clock, log })
  // A queue for each platform, so that one that is slow does not delay the others.
  const queue = openLanes(openQueue, 'delivery', { names: ['discord', 'telegram'], of: platformOf })

  const { answers, budgets } = openAnswers(core, stores, config, { log, clock })
  const actions = createActionMemory(stores.open('actions'))
  const userAgent = `Recap/${packageJson.version}`
  const sources = config.sources.map((address) => createSource(address, { clock, userAgent }))
  // Each machine has its own archive, so what it has read of the sources is stored locally.
  const refresh = createRefresh({ sources, archive, states: local.open('sources'), withdrawnAfter: config.withdrawnLooks, clock, log })

  const paces = redisUrl === undefined ? undefined : openShared(redisUrl, { clock, log })
  const connections = await createConnections(makers(config, { stores, shared, paces, clock, log }), { commands, clock, log })
  const platforms: Pick<ReadonlyMap<string, Platform>, 'get'> = {
    get: (name) => (name === playground.name ? playground : connections.get(name)),
  }
  const identities = createIdentities(archive, stores.open('identities'))
  const delivery = createDelivery({
    archive: identities.archive,
    stores,
    queue,
    platforms,
    remember: (doc) => actions.remember(doc),
    ...defined({ lease: shared?.lease }),
    correctFor: config.correctDays * 86_400_000,
    whenUnknown: config.unknownParts,
    clock,
    log,
  })
  const { subscriptions, schedule, compose } = delivery

  const conversations = createConversations({
    archive,
    answers,
    memory: createMemory({ turns: stores.open('turns'), answered: stores.open('answered'), items: stores.open('items') }),
  })
  const context = createContexts({
    archive,
    subscriptions,
    recent: delivery.recent,
    conversations,
    ratings: createRatings(stores.open('ratings')),
    languages: stores.open('language'),
    about: async (asker) => ({
      version: packageJson.version,
      sources: refresh.report().map(publicReport),
      store: stores.name,
      ...defined({ model: model?.name, usage: await budgets?.usage(asker) }),
    }),
    commands,
    clock,
    locale: config.locale,
    zone: config.zone,
  })
  const dispatch = createDispatch({
    commands,
    free: { command: 'ask', option: 'question' },
    actions,
    context,
    complete: createCompleter(archive),
    gone: (target, why) => delivery.lose(target, why),
    followable: (target) => subscriptions.followable(target),
    moved: (from, to) => subscriptions.move(from, to),
    log,
  })

  const playground = createPlayground({
    port: config.port,
    views: { discord: renderDiscord, telegram: renderTelegram },
    async health() {
      await stores.ping()
      const { issues, to } = archive.count()
      return {
        issues,
        ...defined({ newest: to }),
        store: stores.name,
        model: model?.name ?? 'none',
        platforms: connections.names.join(', ') || 'none',
      }
    },
    upcoming: async (locale) =>
      (await schedule.plan(UPCOMING)).map((run) => ({
        at: run.at,
        target: shortName(run.subscription.target),
        ...runLabel(run, locale, subscriptions.isOpen(run.subscription)),
      })),
    async digest({ layout = 'compact', locale = config.locale }) {
      const newest = archive.newest({ limit: 1, editions: [supported(locale), 'en'] })[0]
      return newest && compose({ sections: [], layout, locale, zone: config.zone }, newest.uid)
    },
    commands,
    history: stores.open('playground'),
    clock,
    log,
  })

  /** The uids of changed issues whose corrections are not queued yet, because the queue may be out of reach. */
  const changes = new Set<string>()
  const sendChanges = async (): Promise<void> => {
    try {
      await identities.agree()
      for (const uid of changes) {
        await delivery.correct(uid)
        changes.delete(uid)
      }
    } catch (error) {
      log.warn('corrections could not be sent; trying again when the sources are read', { error })
    }
  }
  let isStopping = false
  /** Computes what is derived once from the archive, so that no asker waits for it. */
  const prepare = async (): Promise<void> => {
    if (config.role !== 'worker') await warm({ archive, clock, log }, () => isStopping)
  }

  const watch = createWatch({
    refresh,
    archive,
    every: config.pollMinutes * 60_000,
    async seen({ added, changed }) {
      const real = added.filter((uid) => !isSample(uid))
      if (real.length > 0) dropSample(archive)
      if (real.length + changed.length > 0) log.info('issues read', { added: real.length, changed: changed.length })
      for (const uid of changed) changes.add(uid)
      await sendChanges()
      // A failure is only logged, because the schedule tries again in a minute.
      if (config.role !== 'worker' && real.length + changed.length > 0)
        await schedule.arrived().catch((error: unknown) => log.warn('what came could not be scheduled yet', { error }))
      if (real.length + changed.length > 0) await prepare()
    },
    clock,
    log,
  })

  return {
    archive,
    answers,
    subscriptions,
    schedule,
    due: delivery.due,
    recent: delivery.recent,
    dispatch,
    refresh,
    agree: () => identities.agree(),
    compose,
    async start() {
      // This throws if the port is in use, which the operator must resolve. A platform that fails does not throw.
      await playground.start(dispatch)
      // A worker only posts, which needs no connection.
      const connected = config.role === 'worker' ? undefined : connections.start(dispatch)
      if (config.role !== 'gateway') {
        queue.work(delivery.deliver, {
          concurrency: CONCURRENCY,
          attempts: ATTEMPTS,
          failed: delivery.failed,
        })
      }
      const ready = (async () => {
        await watch.start()
        if (isStopping) return
        if (archive.count().issues === 0) {
          await fileSample(archive, createSource(SAMPLE, { clock, userAgent }))
          log.warn(
            'No source could be read: going on with the bundled sample, three short issues (one of them in Chinese too), until one can.',
          )
        }
        // An earlier process may have stored changes and died before it queued their corrections.
        for (const { uid } of archive.newest({ limit: RECENT, withdrawn: true })) changes.add(uid)
        await sendChanges()
        if (config.role !== 'worker') await schedule.start()
        await connected
        await prepare()
      })()
      return { url: playground.url, ready }
    },
    async stop() {
      isStopping = true
      watch.stop()
      await schedule.stop()
      // Closed before the platforms, which running deliveries need.
      await queue.close(CLOSE_WITHIN)
      await Promise.all([connections.stop(), playground.stop()])
      paces?.close()
      await Promise.all([...new Set([stores, local])].map((each) => each.close()))
      archive.close()
    },
  }
}

/** A source's report as anybody may see it: with its address, but without the path of a folder. */
const publicReport = ({ name, problem, ...rest }: About['sources'][number]): About['sources'][number] => {
  const shown = /^https?:/i.test(name) ? name : basename(name)
  return { name: shown, ...rest, ...defined({ problem: problem?.replaceAll(name, shown) }) }
}

/** The platform of a delivery, with which the id of its subscription begins. */
const platformOf = ({ subscription }: DeliveryJob): string => subscription.split('/', 1)[0] ?? ''

/** A chat as operators see it. The playground's chat id, which is a browser's, is left out. */
const shortName = ({ platform, chat, thread }: Target): string =>
  platform === 'playground' ? platform : [platform, chat, ...(thread === undefined ? [] : [thread])].join(' ')

/** An object without its undefined values, which optional properties do not accept. */
const defined = <T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
