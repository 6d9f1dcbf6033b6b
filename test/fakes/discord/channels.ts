/** REST: channels and their messages, commands, and who the bot is. */
import { type Enforced, enforce } from '../rate.ts'
import { rateLimited, type Reply, refuse } from './faults.ts'
import type { Request, Route } from './http.ts'
import { apiMessage, type Draft, type FakeChannel, type Json, type World } from './world.ts'

/** For how long a nonce is known. Discord says "the past few minutes". */
const NONCE_KNOWN = 3 * 60_000

/** Messages that a channel may publish, as those who run bots see it. */
const PUBLISHED = { requests: 10, per: 3_600_000 }
/** https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const CROSSPOSTED = 1

export const draftOf = (body: Json): Draft => ({
  ...(typeof body['content'] === 'string' ? { content: body['content'] } : {}),
  ...(Array.isArray(body['components']) ? { components: body['components'] as Json[] } : {}),
  ...(typeof body['flags'] === 'number' ? { flags: body['flags'] } : {}),
})

const refusal = (channel: FakeChannel | undefined): Reply | undefined => {
  if (channel === undefined || channel.refuses === 'deleted') return refuse(404, 10003, 'Unknown Channel')
  if (channel.refuses === 'no access') return refuse(403, 50001, 'Missing Access')
  if (channel.refuses === 'no permission') return refuse(403, 50013, 'Missing Permissions')
  if (channel.refuses === 'no private messages') return refuse(403, 50007, 'Cannot send messages to this user')
  return undefined
}

export const channelRoutes = (world: World, announce: (type: string, data: Json) => void): Route[] => {
  const nonces = new Map<string, { message: string; at: number }>()
  const inChannel =
    (handle: (channel: FakeChannel, request: Request) => Reply) =>
    (request: Request): Reply => {
      const channel = world.channels.get(request.params[0] ?? '')
      return refusal(channel) ?? (channel === undefined ? refuse(404, 10003, 'Unknown Channel') : handle(channel, request))
    }

  const create = (channel: FakeChannel, { body }: Request): Reply => {
    const nonce = body['enforce_nonce'] === true ? `${channel.id}/${String(body['nonce'])}` : undefined
    const earlier = nonce === undefined ? undefined : nonces.get(nonce)
    if (earlier !== undefined && world.clock.now() - earlier.at < NONCE_KNOWN) {
      const message = world.messages.get(earlier.message)
      if (message !== undefined) return { status: 200, body: apiMessage(world, message) }
    }
    const reference = body['message_reference'] as { message_id?: string } | undefined
    const message = world.addMessage(channel.id, world.bot, {
      ...draftOf(body),
      ...(reference?.message_id === undefined ? {} : { replyTo: reference.message_id }),
    })
    if (nonce !== undefined) nonces.set(nonce, { message: message.id, at: world.clock.now() })
    const described = apiMessage(world, message)
    announce('MESSAGE_CREATE', {
      ...described,
      channel_type: channel.type,
      ...(channel.guild === undefined ? {} : { guild_id: channel.guild }),
    })
    return { status: 200, body: described }
  }

  const onMessage = (handle: (id: string, request: Request) => Reply) =>
    inChannel((channel, request) => {
      const id = request.params[1] ?? ''
      return world.messages.get(id)?.channel === channel.id ? handle(id, request) : refuse(404, 10008, 'Unknown Message')
    })
  const found = (id: string): Reply => {
    const message = world.messages.get(id)
    return message === undefined ? refuse(404, 10008, 'Unknown Message') : { status: 200, body: apiMessage(world, message) }
  }

  const publishing = new Map<string, Enforced>()
  const publish = (id: string): Reply => {
    const message = world.messages.get(id)
    const channel = world.channels.get(message?.channel ?? '')
    if (message === undefined || channel === undefined) return refuse(404, 10008, 'Unknown Message')
    if (channel.type !== 5) return refuse(400, 50024, 'Cannot execute action on this channel type')
    if ((message.flags & CROSSPOSTED) !== 0) return refuse(400, 40033, 'This message has already been crossposted.')
    const limit = publishing.get(channel.id) ?? enforce(PUBLISHED, world.clock)
    publishing.set(channel.id, limit)
    // The body alone says how long.
    if (limit.wait() > 0) return { ...rateLimited(limit.wait() / 1000, 'shared'), headers: { 'retry-after': '1' } }
    limit.take()
    message.copies++
    message.flags |= CROSSPOSTED
    return found(id)
  }

  const inOrder = ({ id }: FakeChannel) => [...world.messages.values()].filter(({ channel }) => channel === id)
  const newest = (channel: FakeChannel): string | null => inOrder(channel).at(-1)?.id ?? null
  /** The first `limit` after a message, newest first. */
  const history = (channel: FakeChannel, { query }: Request): Reply => {
    const after = BigInt(query.get('after') ?? 0)
    const found = channel.isForgetful === true ? [] : inOrder(channel).filter(({ id }) => BigInt(id) > after)
    const page = found.slice(0, Number(query.get('limit') ?? 50)).toReversed()
    return { status: 200, body: page.map((message) => apiMessage(world, message)) }
  }
  const openPrivate = ({ body }: Request): Reply => {
    const name = `private ${String(body['recipient_id'])}`
    const open = [...world.channels.values()].find((channel) => channel.name === name)
    const channel: FakeChannel = open ?? { id: world.nextId(), type: 1, name }
    world.channels.set(channel.id, channel)
    return { status: 200, body: apiChannel(channel) }
  }

  return [
    [
      'GET',
      /^\/channels\/(\d+)$/,
      inChannel((channel) => ({ status: 200, body: { ...apiChannel(channel), last_message_id: newest(channel) } })),
    ],
    ['GET', /^\/channels\/(\d+)\/messages$/, inChannel(history)],
    ['POST', /^\/channels\/(\d+)\/messages$/, inChannel(create)],
    ['POST', /^\/users\/@me\/channels$/, openPrivate],
    ['GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, onMessage(found)],
    [
      'PATCH',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      onMessage((id, { body }) => {
        const message = world.messages.get(id)
        if (message !== undefined) world.editMessage(message, draftOf(body))
        return found(id)
      }),
    ],
    [
      'DELETE',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      onMessage((id) => {
        world.messages.delete(id)
        world.changed()
        return { status: 204 }
      }),
    ],
    ['POST', /^\/channels\/(\d+)\/messages\/(\d+)\/crosspost$/, onMessage(publish)],
    ['POST', /^\/channels\/(\d+)\/typing$/, inChannel(() => ({ status: 204 }))],
  ]
}

