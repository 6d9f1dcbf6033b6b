import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { type Clock, systemClock } from '../../src/clock.ts'
import { apiChannel, applicationRoutes, channelRoutes, type Published } from './discord/channels.ts'
import { createGateway, type GatewayOptions, OWNER } from './discord/gateway.ts'
import type { Fault } from './discord/faults.ts'
import { createHttp, type HttpOptions } from './discord/http.ts'
import { createInteractions } from './discord/interactions.ts'
import { createPeople } from './discord/people.ts'
import { createWorld, type FakeChannel, type FakeMessage } from './discord/world.ts'

export interface FakeDiscordOptions extends Pick<GatewayOptions, 'closesWith' | 'heartbeatMs'>, Pick<HttpOptions, 'all' | 'bucket'> {
  /** Drives the 3 seconds and 15 minutes of interactions, nonces and buckets. Default: the system's. */
  clock?: Clock
}

/**
 * Discord on loopback: REST under `apiUrl` and a gateway, for the real discord.js. It begins with one server that has one channel.
 *
 * ```ts
 * const discord = await fakeDiscord()
 * const bot = createDiscord({ token: discord.token, apiUrl: discord.apiUrl, clock, log })
 * await bot.start(dispatch)
 * const talk = await discord.slash('recap', { section: 'reddit' }, { locale: 'zh-CN' }) // resolves when an answer is visible
 * await talk.until((text) => text.includes('llama'))
 * await discord.press(talk.messages[0], 'More')
 * await bot.stop()
 * await discord.close() // throws when a request was not as Discord wants it
 * ```
 *
 * People: `slash`, `press`, `type` (what is suggested while typing), `dm`, `mention`, `say` (a message not for the bot); who and where
 * is the last argument (`From`). What is seen: `messages(channel)`, and `text` of a message, without markup. What goes wrong: `fail`
 * (the next matching request), `channels.get(id).refuses`, `gateway.drop()`. Losses: `kick`, `deleteChannel`. `until` waits for anything.
 */
export const fakeDiscord = async ({ clock = systemClock, closesWith, heartbeatMs, bucket, all }: FakeDiscordOptions = {}) => {
  const world = createWorld(clock)
  const guild = world.nextId()
  world.guilds.set(guild, { id: guild, name: 'Home' })
  const addChannel = (name: string, more: Partial<FakeChannel> = {}): string => {
    const id = world.nextId()
    world.channels.set(id, { id, type: 0, name, guild, ...more })
    return id
  }
  const channel = addChannel('recaps')
  const published: Published = new Map()
  const interactions = createInteractions(world)
  const http = createHttp({
    world,
    routes: [
      ['GET', /^\/gateway\/bot$/, () => ({ status: 200, body: { url: gateway.address(), shards: 1, session_start_limit: START_LIMIT } })],
      ...applicationRoutes(world, published),
      ...channelRoutes(world, (type, data) => gateway.dispatch(type, data)),
      ...interactions.routes,
    ],
    ...(bucket === undefined ? {} : { bucket }),
    ...(all === undefined ? {} : { all }),
  })
  const gateway = createGateway({
    world,
    server: http.server,
    ...(closesWith === undefined ? {} : { closesWith }),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
  })
  http.server.listen(0, '127.0.0.1')
  await once(http.server, 'listening')
  const assertClean = (): void => {
    if (http.problems.length > 0) throw new Error(`Discord would refuse:\n${http.problems.join('\n')}`)
  }

  return {
    ...createPeople({ world, gateway, interactions, published, home: { guild, channel } }),
    apiUrl: `http://127.0.0.1:${(http.server.address() as AddressInfo).port}/api`,
    token: world.token,
    appId: world.appId,
    botId: world.bot.id,
    /** Of the person who owns the server, and may do everything there. */
    ownerId: OWNER,
    /** The server and the channel that are there from the start. */
    guild,
    channel,
    channels: world.channels,
    gateway,
    /** Published commands by scope: `global`, or a server's id. */
    published,
    /** Every request that arrived, in order. */
    requests: http.requests,
    addChannel,
    /** What stands in a channel, oldest first. */
    messages: (id: string): FakeMessage[] => [...world.messages.values()].filter((message) => message.channel === id),
    fail: (fault: Fault): void => http.faults.add(fault),
    until: world.until,
    /** Throws the bot out of the server. */
    kick(): void {
      for (const one of world.channels.values()) if (one.guild === guild) one.refuses = 'no access'
      gateway.dispatch('GUILD_DELETE', { id: guild })
    },
    /** The server has an outage: nobody was thrown out. */
    outage: (): void => gateway.dispatch('GUILD_DELETE', { id: guild, unavailable: true }),
    /** Its people make another kind of channel of it. */
    changeChannel(id: string, type: 0 | 5): void {
      const channel = world.channels.get(id)
      if (channel === undefined) return
      channel.type = type
      gateway.dispatch('CHANNEL_UPDATE', apiChannel(channel))
    },
    deleteChannel(id: string): void {
      const gone = world.channels.get(id)
      if (gone !== undefined) gone.refuses = 'deleted'
      gateway.dispatch('CHANNEL_DELETE', { id, type: 0, guild_id: guild })
    },
    assertClean,
    /** Ends the servers; throws when any request was not as Discord wants it. */
    async close(): Promise<void> {
      gateway.close()
      http.server.closeAllConnections()
      http.server.close()
      await once(http.server, 'close')
      assertClean()
    },
  }
}

export type FakeDiscord = Awaited<ReturnType<typeof fakeDiscord>>

/** https://docs.discord.com/developers/events/gateway#session-start-limit-object */
const START_LIMIT = { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 }
