import assert from 'node:assert/strict'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import { systemClock } from '../../src/clock.ts'
import { RetryLater } from '../../src/errors.ts'
import { createFetch, shown } from '../../src/sources/fetch.ts'
import { startSite } from '../fakes/feed.ts'

const options = { clock: { ...systemClock, now: () => Date.parse('2026-01-02T00:00:00Z') }, userAgent: 'Recap/test' }

test('reads a text, and says when it has not changed', async () => {
  await using site = await startSite()
  site.serve('/feed', 'hello')
  const get = createFetch(`${site.origin}/feed`, options)
  const first = await get(`${site.origin}/feed`)
  assert.equal(first.text, 'hello')
  const second = await get(`${site.origin}/feed`, { validators: first.validators })
  assert.equal(second.text, undefined)
  assert.deepEqual(second.validators, first.validators)
  assert.equal(site.requests[0]?.headers['user-agent'], 'Recap/test')
})

test('what is configured may be on this machine; what it leads to may not', async () => {
  await using site = await startSite()
  await using secret = await startSite()
  secret.serve('/', 'metadata')
  site.serve('/away', { status: 302, headers: { location: `${secret.origin}/` } })
  site.serve('/here', { status: 301, headers: { location: '/there' } })
  site.serve('/there', 'arrived')
  const get = createFetch(`${site.origin}/feed`, options)
  await assert.rejects(get(`${site.origin}/away`), /cannot be read: 127\.0\.0\.1 is not a public address/)
  assert.equal((await get(`${site.origin}/here`)).text, 'arrived')
  const { port } = new URL(secret.origin)
  for (const host of ['localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0.0.0.0', '127.1']) {
    await assert.rejects(get(`http://${host}:${port}/`), /is not a public address/, host)
  }
  assert.deepEqual(secret.requests, [])
  await assert.rejects(get('file:///etc/hosts'), /is not fetched/)
})

test('redirects end somewhere', async () => {
  await using site = await startSite()
  site.serve('/loop', { status: 302, headers: { location: '/loop' } })
  await assert.rejects(createFetch(site.origin, options)(`${site.origin}/loop`), /redirects more than 5 times/)
  assert.equal(site.requests.length, 6)
})

test('waits as long as the server asks, in seconds or until a date, within a day', async () => {
  await using site = await startSite()
  const get = createFetch(site.origin, options)
  const waits: [string, number][] = [
    ['7', 7000],
    ['Fri, 02 Jan 2026 00:01:00 GMT', 60_000],
    ['999999999', 86_400_000],
  ]
  for (const [value, ms] of waits) {
    site.serve('/', { status: 503, headers: { 'retry-after': value } })
    await assert.rejects(get(`${site.origin}/`), (error) => error instanceof RetryLater && error.ms === ms)
  }
  site.serve('/', { status: 503 })
  await assert.rejects(get(`${site.origin}/`), /HTTP status 503/)
})

test('takes no more than the limits allow, unpacked', async () => {
  await using site = await startSite()
  const get = createFetch(site.origin, { ...options, limits: { bytes: 2 ** 20, ms: 200 } })
  site.serve('/bomb', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(2 ** 24)) })
  await assert.rejects(get(`${site.origin}/bomb`), /it is larger than 1 MiB/)
  site.serve('/slow', { hang: true })
  await assert.rejects(get(`${site.origin}/slow`), /it takes longer than 0\.2 s/)
  site.serve('/cut', { body: 'x'.repeat(1000), cut: true })
  await assert.rejects(get(`${site.origin}/cut`), /cannot be read: the connection was cut/)
})

test('an answer that nothing changed is none when nothing was read', async () => {
  await using site = await startSite()
  site.serve('/', { status: 304 })
  await assert.rejects(
    createFetch(site.origin, options)(`${site.origin}/`),
    /cannot be read: it says that nothing changed .*nothing was read/,
  )
})

test('a server that goes on and on, a byte now and then, is cut off in time', async () => {
  await using site = await startSite()
  site.serve('/drip', { drip: 20 })
  const get = createFetch(site.origin, { ...options, limits: { ms: 200 } })
  await assert.rejects(get(`${site.origin}/drip`), /it takes longer than 0\.2 s/)
})

test('a text without end is refused at the limit, packed several times too', async () => {
  await using site = await startSite()
  const get = createFetch(site.origin, { ...options, limits: { bytes: 2 ** 20 } })
  site.serve('/endless', { endless: true })
  await assert.rejects(get(`${site.origin}/endless`), /it is larger than 1 MiB/)
  const twice = gzipSync(gzipSync(Buffer.alloc(2 ** 24)))
  site.serve('/bomb', { headers: { 'content-encoding': 'gzip, gzip' }, body: twice })
  await assert.rejects(get(`${site.origin}/bomb`), /it is larger than 1 MiB/)
  site.serve('/lie', { headers: { 'content-encoding': 'gzip' }, body: 'not gzip' })
  await assert.rejects(get(`${site.origin}/lie`), /its packed text is damaged/)
})

test('an error says what to do', async () => {
  await using site = await startSite()
  const get = createFetch(site.origin, options)
  for (const [status, mend] of [
    [403, /HTTP status 403: it wants a name and a password/],
    [404, /HTTP status 404: is the address right still\?/],
    [500, /HTTP status 500: it has trouble/],
    [300, /HTTP status 300: this is no answer to read from/],
  ] as const) {
    site.serve('/', { status })
    await assert.rejects(get(`${site.origin}/`), mend)
  }
})

test('reads the encoding that the server or the text names', async () => {
  await using site = await startSite()
  const get = createFetch(site.origin, options)
  site.serve('/header', { headers: { 'content-type': 'text/xml; charset=iso-8859-1' }, body: Buffer.from('Zürich', 'latin1') })
  assert.equal((await get(`${site.origin}/header`)).text, 'Zürich')
  site.serve('/inside', { body: Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>Zürich</a>', 'latin1') })
  assert.match((await get(`${site.origin}/inside`)).text ?? '', /Zürich/)
})

test('credentials go to the configured origin, and are shown nowhere', async () => {
  await using site = await startSite()
  const address = `${site.origin.replace('//', '//me:s3cret@')}/feed?key=abc`
  site.serve('/feed?key=abc', 'private')
  assert.equal((await createFetch(address, options)(address)).text, 'private')
  assert.equal(site.requests[0]?.headers.authorization, `Basic ${btoa('me:s3cret')}`)
  assert.equal(shown(address), `${site.origin}/feed?…`)
})

test('a caller can give up', async () => {
  await using site = await startSite()
  site.serve('/slow', { hang: true })
  const giveUp = new AbortController()
  const reading = createFetch(site.origin, options)(`${site.origin}/slow`, { signal: giveUp.signal })
  giveUp.abort(new Error('stopping'))
  await assert.rejects(reading, /stopping/)
})