export const apiChannel = ({ id, type, name, guild }: FakeChannel): Json => ({
  id,
  type,
  ...(guild === undefined ? {} : { guild_id: guild, name, position: 0, permission_overwrites: [], nsfw: false, parent_id: null }),
})

/** Published commands by scope: `global`, or a server's id. */
export type Published = Map<string, readonly Json[]>

export const applicationRoutes = (world: World, published: Published): Route[] => {
  const put = (scope: string, body: unknown): Reply => {
    const commands = (body as Json[]).map((command): Json => Object.assign({ id: world.nextId() }, command))
    published.set(scope, commands)
    world.changed()
    return { status: 200, body: commands }
  }
  return [
    ['GET', /^\/users\/@me$/, () => ({ status: 200, body: world.bot })],
    ['GET', /^\/applications\/@me$/, () => ({ status: 200, body: { id: world.appId, name: 'Recap', flags: 0 } })],
    ['GET', /^\/applications\/\d+\/commands$/, () => ({ status: 200, body: published.get('global') ?? [] })],
    ['PUT', /^\/applications\/\d+\/commands$/, ({ body }) => put('global', body)],
    [
      'PUT',
      /^\/applications\/\d+\/guilds\/(\d+)\/commands$/,
      ({ params: [guild = ''], body }) => (world.guilds.has(guild) ? put(guild, body) : refuse(403, 50001, 'Missing Access')),
    ],
  ]
}
