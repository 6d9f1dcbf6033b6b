/**
 * Dials the gateway again with growing pauses while it is away, and stops when the platform stops. discord.js by itself would dial twice a second for
 * ever; and a client that is destroyed while it connects goes on dialling, and leaves connections open that were not established yet.
 */
import { setImmediate } from 'node:timers/promises'
import { type Client, Events, SimpleShardingStrategy, type WebSocketOptions, WebSocketShardStatus } from 'discord.js'
import { type Clock, within } from '../../clock.ts'
import type { Log } from '../../log.ts'
import { brief } from './errors.ts'
import { limits } from './limits.ts'

/** The parts of a shard that are used here; discord.js does not export them. */
interface Shard {
  readonly status: WebSocketShardStatus
  /** A WebSocket of the package `ws`. */
  readonly connection: { on(event: 'error', listener: () => void): unknown; terminate(): void } | null
  /** Ends the wait for the first heartbeat, which takes up to a minute. */
  readonly initialHeartbeatTimeoutController: AbortController | null
}

export interface Dialling {
  /** The client's option of this name in `ws`. */
  buildStrategy: NonNullable<WebSocketOptions['buildStrategy']>
  /** Watches whether the client is connected, and logs each outage and its end once. */
  watch(client: Client): void
  /** Logs out, and makes sure that nothing is dialled or left open. */
  end(client: Client): Promise<void>
}

export const createDialling = ({ clock, log }: { clock: Clock; log: Log }): Dialling => {
  let isOver = false
  let shards: ReadonlyMap<number, Shard> = new Map()
  /** Of each shard: how often it was dialled since it was last stable, and since when (epoch ms) it is connected. */
  const known = new Map<number, { dials: number; since: number | undefined }>()
  const away = new Set<number>()
  /** Cancels the wait of each shard for its next dialling, which would keep the process alive. */
  const waits = new Map<number, () => void>()

  /** Resolves when a shard may be dialled; never, once the platform has stopped, as a rejection would be unhandled. */
  const turn = async (shard: number): Promise<void> => {
    const { dials, since } = known.get(shard) ?? { dials: 0, since: undefined }
    const again = since !== undefined && clock.now() - since >= limits.steady ? 1 : dials
    known.set(shard, { dials: again + 1, since: undefined })
    const wait = Math.min(limits.dial * 2 ** (again - 2), limits.rarest)
    if (again > 1 && !isOver) await new Promise<void>((resolve) => waits.set(shard, clock.after(wait, resolve)))
    if (isOver) await new Promise(() => {})
  }
  const lost = (shard: number, message: string, fields?: { why: string }): void => {
    log[away.has(shard) ? 'debug' : 'warn'](message, { shard, ...fields })
    away.add(shard)
  }
  const back = (shard: number): void => {
    known.set(shard, { dials: known.get(shard)?.dials ?? 0, since: clock.now() })
    if (away.delete(shard)) log.info('the connection to Discord is back', { shard })
  }

  return {
    buildStrategy(manager) {
      const { retrieveSessionInfo: retrieve } = manager.options
      // discord.js awaits this before each dialling, and calls it for every event of a connection. A destroyed client forgets its shards, also one that is
      // about to dial.
      manager.options.retrieveSessionInfo = (shard) =>
        isOver || shards.get(shard)?.status === WebSocketShardStatus.Idle ? turn(shard).then(() => retrieve(shard)) : retrieve(shard)
      const strategy = new SimpleShardingStrategy(manager)
      shards = Reflect.get(strategy, 'shards') as typeof shards
      return strategy
    },
    watch(client) {
      client.on(Events.ShardError, (error, shard) => lost(shard, 'the connection to Discord failed; it is dialled again', brief(error)))
      client.on(Events.ShardReconnecting, (shard) => lost(shard, 'the connection to Discord was lost; it is dialled again'))
      client.on(Events.ShardReady, back)
      client.on(Events.ShardResume, back)
    },
    async end(client) {
      isOver = true
      for (const cancel of waits.values()) cancel()
      const all = [...shards.values()]
      for (const { connection } of all) Object.assign(connection ?? {}, { onmessage: null })
      await within(limits.closing, client.destroy())
      for (const { connection } of all) {
        // Terminating a connection that is not established yet emits an error.
        connection?.on('error', () => {})
        connection?.terminate()
      }
      // A hello that was being read when the client was destroyed still begins the wait for the first heartbeat.
      await setImmediate()
      for (const { initialHeartbeatTimeoutController } of all) initialHeartbeatTimeoutController?.abort()
    },
  }
}
