/** The composition root: builds the parts from the configuration and hands them to each other. The only file that knows all. */
import { resolve } from 'node:path'
import { commands } from '../commands/index.ts'
import packageJson from '../package.json' with { type: 'json' }
import type { Answers } from './answer/ask.ts'
import type { Archive, Filed } from './archive/archive.ts'
import { type Refresh, createRefresh } from './archive/refresh.ts'
import { dropSample, fileSample, isSample } from './archive/sample.ts'
import { createWatch } from './archive/watch.ts'
import { createActionMemory } from './bot/actions.ts'
import type { Context } from './bot/command.ts'
import { createCompleter } from './bot/complete.ts'
import { createDispatch } from './bot/dispatch.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { dataFile, openCore } from './core.ts'
import { type DeliveryJob, createDeliverer } from './delivery/deliver.ts'
import { dueIssues } from './delivery/due.ts'
import { createCorrections } from './delivery/corrections.ts'
import { createLedger } from './delivery/ledger.ts'
import { type Schedule, createSchedule } from './delivery/schedule.ts'
import { type Subscription, type SubscriptionBook, createSubscriptions } from './delivery/subscriptions.ts'
import { digest } from './digest/digest.ts'
import type { Doc } from './doc/nodes.ts'
import { OperatorError } from './errors.ts'
import { moment, supported } from './locales/index.ts'
import type { Log } from './log.ts'
import { renderDiscord } from './platforms/discord/render.ts'
import { createPlayground } from './platforms/playground/index.ts'
import { type Dispatch, type Incoming, type Platform, type Target, targetKey } from './platforms/platform.ts'
import { renderTelegram } from './platforms/telegram/render.ts'
import { openBullQueue } from './queues/bullmq.ts'
import type { Queue } from './queues/queue.ts'
import { openSqliteQueue } from './queues/sqlite.ts'
import { createSource } from './sources/create.ts'
import { openRedisStores } from './stores/redis.ts'
import { openSqliteStores } from './stores/sqlite.ts'
import type { Stores } from './stores/store.ts'

export interface App {
  archive: Archive
  answers: Answers
  subscriptions: SubscriptionBook
  schedule: Schedule
  /** The issues (uids) that a subscription's chat is to get now. */
  due(subscription: Subscription): Promise<readonly string[]>
  /** The way in for whoever speaks to the bot. */
  dispatch: Dispatch
  refresh: Refresh
  compose(subscription: Pick<Subscription, 'sections' | 'layout' | 'locale' | 'zone'>, uid: string): Promise<Doc | undefined>
  /**
   * Opens the playground, and resolves with its address; `ready` resolves when the sources were read, every platform had its try and
   * deliveries go out. @throws OperatorError when the playground cannot be opened
   */
  start(): Promise<{ url: string; ready: Promise<void> }>
  stop(): Promise<void>
}

const SAMPLE = resolve(import.meta.dirname, '../config/sample')

/** How many digests are sent side by side. */
const DELIVERIES = 8
const ATTEMPTS = 8
/** The newest issues that may be due to somebody. */
const RECENT = 20

