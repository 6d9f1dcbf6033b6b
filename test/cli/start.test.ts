import assert from 'node:assert/strict'
import { once } from 'node:events'
import test from 'node:test'
import { createInterface } from 'node:readline'
import { sampleBody, sampleFeed, startSite } from '../fakes/feed.ts'
import { openPlace } from './run.ts'

test('starts without a token or a key, prints the playground’s address, and ends at once on a signal', async (t) => {
  await using site = await startSite()
  site.serve('/rss.xml', sampleFeed('https://news.example', [{ slug: '26-01-05-c', body: sampleBody('Three') }]))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const child = openPlace(t).spawn(['start'], { RECAP_PORT: '0', RECAP_SOURCES: `${site.origin}/rss.xml` })
    child.stderr.resume()
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const url = /^Playground: (http:\/\/127\.0\.0\.1:\d+\S*)$/.exec(line)?.[1]
    assert.ok(url, line)
    assert.equal((await fetch(url)).status, 200)
    const asked = performance.now()
    child.kill(signal)
    assert.deepEqual(await once(child, 'exit'), [0, null])
    assert.ok(performance.now() - asked < 2000)
  }
})

test('Ctrl-C that comes twice, as npm passes it on, ends it as cleanly as once', async (t) => {
  const child = openPlace(t).spawn(['start'], { RECAP_PORT: '0', RECAP_SOURCES: 'none' })
  await once(createInterface({ input: child.stdout }), 'line')
  const stopping = (async () => {
    for await (const line of createInterface({ input: child.stderr })) if (line.includes('stopping')) child.kill('SIGINT')
  })()
  child.kill('SIGINT')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  await stopping
})

test('a source that never answers holds up neither start nor end', async (t) => {
  await using site = await startSite()
  site.serve('/rss.xml', { hang: true })
  const child = openPlace(t).spawn(['start'], { RECAP_PORT: '0', RECAP_SOURCES: `${site.origin}/rss.xml` })
  child.stderr.resume()
  await once(createInterface({ input: child.stdout }), 'line')
  const asked = performance.now()
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  assert.ok(performance.now() - asked < 2000)
})

test('a variable that is nearly one of ours is told at the start', async (t) => {
  const place = openPlace(t)
  place.write('.env', 'DISCORD_TOKN=x')
  const child = place.spawn(['start'], { RECAP_PORT: '0', RECAP_SOURCES: 'none' })
  const [first] = (await once(createInterface({ input: child.stderr }), 'line')) as [string]
  assert.match(first, /DISCORD_TOKN in \.env is set, and is no setting of recap\. Did you mean DISCORD_TOKEN\?/)
  child.kill('SIGTERM')
  await once(child, 'exit')
})

test('a port that is taken is a plain line', async (t) => {
  await using site = await startSite()
  const { code, stderr } = await openPlace(t).run(['start'], { env: { RECAP_PORT: new URL(site.origin).port, RECAP_SOURCES: 'none' } })
  assert.equal(code, 1)
  assert.match(stderr, /RECAP_PORT/)
})
