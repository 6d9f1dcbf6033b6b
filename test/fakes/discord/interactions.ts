/** REST: answers to interactions, with Discord's clocks: 3 s for the first answer, 15 minutes for the token. */
import { draftOf } from './channels.ts'
import { type Reply, refuse } from './faults.ts'
import type { Request, Route } from './http.ts'
import { apiMessage, type FakeMessage, type Json, type World } from './world.ts'

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback */
const FIRST_ANSWER = 3000
const TOKEN_LIFE = 15 * 60_000
const EPHEMERAL = 1 << 6

export const KIND = { command: 2, button: 3, autocomplete: 4 } as const
const CALLBACK = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7, choices: 8 } as const
const MAY_ANSWER: Readonly<Record<number, readonly number[]>> = { 2: [4, 5], 3: [4, 5, 6, 7], 4: [8] }

export interface Interaction {
  id: string
  token: string
  kind: (typeof KIND)[keyof typeof KIND]
  channel: string
  user: string
  at: number
  /** The callback's type, once there was one. */
  answered?: number
  isEphemeral: boolean
  /** The message that `@original` stands for, once it is visible. */
  original?: string
  /** Messages of the answer, in order. */
  messages: string[]
  choices?: { name: string; value: string }[]
}

export const createInteractions = (world: World) => {
  const byToken = new Map<string, Interaction>()

  const begin = (kind: Interaction['kind'], channel: string, user: string, message?: FakeMessage): Interaction => {
    const id = world.nextId()
    const interaction: Interaction = {
      id,
      token: `token-of-${id}`,
      kind,
      channel,
      user,
      at: world.clock.now(),
      isEphemeral: message?.onlyFor !== undefined,
      messages: [],
      ...(message === undefined ? {} : { original: message.id }),
    }
    byToken.set(interaction.token, interaction)
    return interaction
  }

  const post = (interaction: Interaction, body: Json): FakeMessage => {
    const draft = draftOf(body)
    const isEphemeral = interaction.isEphemeral || ((draft.flags ?? 0) & EPHEMERAL) !== 0
    const message = world.addMessage(interaction.channel, world.bot, {
      ...draft,
      flags: (draft.flags ?? 0) | (isEphemeral ? EPHEMERAL : 0),
      ...(isEphemeral ? { onlyFor: interaction.user } : {}),
    })
    interaction.messages.push(message.id)
    world.changed()
    return message
  }

  const callback = ({ params: [id = '', token = ''], body }: Request): Reply => {
    const interaction = byToken.get(token)
    const type = Number(body['type'])
    const data = (body['data'] ?? {}) as Json
    if (interaction?.id !== id) return refuse(404, 10062, 'Unknown interaction')
    if (interaction.answered !== undefined) return refuse(400, 40060, 'Interaction has already been acknowledged.')
    if (world.clock.now() - interaction.at > FIRST_ANSWER) return refuse(404, 10062, 'Unknown interaction')
    if (!MAY_ANSWER[interaction.kind]?.includes(type)) return refuse(400, 50035, 'Invalid Form Body')
    interaction.answered = type
    switch (type) {
      case CALLBACK.message:
      case CALLBACK.deferredMessage:
        delete interaction.original
        interaction.isEphemeral = (Number(data['flags'] ?? 0) & EPHEMERAL) !== 0
        if (type === CALLBACK.message) interaction.original = post(interaction, data).id
        break
      case CALLBACK.update:
      case CALLBACK.deferredUpdate:
        interaction.messages.push(interaction.original ?? '')
        break
      case CALLBACK.choices:
        interaction.choices = data['choices'] as { name: string; value: string }[]
        break
      default:
        break
    }
    world.changed()
    return { status: 204 }
  }

  const alive =
    (handle: (interaction: Interaction, request: Request) => Reply) =>
    (request: Request): Reply => {
      const interaction = byToken.get(request.params[0] ?? '')
      if (interaction?.answered === undefined) return refuse(404, 10015, 'Unknown Webhook')
      if (world.clock.now() - interaction.at > TOKEN_LIFE) return refuse(401, 50027, 'Invalid Webhook Token')
      return handle(interaction, request)
    }

  const find = ({ original }: Interaction, id: string): FakeMessage | undefined =>
    world.messages.get(id === '@original' ? (original ?? '') : id)

  const edit = alive((interaction, { params: [, id = ''], body }) => {
    let message = find(interaction, id)
    if (message === undefined) {
      const isDeferred = id === '@original' && interaction.answered === CALLBACK.deferredMessage && interaction.original === undefined
      if (!isDeferred) return refuse(404, 10008, 'Unknown Message')
      message = post(interaction, body)
      interaction.original = message.id
    } else world.editMessage(message, draftOf(body))
    return { status: 200, body: apiMessage(world, message) }
  })

  const remove = alive((interaction, { params: [, id = ''] }) => {
    const message = find(interaction, id)
    if (message !== undefined) world.messages.delete(message.id)
    else if (id !== '@original') return refuse(404, 10008, 'Unknown Message')
    if (id === '@original') interaction.original = 'deleted'
    world.changed()
    return { status: 204 }
  })

  const routes: Route[] = [
    ['POST', /^\/interactions\/(\d+)\/([\w-]+)\/callback$/, callback],
    [
      'POST',
      /^\/webhooks\/\d+\/([\w-]+)$/,
      alive((interaction, { body }) => ({ status: 200, body: apiMessage(world, post(interaction, body)) })),
    ],
    ['PATCH', /^\/webhooks\/\d+\/([\w-]+)\/messages\/(@original|\d+)$/, edit],
    ['DELETE', /^\/webhooks\/\d+\/([\w-]+)\/messages\/(@original|\d+)$/, remove],
  ]
  return { begin, routes }
}

export type Interactions = ReturnType<typeof createInteractions>