export const createApp = async (config: Config, { log, clock }: { log: Log; clock: Clock }): Promise<App> => {
  const { archive, model, answers } = await openCore(config, { log, clock })
  const stores: Stores =
    config.redisUrl === undefined ? openSqliteStores(dataFile(config, 'state'), { clock }) : await openRedisStores(config.redisUrl)
  const queue: Queue<DeliveryJob> =
    config.redisUrl === undefined
      ? openSqliteQueue<DeliveryJob>(dataFile(config, 'state'), 'delivery', { clock, log })
      : openBullQueue<DeliveryJob>(config.redisUrl, 'delivery', { clock, log })

  const chatLanguages = stores.open<string>('language')
  const actions = createActionMemory(stores.open('actions'))
  const ledger = createLedger({ store: stores.open('ledger', { durable: true }), clock })
  const subscriptions = createSubscriptions({ store: stores.open('subscriptions', { durable: true }), ledger, clock })
  const userAgent = `Recap/${packageJson.version}`
  const sources = config.sources.map((address) => createSource(address, { clock, userAgent }))
  const refresh = createRefresh({ sources, archive, states: stores.open('sources'), clock, log })

  const filed = (uid: string, locale: string): Filed | undefined => archive.get(uid, supported(locale)) ?? archive.get(uid)
  const compose: App['compose'] = async ({ sections, layout, locale, zone }, uid) => {
    const found = filed(uid, locale)
    if (found === undefined) return undefined
    const updated = found.changedAt > found.filedAt ? { updated: moment(locale, found.changedAt, zone) } : {}
    return digest(found.issue, { sections, layout, locale, ...updated })
  }

  const platforms = new Map<string, Platform>()
  const deliver = createDeliverer({ platforms, subscriptions, ledger, compose, remember: (doc) => actions.remember(doc), clock, log })
  const due: App['due'] = async ({ target, locale }) => {
    const recent = archive.newest({ limit: RECENT, editions: [supported(locale), 'en'] }).filter(({ id }) => !isSample(id))
    return dueIssues(recent, await ledger.deliveries(target), clock.now())
  }
  const schedule = createSchedule({ subscriptions, queue, state: stores.open('schedule'), due, clock, log })
  const correct = createCorrections({ subscriptions, ledger, queue })

  const context = async (incoming: Incoming): Promise<Context> => {
    const { target, user } = incoming
    const chat = targetKey({ platform: target.platform, chat: target.chat })
    const now = new Date(clock.now())
    const today = now.toISOString().slice(0, 10)
    const locale = supported((await chatLanguages.get(chat)) ?? incoming.locale ?? config.locale)
    return {
      locale,
      target,
      user,
      private: incoming.private,
      zone: config.zone,
      now,
      mayManage: () => incoming.mayManage(),
      answer: (question) => answers.ask({ ...question, locale, now: today }),
      search: (query) => archive.search({ ...query, until: today }),
      archive,
      subscriptions,
      setLanguage: (chosen) => (chosen === undefined ? chatLanguages.delete(chat) : chatLanguages.set(chat, chosen)),
      about: async () => ({
        version: packageJson.version,
        sources: refresh.report(),
        store: stores.name,
        ...defined({ model: model?.name }),
      }),
      commands,
    }
  }
  const dispatch = createDispatch({
    commands,
    free: { command: 'ask', option: 'question' },
    actions,
    context,
    complete: createCompleter(archive),
    gone: (target: Target, why: string) => subscriptions.pause(target, why),
    moved: (from: Target, to: Target) => subscriptions.move(from, to),
    log,
  })

  const playground = await connect(platforms, config, { archive, stores, schedule, compose, clock, log })

  const watch = createWatch({
    refresh,
    every: config.pollMinutes * 60_000,
    async seen({ added, changed }) {
      const real = added.filter((uid) => !isSample(uid))
      if (real.length > 0) dropSample(archive)
      for (const uid of changed) {
        const found = archive.get(uid)
        if (found !== undefined) await correct(found)
      }
      if (real.length + changed.length > 0) log.info('issues read', { added: real.length, changed: changed.length })
    },
    clock,
    log,
  })

  return {
    archive,
    answers,
    subscriptions,
    schedule,
    due,
    dispatch,
    refresh,
    compose,
    async start() {
      // The playground's port is the operator's to mend; another platform that fails stops nobody else.
      await playground.start(dispatch)
      const others = [...platforms.values()].filter((platform) => platform !== playground)
      const starting = others.map(async (platform) => {
        try {
          await platform.start(dispatch)
          await platform.menu(commands)
          log.info(`${platform.name} is connected`)
        } catch (error) {
          if (error instanceof OperatorError) for (const problem of error.problems) log.error(problem)
          else log.error(`${platform.name} did not start`, { error })
        }
      })
      queue.work(deliver, {
        concurrency: DELIVERIES,
        attempts: ATTEMPTS,
        failed: (job, error) => log.error('a delivery failed', { job: job.id, error }),
      })
      const ready = (async () => {
        await watch.start()
        if (archive.count().issues === 0) {
          await fileSample(archive, createSource(SAMPLE, { clock, userAgent }))
          log.warn('No source could be read: going on with the bundled sample of four short issues, until one can.')
        }
        await schedule.start()
        await Promise.all(starting)
      })()
      return { url: playground.url, ready }
    },
    async stop() {
      watch.stop()
      await schedule.stop()
      await Promise.allSettled([...platforms.values()].map((platform) => platform.stop()))
      await queue.close(1000)
      await stores.close()
      archive.close()
    },
  }
}

/** Builds every platform that has a token, and the playground; each only loads its library when it is wanted. */
const connect = async (
  platforms: Map<string, Platform>,
  config: Config,
  {
    archive,
    stores,
    schedule,
    compose,
    clock,
    log,
  }: Pick<App, 'archive' | 'schedule' | 'compose'> & { stores: Stores; clock: Clock; log: Log },
): Promise<ReturnType<typeof createPlayground>> => {
  if (config.discordToken !== undefined) {
    const { createDiscord } = await import('./platforms/discord/index.ts')
    platforms.set(
      'discord',
      createDiscord({
        token: config.discordToken,
        apiUrl: config.discordApiUrl,
        clock,
        log,
        ...defined({ guildId: config.discordGuildId }),
      }),
    )
  }
  if (config.telegramToken !== undefined) {
    const { createTelegram } = await import('./platforms/telegram/index.ts')
    const webhook =
      config.telegramWebhookUrl === undefined ? undefined : { url: config.telegramWebhookUrl, port: config.telegramWebhookPort }
    platforms.set(
      'telegram',
      createTelegram({
        token: config.telegramToken,
        apiRoot: config.telegramApiRoot,
        mode: config.telegramMode,
        seen: stores.open('telegram-updates'),
        clock,
        log,
        ...defined({ webhook }),
      }),
    )
  }
  const playground = createPlayground({
    port: config.port,
    views: { discord: renderDiscord, telegram: renderTelegram },
    health: async () => {
      await stores.ping()
      return { issues: archive.count().issues, platforms: [...platforms.keys()] }
    },
    upcoming: async () => (await schedule.plan(20)).map(({ at, subscription }) => ({ at, target: targetKey(subscription.target) })),
    async digest({ layout = 'compact', locale = config.locale }) {
      const newest = archive.newest({ limit: 1, editions: [supported(locale), 'en'] })[0]
      return newest && compose({ sections: [], layout, locale, zone: config.zone }, newest.uid)
    },
    commands,
    clock,
    log,
  })
  platforms.set(playground.name, playground)
  return playground
}

/** Without the keys whose value is undefined: what an optional property takes. */
const defined = <T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
