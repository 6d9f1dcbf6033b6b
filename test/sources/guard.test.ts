import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import test from 'node:test'
import { systemClock } from '../../src/clock.ts'
import { createFetch } from '../../src/sources/fetch.ts'
import { isLocal, isPublic, publicLookup } from '../../src/sources/guard.ts'
import type { Lookup } from '../../src/sources/guard.ts'
import { startSite } from '../fakes/feed.ts'

/** A name server that gives these addresses, the last of them for ever. */
const naming = (...answers: string[][]) => {
  const asked: string[] = []
  const lookup: Lookup = (hostname, _, callback) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? []
    asked.push(hostname)
    callback(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { lookup, asked }
}
const options = { clock: systemClock, userAgent: 'Recap/test' }

test('tells public addresses from all others', () => {
  for (const ip of ['8.8.8.8', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1']) assert.ok(isPublic(ip), ip)
  const others = `0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.168.1.1 198.18.0.1
    224.0.0.1 240.0.0.1 255.255.255.255 0177.0.0.1 0x7f.1 2130706433 :: ::1 ::7f00:1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe
    ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::8.8.8.8 64:ff9b:1::a00:1 100::1 100:0:0:1::1 2001:0:7f00:1::1 2001:db8::1 2002:7f00:1::1 3fff::1
    4000::1 5f00::1 fc00::1 fd00::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 news.example`
  for (const ip of others.split(/\s+/)) assert.equal(isPublic(ip), false, ip)
})

test('tells hosts of one’s own network from names that the internet has', () => {
  for (const host of ['localhost', '127.0.0.1', '10.1.2.3', '[::1]', '[fd00::1]', 'feeds', 'feeds.internal', 'nas.local'])
    assert.ok(isLocal(host), host)
  for (const host of ['news.example', '8.8.8.8', '[2606:4700::1111]', 'local.example', '127.0.0.1.example'])
    assert.equal(isLocal(host), false, host)
})

test('a literal address inside is refused however it is written, in a redirect too', async () => {
  await using site = await startSite()
  await using secret = await startSite()
  secret.serve('/', 'metadata')
  const get = createFetch(`${site.origin}/feed`, options)
  const { port } = new URL(secret.origin)
  const hosts = `localhost 127.0.0.1 127.1 2130706433 0177.0.0.1 0x7f000001 0x7f.0.0.1 0.0.0.0 0 [::] [::1] [::ffff:127.0.0.1] [::ffff:7f00:1]
    [::7f00:1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::] 169.254.169.254 [fe80::1]`
  for (const host of hosts.split(/\s+/)) {
    await assert.rejects(get(`http://${host}:${port}/`), /is not a public address/, host)
    site.serve('/away', { status: 302, headers: { location: `http://${host}:${port}/` } })
    await assert.rejects(get(`${site.origin}/away`), /is not a public address/, host)
  }
  assert.deepEqual(secret.requests, [])
})

test('a name that leads inside is refused, whoever configured it', async () => {
  await using site = await startSite()
  site.serve('/', 'inside')
  const { port } = new URL(site.origin)
  for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '::1', '169.254.169.254', '64:ff9b::7f00:1', '0.0.0.0']) {
    const { lookup, asked } = naming([address])
    const url = `http://news.example:${port}/`
    await assert.rejects(
      createFetch(url, { ...options, lookup })(url),
      /news\.example is not a public address; .*configured by its address/,
      address,
    )
    await assert.rejects(createFetch(site.origin, { ...options, lookup })(url), /is not a public address/, address)
    assert.equal(asked.length, 2)
  }
  assert.deepEqual(site.requests, [])
})

test('what is connected to is what was checked: a second answer of the name server changes nothing', async () => {
  const { lookup, asked } = naming(['8.8.8.8', '10.0.0.1', '2606:4700::1111'], ['127.0.0.1'])
  const found = await new Promise((resolve, reject) => {
    publicLookup(lookup)('news.example', { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)))
  })
  assert.deepEqual(found, [
    { address: '8.8.8.8', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ])
  const { lookup: one } = naming(['10.0.0.1', '8.8.4.4'])
  const single = await new Promise((resolve) => publicLookup(one)('news.example', {}, (_, address) => resolve(address)))
  assert.equal(single, '8.8.4.4')
  assert.deepEqual(asked, ['news.example'])
  // The next connection is checked anew.
  await assert.rejects(
    new Promise((_, reject) => publicLookup(lookup)('news.example', {}, (error) => reject(error ?? new Error('allowed')))),
    /not a public address/,
  )
})
