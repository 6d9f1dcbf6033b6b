/** The newsletter's feed as it really lived, where the shared reference data is at hand. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { pathToFileURL } from 'node:url'
import { systemClock } from '../../src/clock.ts'
import { createSource } from '../../src/sources/by-address.ts'
import type { SourceState } from '../../src/sources/source.ts'
import { collect } from '../contracts/source.ts'
import { shared, without } from '../shared.ts'

const replay = shared('replay')
const file = (name: string): string => `${replay}/${name}`

interface Truth {
  issue: string
  slugs: string[]
}

test('two months of the feed: every issue is seen under every slug it had, and nothing else', { skip: without(replay) }, async () => {
  const { createReplayServer } = (await import(pathToFileURL(file('serve.mjs')).href)) as {
    createReplayServer(options: { events: string; blobs: string }): Server
  }
  const server = createReplayServer({ events: file('events.jsonl'), blobs: file('blobs.tar.gz') })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const source = createSource(`${origin}/rss.xml`, { clock: systemClock, userAgent: 'Recap/test' })
    const slugs = new Set<string>()
    const empty: string[] = []
    let state: SourceState = {}
    for (let next: string | null = ''; next !== null;) {
      const look = await source.look({ state })
      const { found, unread } = await collect(look)
      state = look.state()
      assert.deepEqual(unread, [])
      for (const { issue } of found) {
        slugs.add(issue.id)
        if (issue.sections.every(({ topics }) => topics.length === 0)) empty.push(issue.id)
      }
      const clock = (await (await fetch(`${origin}/clock`)).json()) as { next: string | null }
      next = clock.next
      if (next !== null) await fetch(`${origin}/clock`, { method: 'POST', body: JSON.stringify({ to: next }) })
    }
    const truth = readFileSync(file('truth.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Truth)
    assert.deepEqual(slugs, new Set(truth.flatMap((line) => line.slugs)))
    assert.deepEqual(empty, [])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
