/**
 * How the gateway is dialled: again and again while it is away, ever more rarely, and no more once it is enough. discord.js alone would dial twice a
 * second for ever, and a client that is destroyed while it connects goes on: it dials after the answer that it waited for, half a second after its
 * last try, or when the one under way fails, and leaves open what was not open yet.
 */
import { setImmediate, setTimeout } from 'node:timers/promises'
import { type Client, Events, SimpleShardingStrategy, type WebSocketOptions, WebSocketShardStatus } from 'discord.js'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import { brief } from './errors.ts'
import { limits } from './limits.ts'

/** What a shard is to us; discord.js keeps it to itself. */
interface Shard {
  readonly status: WebSocketShardStatus
  /** Of the package `ws`. */
  readonly connection: { on(event: 'error', listener: () => void): unknown; terminate(): void } | null
  /** Of the wait for the first heartbeat, up to a minute long. */
  readonly initialHeartbeatTimeoutController: AbortController | null
}

export interface Dialling {
  /** For the client's option `ws`. */
  buildStrategy: NonNullable<WebSocketOptions['buildStrategy']>
  /** Watches whether the client is connected, and tells of each outage once, and of its end. */
  watch(client: Client): void
  /** Logs out, and sees that nothing is dialled or left open. */
  end(client: Client): Promise<void>
}

export const createDialling = ({ clock, log }: { clock: Clock; log: Log }): Dialling => {
  let isOver = false
  let shards: ReadonlyMap<number, Shard> = new Map()
  /** Of each shard: how often it was dialled since it last stayed, and since when it is connected. */
  const known = new Map<number, { dials: number; since: number | undefined }>()
  const away = new Set<number>()
  /** Cancels the wait of each shard for its next dialling, which would keep the process. */
  const waits = new Map<number, () => void>()

  /** Waits until a shard may be dialled; for ever when it is over. A refusal would be an unhandled rejection. */
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
      // Asked for before each dialling, which waits for the answer; and while there is a connection, for every event. A client that is destroyed forgets
      // its shards, also one that is about to dial.
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
      const patience = new AbortController()
      await Promise.race([client.destroy(), setTimeout(limits.closing, undefined, { signal: patience.signal }).catch(() => {})])
      patience.abort()
      for (const { connection } of all) {
        // One that was not open yet says so.
        connection?.on('error', () => {})
        connection?.terminate()
      }
      // A greeting that was being read when the client was destroyed is answered all the same.
      await setImmediate()
      for (const { initialHeartbeatTimeoutController } of all) initialHeartbeatTimeoutController?.abort()
    },
  }
}
