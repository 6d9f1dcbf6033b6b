/** Creates the discord.js client: its intents, its caches, and what is logged of its errors. */
import { Client, Events, GatewayCloseCodes, GatewayIntentBits, Options, Partials, RESTEvents } from 'discord.js'
import type { Log } from '../../log.ts'
import type { Dialling } from './dialling.ts'
import { brief } from './errors.ts'
import { limits } from './limits.ts'
import type { createTransport } from './rest.ts'

export interface ClientOptions {
  token: string
  /** Root of the REST API, without a slash at its end: https://discord.com/api. */
  apiUrl: string
  log: Log
}

/** The bot's id: the first piece of its token, in base64. */
export const botIdOf = (token: string): string => {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64').toString()
  return /^\d+$/.test(id) ? id : 'unknown'
}

export const createClient = (
  { token, apiUrl, log }: ClientOptions,
  { makeRequest, dialling }: { makeRequest: ReturnType<typeof createTransport>; dialling: Pick<Dialling, 'buildStrategy' | 'watch'> },
): Client => {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // Channels of direct messages are not announced before their first message.
    partials: [Partials.Channel],
    shards: 'auto',
    ws: { buildStrategy: dialling.buildStrategy },
    // Keeps no messages, and only the users who were last active.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: limits.remembered, keepOverLimit: ({ id, client }) => id === client.user.id },
      GuildMemberManager: { maxSize: limits.remembered, keepOverLimit: ({ id, client }) => id === client.user.id },
    }),
    rest: {
      api: apiUrl,
      invalidRequestWarningInterval: 100,
      // discord.js neither repeats nor delays requests: rest.ts does.
      retries: 0,
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      makeRequest,
    },
  })
  // For posting without logging in.
  client.rest.setToken(token)
  client.rest.on(RESTEvents.InvalidRequestWarning, ({ count }) =>
    log.warn('Discord counts many invalid requests; at 10000 in 10 minutes it bans the address', { count }),
  )
  client.on(Events.Error, (error) => log.error('Discord client', brief(error)))
  client.on(Events.Warn, (message) => log.warn('Discord client', { why: message }))
  dialling.watch(client)
  client.on(Events.ShardDisconnect, ({ code }) =>
    log.error('Discord closed the connection for good. Check the token and restart.', { code, reason: GatewayCloseCodes[code] }),
  )
  return client
}
