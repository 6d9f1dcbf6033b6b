/** Two months of the newsletter as they were, then replayed for subscriptions of each rhythm. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { pathToFileURL } from 'node:url'
import { openArchive } from '../../src/archive/archive.ts'
import { createRefresh } from '../../src/archive/refresh.ts'
import { type Told, replay } from '../../src/cli/simulate-replay.ts'
import type { SubscriptionChoice } from '../../src/delivery/subscriptions.ts'
import { createSource } from '../../src/sources/by-address.ts'
import { choice } from '../delivery/stage.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { memoryStore } from '../platforms/telegram/bench.ts'
import { shared, without } from '../shared.ts'

const POLL = 15 * 60_000
const DAY = 86_400_000
const folder = shared('replay')
const file = (name: string): string => `${folder}/${name}`

interface Truth {
  slug: string
  seed?: true
}

const asJson = (doc: object) => [{ text: JSON.stringify(doc) }]
/** Does it link to the issue? */
const holds =
  (slug: string) =>
  ({ payload }: Told): boolean =>
    String(payload['text']).includes(`/${slug}"`) || String(payload['text']).includes(`/${slug}/"`)

/** Reads the feed at each of its changes, as a bot does that looks every quarter of an hour. */
const readMonths = async (address: string) => {
  const siteClock = async (body?: object): Promise<{ now: string; next: string | null }> =>
    (await fetch(`${address}/clock`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })).json() as Promise<{
      now: string
      next: string | null
    }>
  const clock = fakeClock(Math.ceil(Date.parse((await siteClock()).now) / POLL) * POLL)
  const archive = openArchive(':memory:', { clock })
  const source = createSource(`${address}/rss.xml`, { clock, userAgent: 'test' })
  const refresh = createRefresh({ sources: [source], archive, states: memoryStore(), clock, log: recordingLog() })
  const from = clock.now() + 1
  await refresh.look()
  for (let { next } = await siteClock(); next !== null; { next } = await siteClock()) {
    await clock.tick(Math.ceil(Date.parse(next) / POLL) * POLL - clock.now())
    await siteClock({ to: new Date(clock.now()).toISOString() })
    await refresh.look()
  }
  return { archive, from, to: clock.now() + 8 * DAY }
}

test('each issue comes once in every rhythm, and what changed later is edited within a poll', { skip: without(folder) }, async (t) => {
  const { createReplayServer } = (await import(pathToFileURL(file('serve.mjs')).href)) as {
    createReplayServer: (options: { events: string; blobs: string }) => Server
  }
  const site = createReplayServer({ events: file('events.jsonl'), blobs: file('blobs.tar.gz') })
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  t.after(() => {
    site.closeAllConnections()
    site.close()
  })
  const { archive, from, to } = await readMonths(`http://127.0.0.1:${(site.address() as AddressInfo).port}`)
  t.after(() => archive.close())
  const came = readFileSync(file('truth.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Truth)
    .filter(({ seed }) => seed !== true)
  assert.ok(came.length > 40)
  const seen = async (more: Partial<SubscriptionChoice>): Promise<Told[]> => {
    const all: Told[] = []
    const period = replay({
      archive,
      choice: { ...choice({ platform: 'telegram', chat: '1' }), ...more },
      render: asJson,
      from,
      to,
      came: 30 * 3_600_000,
      every: POLL,
      log: recordingLog(),
    })
    for await (const told of period) all.push(told)
    return all
  }
  for (const rhythm of [{ every: 'day' }, { every: 'arrival', hour: '00:00' }, { every: 'friday' }] as const) {
    const told = await seen(rhythm)
    const posts = told.filter(({ action }) => action === 'post')
    for (const { slug } of came) {
      const found = posts.filter(holds(slug))
      assert.equal(found.length, 1, `${slug} ${JSON.stringify(rhythm)}`)
      const changedAt = archive.get(slug)?.changedAt ?? 0
      const edits = told.filter(({ at, action, message }) => action === 'edit' && message === found[0]?.message && at >= changedAt)
      // A week's digest is edited for its other issues, too.
      if (rhythm.every !== 'friday') assert.ok(edits.length <= 1, slug)
      const isEdited = edits.some(({ at }) => at <= changedAt + POLL)
      assert.equal(isEdited, changedAt > (found[0]?.at ?? 0), `${slug} ${JSON.stringify(rhythm)}`)
    }
  }
})
