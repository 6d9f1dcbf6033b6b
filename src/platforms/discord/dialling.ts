/**
 * Ends the gateway connections of discord.js for good. A client that is destroyed while it connects goes on: it dials after the answer that it waited
 * for, half a second after its last try, or when the one under way fails, and leaves open what was not open yet.
 */
import { setTimeout } from 'node:timers/promises'
import { type Client, SimpleShardingStrategy, type WebSocketOptions, type WebSocketShard } from 'discord.js'
import { limits } from './limits.ts'

/** What a WebSocket of the package `ws` is to us; discord.js keeps it to itself. */
interface Socket {
  on(event: 'error', listener: () => void): unknown
  terminate(): void
}

export interface Dialling {
  /** For the client's option `ws`. */
  buildStrategy: NonNullable<WebSocketOptions['buildStrategy']>
  /** Logs out, and sees that nothing is dialled or left open. */
  end(client: Client): Promise<void>
}

export const createDialling = (): Dialling => {
  let isOver = false
  let shards: ReadonlyMap<number, WebSocketShard> = new Map()
  return {
    buildStrategy(manager) {
      const { retrieveSessionInfo: retrieve } = manager.options
      // Asked for before each dialling, which waits for the answer. A refusal would be an unhandled rejection.
      manager.options.retrieveSessionInfo = (shard) => (isOver ? new Promise(() => {}) : retrieve(shard))
      const strategy = new SimpleShardingStrategy(manager)
      shards = Reflect.get(strategy, 'shards') as typeof shards
      return strategy
    },
    async end(client) {
      isOver = true
      const sockets = [...shards.values()].flatMap((shard) => (Reflect.get(shard, 'connection') as Socket | null) ?? [])
      const patience = new AbortController()
      await Promise.race([client.destroy(), setTimeout(limits.closing, undefined, { signal: patience.signal }).catch(() => {})])
      patience.abort()
      for (const socket of sockets) {
        // One that was not open yet says so.
        socket.on('error', () => {})
        socket.terminate()
      }
    },
  }
}
