/** Two months of the newsletter as they were, polled every quarter of an hour, brought to chats on either platform. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { pathToFileURL } from 'node:url'
import { openArchive } from '../../src/archive/archive.ts'
import { createRefresh } from '../../src/archive/refresh.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { createDelivery } from '../../src/delivery/delivery.ts'
import type { Subscription, SubscriptionChoice } from '../../src/delivery/subscriptions.ts'
import type { Payload, Platform, Target } from '../../src/platforms/platform.ts'
import type { Job } from '../../src/queues/queue.ts'
import { createSource } from '../../src/sources/by-address.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import { fakeDiscord } from '../fakes/discord.ts'
import { recordingLog } from '../fakes/log.ts'
import { fakeTelegram } from '../fakes/telegram.ts'
import { choice } from '../delivery/stage.ts'
import { discordWire, telegramWire } from '../delivery/lives.ts'
import { shared, without } from '../shared.ts'

const POLL = 15 * 60_000
/** At so many looks on end a missing issue is withdrawn. */
const LOOKS = 4
const folder = shared('replay')
const at = (name: string): string => `${folder}/${name}`
const chat = (n: number): Target => ({ platform: 'telegram', chat: String(-100 - n) })

interface Truth {
  slugs: string[]
  title: string
  seed?: true
  changes: { at: string; what: string[] }[]
}

