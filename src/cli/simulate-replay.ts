/** Simulates the deliveries to a subscription in a period: real code with a simulated clock, a store in memory and a recording platform. */
import type { Archive, Head } from '../archive/archive.ts'
import type { Clock } from '../clock.ts'
import type { DeliveryJob } from '../delivery/deliver.ts'
import { createDelivery } from '../delivery/delivery.ts'
import type { SubscriptionChoice } from '../delivery/subscriptions.ts'
import type { Doc } from '../doc/nodes.ts'
import { DAY, dayOf } from '../issue/day.ts'
import { supported } from '../locales/index.ts'
import type { Log } from '../log.ts'
import type { Payload, Platform, Target } from '../platforms/platform.ts'
import type { Job } from '../queues/queue.ts'
import { openSqliteStores } from '../stores/sqlite.ts'

/** A recorded action of the platform: a message was posted, edited, or published to the chat's followers. */
export interface Told {
  /** Epoch milliseconds. */
  at: number
  action: 'post' | 'edit' | 'publish'
  target: Target
  /** The message's number, from 1, in the order of posting. */
  message: string
  /** The number of the digest's part, from 1. */
  part: number
  /** How many parts the digest has. */
  of: number
  payload: Payload
}

/** A period in epoch milliseconds, inclusive. */
export interface Period {
  from: number
  to: number
}

export interface Replay extends Period {
  archive: Pick<Archive, 'get' | 'newest' | 'names'>
  choice: SubscriptionChoice
  render: (doc: Doc) => Payload[]
  /** The assumed arrival of an issue whose arrival is unknown: milliseconds after the beginning of its day in UTC. */
  came: number
  /** How often the sources are read, in milliseconds. */
  every: number
  log: Log
}

type Times = Pick<Head, 'filedAt' | 'changedAt'>

const MINUTE = 60_000
/** An issue that was filed more than this (ms) before or after its day was imported, so its arrival is unknown. */
const LATE = 3 * DAY
/** A word joiner, which is invisible. */
const INVISIBLE = '\u2060'
/** How much older (ms) than the period an issue that is due in it may be: weekly digests have issues of up to 13 days ago. */
const BEFORE = 14 * DAY

/** Yields the platform's actions in order. Deterministic: the same archive and choice give the same actions. */
export async function* replay({ archive, choice, render, from, to, came, every, log }: Replay): AsyncGenerator<Told> {
  let now = from - MINUTE
  // The clock has no timers: the loop below sets it to the next time at which something may happen.
  const clock: Clock = { now: () => now, after: () => () => {} }
  const stores = openSqliteStores(':memory:', { clock })
  const times = arrivals({ from, to, came })
  const { platform, told } = recorder(choice.target.platform, render, clock)
  const jobs = oneByOne()
  const delivery = createDelivery({
    archive: asOf(archive, times, { from, to }, clock),
    stores,
    queue: jobs,
    platforms: new Map([[platform.name, platform]]),
    remember: async () => {},
    clock,
    log,
  })
  try {
    const { subscription } = await delivery.subscriptions.put(choice)
    const editions = [supported(choice.locale), 'en']
    const all = archive.newest({ editions, since: dayOf(from - BEFORE), until: dayOf(to) })
    const heads = all.map((head) => ({ uid: head.uid, ...times(head) }))
    // The reads of the sources that find an issue new or changed.
    const looks = heads
      .flatMap(({ filedAt, changedAt }) => [filedAt, changedAt])
      .map((instant) => Math.ceil(instant / every) * every)
      .sort((a, b) => a - b)
    await delivery.schedule.look()
    for (let before = now; now < to; before = now) {
      now = Math.min(looks.find((look) => look > before) ?? to, delivery.subscriptions.next(subscription, 1)[0] ?? to, to)
      const isNews = (instant: number): boolean => instant > before && instant <= now
      const changed = heads.filter(({ filedAt, changedAt }) => changedAt > filedAt && isNews(changedAt))
      for (const { uid } of changed) await delivery.correct(uid)
      if (changed.length > 0 || heads.some(({ filedAt }) => isNews(filedAt))) await delivery.schedule.arrived()
      else await delivery.schedule.look()
      await jobs.run(delivery.deliver)
      yield* told.splice(0)
    }
  } finally {
    await stores.close()
  }
}

