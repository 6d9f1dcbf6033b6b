/** The platforms that have a token. One that fails does not stop another. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Dispatch, Platform } from '../platforms/platform.ts'
import type { Lease } from '../stores/store.ts'
import type { Command } from './command.ts'
import { type Connection, createConnection } from './connection.ts'
import { type Turn, createTurn } from './turn.ts'

export interface Maker {
  make: () => Promise<Platform>
  /** Where several processes have the same token: the one that holds this is connected. */
  lease?: Lease | undefined
}

export interface Connections {
  names: readonly string[]
  /** For posting, which needs no connection. */
  get(name: string): Platform | undefined
  /** Resolves when connecting to each platform was tried once, or is another process's turn. */
  start(on: Dispatch): Promise<void>
  stop(): Promise<void>
}

export const createConnections = async (
  makers: readonly Maker[],
  parts: { commands: readonly Command[]; clock: Clock; log: Log },
): Promise<Connections> => {
  const connections = new Map<string, { connection: Connection; lease: Lease | undefined }>()
  for (const { make, lease } of makers) {
    const connection = await createConnection(make, parts)
    connections.set(connection.platform().name, { connection, lease })
  }
  const turns: Turn[] = []
  return {
    names: [...connections.keys()],
    get: (name) => connections.get(name)?.connection.platform(),
    async start(on) {
      const started = [...connections].map(async ([name, { connection, lease }]) => {
        if (lease === undefined) return connection.begin(on)
        const turn = createTurn({ name, lease, begin: () => connection.begin(on), end: () => connection.end(), ...parts })
        turns.push(turn)
        return turn.start()
      })
      await Promise.all(started)
    },
    async stop() {
      for (const turn of turns) turn.stop()
      await Promise.allSettled([...connections.values()].map(({ connection }) => connection.stop()))
      await Promise.allSettled(turns.map((turn) => turn.release()))
    },
  }
}