test(
  'two months of issues: each posted once a chat, each correction an edit within one poll',
  { skip: without(folder), timeout: 170_000 },
  async (t) => {
    const { createReplayServer } = (await import(pathToFileURL(at('serve.mjs')).href)) as {
      createReplayServer: (options: { events: string; blobs: string }) => Server
    }
    const site = createReplayServer({ events: at('events.jsonl'), blobs: at('blobs.tar.gz') })
    site.listen(0, '127.0.0.1')
    await once(site, 'listening')
    const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    t.after(() => {
      site.closeAllConnections()
      site.close()
    })
    type Time = { now: string; next: string | null }
    const siteClock = async (body?: object): Promise<Time> =>
      (await fetch(`${address}/clock`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })).json() as Promise<Time>
    const clock = fakeClock(Math.ceil(Date.parse((await siteClock()).now) / POLL) * POLL)
    const [discord, telegram] = [await fakeDiscord({ clock }), await fakeTelegram()]
    t.after(() => Promise.all([discord.close(), telegram.close()]))
    const archive = openArchive(':memory:', { clock })
    const stores = openSqliteStores(':memory:', { clock })
    t.after(async () => {
      archive.close()
      await stores.close()
    })

    const posts: { target: Target; message: string; first: boolean }[] = []
    const standing = new Map<string, Payload>()
    const recorded = (wire: ReturnType<typeof discordWire>): Platform => ({
      ...wire,
      async post(target, payload, part, starts) {
        const ref = await wire.post(target, payload, part, starts)
        posts.push({ target, message: ref.message, first: part.endsWith(' 0') })
        standing.set(`${target.chat} ${ref.message}`, payload)
        return ref
      },
      async edit(ref, payload) {
        await wire.edit(ref, payload)
        standing.set(`${ref.target.chat} ${ref.message}`, payload)
      },
      menu: async () => {},
      start: async () => {},
      stop: async () => {},
    })
    const wires = [recorded(discordWire(discord)), recorded(telegramWire(telegram))]
    const platforms = new Map(wires.map((wire) => [wire.name, wire]))
    const known = new Set<string>()
    const waiting: Job<DeliveryJob>[] = []
    const queue = {
      async add(...jobs: Job<DeliveryJob>[]): Promise<Job<DeliveryJob>[]> {
        const added = jobs.filter(({ id }) => !known.has(id))
        for (const { id } of added) known.add(id)
        waiting.push(...added)
        return added
      },
      running: async () => [],
    }
    const log = recordingLog()
    const delivery = createDelivery({ archive, stores, queue, platforms, remember: async () => {}, clock, log })
    const source = createSource(`${address}/rss.xml`, { clock, userAgent: 'test' })
    const refresh = createRefresh({ sources: [source], archive, states: stores.open('sources'), clock, log })
    const poll = async (): Promise<string[]> => {
      await siteClock({ to: new Date(clock.now()).toISOString() })
      const { added, changed, problems } = await refresh.look()
      assert.deepEqual(problems, [])
      for (const uid of changed) await delivery.correct(uid)
      if (added.length > 0) await delivery.schedule.arrived()
      await delivery.schedule.look()
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await delivery.deliver(job)
      return changed
    }

    await poll()
    const subscribe = async (target: Target, more: Partial<SubscriptionChoice>): Promise<Subscription> =>
      (await delivery.subscriptions.put({ ...choice(target), ...more })).subscription
    const subscriptions = [
      await subscribe(chat(1), { hour: '06:00' }),
      await subscribe(chat(2), { every: 'arrival', hour: '00:00' }),
      await subscribe({ platform: 'discord', chat: discord.channel }, { every: 'arrival', hour: '00:00', layout: 'full' }),
    ]
    let [corrections, applied, polls] = [0, 0, 0]
    /** Whether a chat shows an issue as it is now, marked or not. */
    const isCurrent = async (subscription: Subscription, uid: string): Promise<boolean> => {
      const { target } = subscription
      const report = (await delivery.recent(target, 200)).find((report) => report.uid === uid)
      const platform = platforms.get(target.platform)
      if (report === undefined || report.parts.length === 0 || platform === undefined) return true
      // A correction that is longer than what was posted is cut.
      const shown = report.parts.map(({ message }) => JSON.stringify(standing.get(`${target.chat} ${message?.message}`)))
      for (const mark of [undefined, 'updated'] as const) {
        const doc = await delivery.compose(subscription, uid, mark)
        const wanted = doc && platform.render(doc).map((payload) => JSON.stringify(payload))
        if (
          wanted
            ?.slice(0, wanted.length > shown.length ? shown.length - 1 : undefined)
            .every((payload, part) => payload === shown[part]) === true
        )
          return true
      }
      return false
    }
    for (let next = (await siteClock()).next; next !== null; next = (await siteClock()).next) {
      // So often that what is missing for good would be found to be.
      for (let look = 0; look < LOOKS; look++) {
        if (Date.parse(next) <= clock.now() + POLL) break
        await clock.tick(POLL)
        await poll()
        polls++
      }
      const change = Math.ceil(Date.parse(next) / POLL) * POLL
      // The hours of the daily chat come between the site's changes.
      const hour = Math.floor((clock.now() - 6 * 3_600_000) / 86_400_000 + 1) * 86_400_000 + 6 * 3_600_000
      await clock.tick(Math.min(change, hour) - clock.now())
      for (const uid of await poll())
        for (const subscription of subscriptions) {
          if (!(await delivery.recent(subscription.target, 200)).some((report) => report.uid === uid)) continue
          corrections++
          if (await isCurrent(subscription, uid)) applied++
          else t.diagnostic(`not as it is now: ${uid} in ${subscription.target.chat} at ${new Date(clock.now()).toISOString()}`)
        }
    }
    await clock.tick(86_400_000)
    await poll()

    const truth = readFileSync(at('truth.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Truth)
    let [wanted, single, twice, titled] = [0, 0, 0, 0]
    for (const { target } of subscriptions) {
      const got = await delivery.recent(target, 200)
      for (const { slugs, title, seed } of truth.filter(({ seed }) => seed !== true)) {
        wanted++
        const deliveries = got.filter(({ uid }) => slugs.includes(archive.get(uid)?.issue.id ?? ''))
        if (deliveries.length === 1) single++
        if (deliveries.length > 1) twice++
        if (deliveries.length === 0) t.diagnostic(`not posted: ${slugs.join()} in ${target.chat} ${seed}`)
        const held = archive.get(deliveries[0]?.uid ?? '')?.issue
        if (held?.title === title.trim()) titled++
        else t.diagnostic(`title: ${held?.title} instead of ${title} (${slugs.join()})`)
      }
      const firsts = posts.filter((post) => post.target.chat === target.chat && post.first).length
      assert.equal(firsts, got.length, 'no digest is begun twice')
    }
    t.diagnostic(
      `posted once ${single}/${wanted}, twice ${twice}, title as it was last ${titled}; corrections shown within one poll ${applied}/${corrections}`,
    )
    const withdrawn = archive.newest({ withdrawn: true }).filter(({ withdrawnBy }) => withdrawnBy !== undefined)
    const missing = log.records.filter(({ message }) => message.includes('missing from its source')).length
    t.diagnostic(`withdrawn ${withdrawn.length}; missing at ${missing} looks of ${polls} between changes`)
    assert.deepEqual(withdrawn, [])
    assert.equal(missing, 0)
    t.diagnostic(
      `warnings: ${log.records
        .filter(({ level }) => level === 'warn' || level === 'error')
        .map(({ message }) => message)
        .join('; ')}`,
    )
    assert.equal(single, wanted)
    assert.equal(twice, 0)
    assert.equal(titled, wanted)
    assert.ok(applied / corrections >= 0.98)
  },
)
