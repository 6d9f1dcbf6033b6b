/** The gateway: one session at a time, with a log from which missed events are sent again. */
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { apiChannel } from './channels.ts'
import type { Json, World } from './world.ts'

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-opcodes */
const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 } as const
/** GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT. https://docs.discord.com/developers/events/gateway#privileged-intents */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
/** Who owns every server. */
export const OWNER = '100000000000000001'

export interface GatewayOptions {
  world: World
  server: Server
  /** Refuses whoever identifies with this close code. */
  closesWith?: number
  heartbeatMs?: number
}

export const createGateway = ({ world, server, closesWith, heartbeatMs = 41_250 }: GatewayOptions) => {
  const sockets = new WebSocketServer({ server, path: '/gateway' })
  const seen = { identifies: 0, resumes: 0, intents: 0 }
  let session = ''
  let log: { s: number; t: string; d: unknown }[] = []
  let live: WebSocket | undefined
  let acknowledges = true

  const dispatch = (t: string, d: unknown): void => {
    const event = { s: log.length + 1, t, d }
    log.push(event)
    live?.send(JSON.stringify({ op: OP.dispatch, ...event }))
  }

  const ready = (): void => {
    session = world.nextId()
    log = []
    const guilds = [...world.guilds.keys()].map((id) => ({ id, unavailable: true }))
    const resume_gateway_url = address()
    dispatch('READY', {
      v: 10,
      user: world.bot,
      guilds,
      session_id: session,
      resume_gateway_url,
      application: { id: world.appId, flags: 0 },
    })
    for (const id of world.guilds.keys()) dispatch('GUILD_CREATE', apiGuild(world, id))
    world.changed()
  }

  const receive = (socket: WebSocket, { op, d }: { op: number; d: unknown }): void => {
    const data = (d ?? {}) as { token?: string; intents?: number; session_id?: string; seq?: number }
    switch (op) {
      case OP.heartbeat:
        if (acknowledges) socket.send(JSON.stringify({ op: OP.ack }))
        break
      case OP.identify:
        seen.identifies++
        seen.intents = data.intents ?? 0
        if (closesWith !== undefined) return socket.close(closesWith)
        if (data.token !== world.token) return socket.close(4004, 'Authentication failed.')
        if ((seen.intents & PRIVILEGED) !== 0) return socket.close(4014, 'Disallowed intent(s).')
        live = socket
        ready()
        break
      case OP.resume:
        seen.resumes++
        if (data.session_id !== session) {
          socket.send(JSON.stringify({ op: OP.invalid, d: false }))
          break
        }
        live = socket
        for (const event of log.slice(data.seq ?? 0)) socket.send(JSON.stringify({ op: OP.dispatch, ...event }))
        dispatch('RESUMED', {})
        world.changed()
        break
      default:
        break
    }
  }

  sockets.on('connection', (socket) => {
    socket.on('message', (raw) => receive(socket, JSON.parse((raw as Buffer).toString()) as { op: number; d: unknown }))
    socket.on('close', () => {
      if (live === socket) live = undefined
      world.changed()
    })
    socket.send(JSON.stringify({ op: OP.hello, d: { heartbeat_interval: heartbeatMs } }))
  })

  const address = (): string => {
    const at = server.address()
    return `ws://127.0.0.1:${at !== null && typeof at === 'object' ? at.port : 0}/gateway`
  }

  return {
    seen,
    address,
    dispatch,
    isConnected: (): boolean => live !== undefined,
    /** Cuts the connection, or closes it with a code; events until the client is back are kept for it. */
    drop: (code?: number): void => (code === undefined ? live?.terminate() : live?.close(code)),
    askToReconnect: (): void => live?.send(JSON.stringify({ op: OP.reconnect, d: null })),
    invalidate: (isResumable: boolean): void => live?.send(JSON.stringify({ op: OP.invalid, d: isResumable })),
    withholdAcks: (): void => void (acknowledges = false),
    close(): void {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

export type Gateway = ReturnType<typeof createGateway>

const apiGuild = (world: World, id: string): Json => ({
  id,
  name: world.guilds.get(id)?.name,
  unavailable: false,
  owner_id: OWNER,
  preferred_locale: 'en-US',
  features: [],
  emojis: [],
  stickers: [],
  // The role of everybody has the server's id: view channels, send messages.
  roles: [
    {
      id,
      name: '@everyone',
      permissions: String((1 << 10) | (1 << 11)),
      position: 0,
      color: 0,
      hoist: false,
      managed: false,
      mentionable: false,
    },
  ],
  channels: [...world.channels.values()].filter(({ guild }) => guild === id).map(apiChannel),
  members: [{ user: world.bot, roles: [], joined_at: '2026-01-01T00:00:00Z', deaf: false, mute: false, flags: 0 }],
  threads: [],
  voice_states: [],
  presences: [],
  stage_instances: [],
  guild_scheduled_events: [],
  member_count: 2,
})
