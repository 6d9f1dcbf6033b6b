import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import test from 'node:test'
import { Redis } from 'ioredis'
import { OperatorError } from '../../src/errors.ts'
import { openRedisStores } from '../../src/stores/redis.ts'
import { storeContract } from '../contracts/store.ts'

const url = process.env['REDIS_URL'] ?? ''
const skip = url === '' ? 'REDIS_URL is not set' : false

const empty = async (): Promise<void> => {
  const redis = new Redis(url)
  const keys = await redis.keys('recap:*')
  if (keys.length > 0) await redis.del(...keys)
  redis.disconnect()
}

storeContract(
  'redis',
  async () => {
    await empty()
    const [stores, again] = [await openRedisStores(url), await openRedisStores(url)]
    const close = async (): Promise<void> => {
      for (const each of [stores, again]) await each.close()
    }
    // Redis has its own clock, which nobody moves.
    return { stores, again, pass: (ms) => setTimeout(ms), close }
  },
  { skip },
)

test('the state is apart from what else is in the database', { skip }, async () => {
  await empty()
  const redis = new Redis(url)
  await redis.set('somebody else', 'x')
  const stores = await openRedisStores(url)
  for await (const entry of stores.open('').entries()) assert.fail(String(entry))
  await stores.open('one').set('key', 1)
  const keys = await redis.keys('recap:*')
  assert.deepEqual(keys, ['recap:one::key'])
  await redis.del('somebody else')
  redis.disconnect()
  await stores.close()
})

test('what is asked for as they close opens no connection that nobody would end', { skip }, async () => {
  const redis = new Redis(url)
  const connections = async (): Promise<number> =>
    String(await redis.call('CLIENT', 'LIST', 'TYPE', 'normal'))
      .trim()
      .split('\n').length
  const before = await connections()
  const stores = await openRedisStores(url)
  const store = stores.open<number>('one')
  const asked = Promise.allSettled([store.set('key', 1), store.get('key'), store.add('other', 1)])
  await stores.close()
  await asked
  await assert.rejects(store.get('key'))
  assert.equal(await connections(), before)
  redis.disconnect()
})

test('a lost connection rejects at once, and is mended', { skip }, async () => {
  const stores = await openRedisStores(url)
  const store = stores.open('one')
  await store.set('key', 1)
  const redis = new Redis(url)
  await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  redis.disconnect()
  let failures = 0
  for (let tries = 0; tries < 100; tries++) {
    try {
      assert.equal(await store.get('key'), 1)
      break
    } catch {
      failures++
      await setTimeout(20)
    }
  }
  assert.ok(failures > 0 && failures < 100, `${failures} failures`)
  await stores.close()
})

test('a lease is had by one at a time, until it runs out or is given back', { skip }, async () => {
  const [stores, again] = [await openRedisStores(url), await openRedisStores(url)]
  const name = `test ${randomUUID()}`
  const [one, two] = [stores.lease(name), again.lease(name)]
  assert.deepEqual([await one.hold(200), await two.hold(200), await one.hold(200)], [true, false, true])
  await two.release()
  assert.equal(await two.hold(200), false, 'only who has it gives it back')
  await setTimeout(250)
  assert.deepEqual([await two.hold(60_000), await one.hold(200)], [true, false])
  await two.release()
  assert.equal(await one.hold(1), true)
  await Promise.all([stores.close(), again.close()])
})

/** Opening must fail for this port, for that reason, and without a word of the password. */
const refuses = (port: number, why: RegExp): Promise<void> =>
  assert.rejects(openRedisStores(`redis://:hunter2@127.0.0.1:${port}`), (error) => {
    assert.ok(error instanceof OperatorError)
    assert.match(error.message, why)
    assert.match(error.message, new RegExp(`127.0.0.1:${port}.*mend REDIS_URL`))
    assert.doesNotMatch(error.message, /hunter2/)
    return true
  })

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

test('a Redis that is not there is an error that names it', async () => {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  await refuses(port, /ECONNREFUSED/)
})

test('a Redis that says nothing is given up within seconds', { skip }, async () => {
  const silent = createServer((socket) => socket.on('error', () => {}).resume())
  await refuses(await listen(silent), /no answer within/)
  await new Promise((resolve) => silent.close(resolve))
})
