/** What people do in the client: type commands, press buttons, write messages; and what they then see. */
import type { Published } from './channels.ts'
import type { Gateway } from './gateway.ts'
import { type Interaction, type Interactions, KIND } from './interactions.ts'
import { flatten } from './read.ts'
import { apiMessage, type FakeMessage, type FakeUser, type Json, type World } from './world.ts'

/** Who does it, and where. All have defaults: a person without special rights, in the first channel. */
export interface From {
  user?: FakeUser
  /** A channel of a server. Default: the first. */
  channel?: string
  /** In the private chat with the bot instead. */
  dm?: boolean
  locale?: string
  /** May manage channels. */
  manager?: boolean
  /** The bot may read there, and not write. */
  muted?: boolean
  /** The message that this one replies to, with a ping to its author or without. */
  replyTo?: FakeMessage
  ping?: false
  /** Do not wait for an answer to be visible. */
  wait?: false
}

/** An answer as it comes in. */
export interface Talk {
  interaction?: Interaction
  /** What of the answer is visible now, in order. */
  readonly messages: FakeMessage[]
  /** All of it as text. */
  readonly text: string
  until(holds: (text: string) => boolean): Promise<void>
}

/** https://docs.discord.com/developers/topics/permissions */
const PERMISSIONS = { view: 1 << 10, everybody: (1 << 10) | (1 << 11), manageChannels: 1 << 4 }
const STRING = 3

export interface PeopleParts {
  world: World
  gateway: Gateway
  interactions: Interactions
  published: Published
  home: { guild: string; channel: string }
}

