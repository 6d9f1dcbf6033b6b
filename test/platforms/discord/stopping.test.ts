import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSocketServer, type AddressInfo, type Server } from 'node:net'
import test, { type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import { openDiscord, answering } from './bench.ts'

const hello = (socket: WebSocket): void => socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }))

const listen = async (t: TestContext, server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return (server.address() as AddressInfo).port
}

/** A Discord whose REST side names a gateway, with the times at which somebody came. */
const open = async (t: TestContext, gateway: (dialled: () => void) => Promise<string>) => {
  const dials: number[] = []
  const url = await gateway(() => void dials.push(Date.now()))
  const answer: RequestListener = (_, response) => {
    if (url === '') {
      dials.push(Date.now())
      return
    }
    const session_start_limit = { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ url, shards: 1, session_start_limit }))
  }
  const server = createServer(answer)
  t.after(() => server.closeAllConnections())
  return { dials, apiUrl: `http://127.0.0.1:${await listen(t, server)}/api` }
}

const socketed = (t: TestContext, greet: (socket: WebSocket) => void) => async (dialled: () => void) => {
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    dialled()
    greet(socket)
  })
  t.after(() => sockets.clients.forEach((socket) => socket.terminate()))
  return `ws://127.0.0.1:${await listen(t, server)}`
}

/** Begins to connect to each address that it is given; told to, it stops them all, and says how each start ended. */
const program = `
  const { createDiscord } = await import(${JSON.stringify(new URL('../../../src/platforms/discord/index.ts', import.meta.url).href)})
  const { systemClock: clock } = await import(${JSON.stringify(new URL('../../../src/clock.ts', import.meta.url).href)})
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const bots = process.argv.slice(1).map((apiUrl) => createDiscord({ token: 'a token', apiUrl, clock, log }))
  const starts = bots.map((bot) => bot.start({}).then(() => 'started', ({ message }) => message))
  process.once('message', async () => {
    const from = performance.now()
    await Promise.all(bots.map((bot) => bot.stop()))
    process.send({ took: performance.now() - from, starts: await Promise.all(starts) }, () => process.disconnect())
  })`

test('stopped while it connects, it dials no more and leaves nothing behind that would keep the process', async (t) => {
  const silent = async (dialled: () => void) =>
    `ws://127.0.0.1:${await listen(
      t,
      createSocketServer((socket) => {
        dialled()
        t.after(() => socket.destroy())
      }),
    )}`
  const stages = {
    'the REST side says nothing': await open(t, async () => ''),
    'the gateway says nothing': await open(t, silent),
    'the gateway does not greet': await open(
      t,
      socketed(t, () => {}),
    ),
    'the gateway hangs up': await open(
      t,
      socketed(t, (socket) => socket.close(1011)),
    ),
    'the gateway is never ready': await open(t, socketed(t, hello)),
  }
  const all = Object.values(stages)
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, ...all.map(({ apiUrl }) => apiUrl)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  t.after(() => child.kill('SIGKILL'))
  for (let looks = 0; !all.every(({ dials }) => dials.length > 0); looks++) {
    assert.ok(looks < 1000, 'somewhere nobody came')
    await setTimeout(10)
  }
  child.send('stop')
  const [told] = (await once(child, 'message')) as [{ took: number; starts: string[] }]
  const stopped = Date.now()
  assert.ok(told.took < 1000, `took ${told.took} ms`)
  assert.deepEqual(
    told.starts,
    all.map(() => 'Discord was stopped'),
  )
  const ended = once(child, 'exit')
  const late = new AbortController()
  const end = await Promise.race([ended, setTimeout(10_000, ['still there'], { signal: late.signal }).catch(() => [])])
  late.abort()
  assert.deepEqual(end, [0, null])
  for (const [stage, { dials }] of Object.entries(stages))
    assert.ok(
      dials.every((at) => at <= stopped),
      stage,
    )
})

test('a bot that was stopped before it began does not begin', async () => {
  const { bot, discord, close } = await openDiscord()
  await bot.stop()
  await assert.rejects(bot.start(answering([])), /stopped/)
  assert.equal(discord.gateway.seen.identifies, 0)
  await close()
})
