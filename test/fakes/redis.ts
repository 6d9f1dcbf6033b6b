/** A Redis of a test's own, which it may stop and start again over the same data. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { temporaryFolder } from './bot.ts'

export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0

export interface OwnRedis {
  url: string
  start(): Promise<void>
  stop(): Promise<void>
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Not started yet. Whoever starts it stops it, after what uses it. */
export const ownRedis = async (t: TestContext): Promise<OwnRedis> => {
  const port = await freePort()
  const folder = temporaryFolder(t)
  let server: ChildProcess | undefined
  const stop = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', '']
      const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] })
      server = child
      for await (const line of createInterface({ input: child.stdout })) if (line.includes('Ready to accept connections')) break
      child.stdout.resume()
    },
    stop,
  }
}