export const createPeople = ({ world, gateway, interactions, published, home }: PeopleParts) => {
  const somebody: FakeUser = { id: world.nextId(), username: 'ada' }

  const privateChannel = (user: FakeUser): string => {
    const id = `1${user.id.slice(1)}`
    if (!world.channels.has(id)) world.channels.set(id, { id, type: 1, name: user.username })
    return id
  }
  const place = ({ user = somebody, channel = home.channel, dm = false }: From): string => (dm ? privateChannel(user) : channel)

  const member = ({ user = somebody, manager = false }: From): Json => ({
    user: { discriminator: '0', avatar: null, global_name: null, ...user },
    roles: [],
    joined_at: '2026-01-01T00:00:00Z',
    deaf: false,
    mute: false,
    flags: 0,
    permissions: String(PERMISSIONS.everybody | (manager ? PERMISSIONS.manageChannels : 0)),
  })

  const talkOf = (messages: () => FakeMessage[], interaction?: Interaction): Talk => ({
    ...(interaction === undefined ? {} : { interaction }),
    get messages() {
      return messages()
    },
    get text() {
      return messages()
        .map(({ text }) => text)
        .join('\n')
    },
    until(holds) {
      return world.until(
        () => holds(this.text),
        () => `visible is ${JSON.stringify(this.text)}`,
      )
    },
  })

  const interact = async (kind: Interaction['kind'], data: Json, from: From, message?: FakeMessage): Promise<Talk> => {
    const channel = place(from)
    const { user = somebody, locale = 'en-US' } = from
    const interaction = interactions.begin(kind, channel, user.id, message)
    const edits = message?.edits
    const { guild, type } = world.channels.get(channel) ?? {}
    gateway.dispatch('INTERACTION_CREATE', {
      id: interaction.id,
      application_id: world.appId,
      token: interaction.token,
      type: kind,
      version: 1,
      data,
      channel: { id: channel, type },
      channel_id: channel,
      locale,
      app_permissions: String(from.muted === true ? PERMISSIONS.view : PERMISSIONS.everybody),
      entitlements: [],
      authorizing_integration_owners: {},
      context: guild === undefined ? 1 : 0,
      attachment_size_limit: 10 * 1024 * 1024,
      ...(guild === undefined ? { user: member(from)['user'] } : { guild_id: guild, guild_locale: 'en-US', member: member(from) }),
      ...(message === undefined ? {} : { message: apiMessage(world, message) }),
    })
    const talk = talkOf(() => interaction.messages.flatMap((id) => world.messages.get(id) ?? []), interaction)
    if (from.wait !== false)
      await world.until(
        () => interaction.choices !== undefined || talk.messages.some((shown) => shown !== message || shown.edits !== edits),
        () => `no answer to interaction ${JSON.stringify(data)}`,
      )
    return talk
  }

  const commandData = (name: string, options: Readonly<Record<string, string>>, focused?: string): Json => {
    const menu = [...published.values()].flat()
    if (menu.length > 0) {
      const known = menu.find((command) => command['name'] === name)
      const names = new Set(((known?.['options'] ?? []) as Json[]).map((option) => option['name']))
      const strange = Object.keys(options).filter((option) => !names.has(option))
      if (known === undefined || strange.length > 0) throw new Error(`/${name} ${strange.join(' ')} is not in the menu`)
    }
    return {
      id: '1',
      type: 1,
      name,
      options: Object.entries(options).map(([option, value]) => ({
        name: option,
        type: STRING,
        value,
        focused: option === focused,
      })),
    }
  }

  const write = async (channel: string, content: string, from: From): Promise<Talk> => {
    const { user = somebody, replyTo, ping } = from
    const { guild, type } = world.channels.get(channel) ?? {}
    const message = world.addMessage(channel, user, { content, ...(replyTo === undefined ? {} : { replyTo: replyTo.id }) })
    const isPing = replyTo?.author === world.bot && ping !== false
    // Without the privileged intent the text comes only with a mention, which a ping is.
    const isHidden = guild !== undefined && !isPing && !content.includes(world.bot.id)
    gateway.dispatch('MESSAGE_CREATE', {
      ...apiMessage(world, message),
      ...(isHidden ? { content: '' } : {}),
      ...(isPing ? { mentions: [world.bot] } : {}),
      ...(replyTo === undefined ? {} : { referenced_message: apiMessage(world, replyTo) }),
      channel_type: type,
      ...(guild === undefined ? {} : { guild_id: guild, member: { ...member(from), user: undefined } }),
    })
    const talk = talkOf(() =>
      [...world.messages.values()].filter(
        ({ id, author, channel: at }) => author === world.bot && at === channel && BigInt(id) > BigInt(message.id),
      ),
    )
    if (from.wait !== false) await talk.until((text) => text !== '')
    return talk
  }

  return {
    slash: (command: string, options: Readonly<Record<string, string>> = {}, from: From = {}): Promise<Talk> =>
      interact(KIND.command, commandData(command, options), from),
    /** Presses the button with that label. */
    press(message: FakeMessage, label: string, from: From = {}): Promise<Talk> {
      const button = flatten(message.components).find((part) => part.label === label && 'custom_id' in part)
      if (button === undefined) throw new Error(`no button "${label}" on ${JSON.stringify(message.text)}`)
      const where = world.channels.get(message.channel)?.type === 1 ? { dm: true } : { channel: message.channel }
      return interact(KIND.button, { custom_id: button['custom_id'], component_type: 2 }, { ...where, ...from }, message)
    },
    /** Types a value into an option: what is suggested. */
    async type(command: string, option: string, value: string, from: From = {}): Promise<{ name: string; value: string }[]> {
      const { interaction } = await interact(KIND.autocomplete, commandData(command, { [option]: value }, option), from)
      return interaction?.choices ?? []
    },
    dm: (text: string, from: From = {}): Promise<Talk> => write(privateChannel(from.user ?? somebody), text, from),
    /** Replies to a message, where it stands. */
    reply: (message: FakeMessage, text: string, from: From = {}): Promise<Talk> =>
      write(message.channel, text, { replyTo: message, ...from }),
    /** Begins a thread with a message; returns its id. */
    thread({ id, channel }: FakeMessage): string {
      const { guild = '' } = world.channels.get(channel) ?? {}
      world.channels.set(id, { id, type: 11, name: 'a thread', guild, parent: channel })
      gateway.dispatch('THREAD_CREATE', {
        id,
        type: 11,
        guild_id: guild,
        parent_id: channel,
        owner_id: somebody.id,
        name: 'a thread',
        newly_created: true,
        message_count: 0,
        member_count: 1,
        rate_limit_per_user: 0,
        thread_metadata: { archived: false, auto_archive_duration: 1440, archive_timestamp: '2026-01-01T00:00:00Z', locked: false },
      })
      return id
    },
    /** Writes in a channel of a server. */
    say: (channel: string, text: string, from: From = {}): Promise<Talk> => write(channel, text, { wait: false, ...from }),
    /** The same, mentioning the bot. */
    mention: (channel: string, text: string, from: From = {}): Promise<Talk> => write(channel, `<@${world.bot.id}> ${text}`, from),
    /** The private channel of somebody with the bot. */
    privateChannel: (user: FakeUser = somebody): string => privateChannel(user),
  }
}