/**
 * Makes the function that returns when an issue arrived and changed. A time in the archive is used if it is within the period and not that of an
 * import; otherwise the issue arrived at `came` and did not change.
 */
const arrivals = ({ from, to, came }: Period & Pick<Replay, 'came'>) => {
  const isWithin = (instant: number): boolean => instant >= from && instant <= to
  return ({ date, filedAt, changedAt }: Pick<Head, 'date'> & Times): Times => {
    const isKnown = isWithin(filedAt) && Math.abs(filedAt - Date.parse(date)) <= LATE
    const arrived = isKnown ? filedAt : Date.parse(date) + came
    const changes = changedAt > filedAt && isWithin(changedAt) && changedAt > arrived
    return { filedAt: arrived, changedAt: changes ? changedAt : arrived }
  }
}

/**
 * The archive as it was at the clock's time. The archive does not keep the earlier text of a changed issue: in its place is the current text with an
 * invisible character, so that the change appears as an edit.
 */
const asOf = (
  archive: Pick<Archive, 'get' | 'newest' | 'names'>,
  times: ReturnType<typeof arrivals>,
  { from, to }: Period,
  clock: Clock,
): Pick<Archive, 'get' | 'newest' | 'names'> => {
  const listed = new Map<string, readonly Head[]>()
  const then = ({ filedAt, changedAt }: Times): Times => ({ filedAt, changedAt: changedAt > clock.now() ? filedAt : changedAt })
  return {
    names: archive.names,
    get(uid, edition) {
      const found = archive.get(uid, edition)
      if (found === undefined) return undefined
      const when = times({ ...found, date: found.issue.date })
      if (when.filedAt > clock.now()) return undefined
      const issue = when.changedAt > clock.now() ? { ...found.issue, title: found.issue.title + INVISIBLE } : found.issue
      return { ...found, issue, ...then(when) }
    },
    newest: ({ limit, ...query } = {}) => {
      const key = JSON.stringify(query)
      const heads = listed.get(key) ?? archive.newest({ since: dayOf(from - BEFORE), until: dayOf(to), ...query })
      listed.set(key, heads)
      return heads
        .map((head) => ({ ...head, ...times(head) }))
        .filter(({ filedAt }) => filedAt <= clock.now())
        .slice(0, limit)
        .map((head) => ({ ...head, ...then(head) }))
    },
  }
}

/** A platform whose calls all succeed at once and are recorded in `told`. */
const recorder = (name: string, render: Replay['render'], clock: Clock): { platform: Platform; told: Told[] } => {
  const told: Told[] = []
  const places = new WeakMap<Payload, { part: number; of: number }>()
  const standing = new Map<string, Payload>()
  let posted = 0
  const tell = (action: Told['action'], target: Target, message: string, payload: Payload): void => {
    standing.set(message, payload)
    const { part, of } = places.get(payload) ?? { part: 1, of: 1 }
    told.push({ at: clock.now(), action, target, message, part, of, payload })
  }
  return {
    told,
    platform: {
      name,
      dedupeWindow: 0,
      render(doc) {
        const payloads = render(doc)
        for (const [index, payload] of payloads.entries()) places.set(payload, { part: index + 1, of: payloads.length })
        return payloads
      },
      async post(target, payload) {
        const message = String(++posted)
        tell('post', target, message, payload)
        return { target, message }
      },
      async edit({ target, message }, payload) {
        tell('edit', target, message, payload)
      },
      async publish({ target, message }) {
        tell('publish', target, message, standing.get(message) ?? {})
        return true
      },
      async menu() {},
      async start() {},
      async stop() {},
    },
  }
}

/** A queue that keeps each id once, and runs its jobs in order when `run` is called. */
const oneByOne = () => {
  const known = new Set<string>()
  const waiting: Job<DeliveryJob>[] = []
  return {
    async add(...jobs: Job<DeliveryJob>[]): Promise<Job<DeliveryJob>[]> {
      const added = jobs.filter(({ id }) => !known.has(id))
      for (const { id } of added) known.add(id)
      waiting.push(...added)
      return added
    },
    running: async () => [],
    async run(handler: (job: Job<DeliveryJob>) => Promise<void>): Promise<void> {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await handler(job)
    },
  }
}
