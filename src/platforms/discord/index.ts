/** Discord: slash commands, buttons, direct messages and mentions arrive through the gateway; messages are sent through REST. */
import { once } from 'node:events'
import {
  type APIApplication,
  type APIChannel,
  type APIUser,
  type Channel,
  ChannelType,
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayGuildDeleteDispatchData,
  type Interaction,
  Routes,
} from 'discord.js'
import { type Command, commandOf } from '../../bot/command.ts'
import { type Clock, within } from '../../clock.ts'
import { Gone, OperatorError, isUnconnected } from '../../errors.ts'
import { type Outage, createOutage } from '../../log.ts'
import type { Pace } from '../pace/pace.ts'
import { createPace } from '../pace/scheduler.ts'
import type { SharedPaces } from '../pace/shared.ts'
import type { Dispatch, MessageRef, Payload, Platform, Target } from '../platform.ts'
import { createMessage, editMessage, publishMessage } from './requests.ts'
import { botIdOf, createClient, type ClientOptions } from './client.ts'
import { createDialling, type Dialling } from './dialling.ts'
import { brief, connectError, translate } from './errors.ts'
import { onAutocomplete, onButton, onCommand } from './interactions.ts'
import { findMessage } from './history.ts'
import { limits } from './limits.ts'
import { slashCommands } from './menu.ts'
import { onMessage } from './messages.ts'
import { renderDiscord } from './render.ts'
import { type Buckets, createRest, createTransport, type Rest } from './rest.ts'
import { NAME, type Wire } from './wire.ts'

export interface DiscordOptions extends ClientOptions {
  /** Publish commands in this server only. */
  guildId?: string | undefined
  clock: Clock
  /** Counts what all processes of the same bot send. */
  paces?: SharedPaces | undefined
}

/** How many events are remembered, to recognize repeated ones: far more than a resumed session replays. */
const SEEN = 1000

export const createDiscord = (options: DiscordOptions): Platform => new Discord(options)

class Discord implements Platform {
  readonly name = NAME
  readonly dedupeWindow = limits.nonceWindow
  readonly render = renderDiscord
  readonly #options: DiscordOptions
  readonly #client: Client
  readonly #dialling: Dialling
  /** For answers and what else somebody waits for. */
  readonly #rest: Rest
  readonly #pace: Pace
  /** For deliveries. */
  readonly #bulk: Rest
  /** For publishing, which can wait for deliveries. */
  readonly #spare: Rest
  /** By name. */
  #commands: ReadonlyMap<string, Command> = new Map()
  /** Answers under way. */
  readonly #running = new Set<Promise<void>>()
  /** Ids of the last interactions and messages. */
  readonly #seen = new Set<string>()
  readonly #outage: Outage
  /** Aborts when `stop` begins, and with it connecting. */
  readonly #stopping = new AbortController()
  #stopped: Promise<void> | undefined

  constructor(options: DiscordOptions) {
    this.#options = options
    const { token, paces, clock, log } = options
    this.#outage = createOutage(log, { begun: 'Discord cannot be reached; what is to be sent waits', over: 'Discord answers again' })
    const shared = paces?.of(`${NAME} ${botIdOf(token)}`)
    const pace = createPace({ name: NAME, limit: limits.all, patience: limits.patience, clock, log, shared })
    const buckets: Buckets = new Map()
    this.#pace = pace
    this.#dialling = createDialling({ clock, log })
    const makeRequest = createTransport(pace, { buckets, stopping: this.#stopping.signal })
    this.#client = createClient(options, { makeRequest, dialling: this.#dialling })
    const { rest } = this.#client
    this.#rest = createRest(rest, { pace, buckets, rank: 'interactive', clock })
    this.#bulk = createRest(rest, { pace, buckets, rank: 'bulk', clock })
    this.#spare = createRest(rest, { pace, buckets, rank: 'spare', clock })
  }

  async post(target: Target, payload: Payload, part: string): Promise<MessageRef> {
    const message = await this.#request(() => createMessage(this.#bulk, target.chat, payload, { part }))
    return { target, message }
  }

  async find(target: Target, part: string, since: number): Promise<MessageRef | 'absent' | 'unknown'> {
    const rest = this.#rest
    const found = await this.#request(async () => {
      const { id: me } = (await rest.get(Routes.user())) as APIUser
      return findMessage(rest, target.chat, part, { since, me })
    })
    return typeof found === 'string' ? found : { target, message: found.id }
  }

  async privateChat(user: string): Promise<Target> {
    const { id } = await this.#request(
      async () => (await this.#rest.post(Routes.userChannels(), { body: { recipient_id: user } })) as APIChannel,
    )
    return { platform: NAME, chat: id }
  }

  async edit({ target, message }: MessageRef, payload: Payload): Promise<void> {
    await this.#request(() => editMessage(this.#bulk, target.chat, message, payload))
  }

  publish({ target, message }: MessageRef): Promise<boolean> {
    return this.#request(() => publishMessage(this.#spare, target.chat, message))
  }

  async menu(commands: readonly Command[]): Promise<void> {
    this.#commands = new Map(commands.map((command) => [command.name, command]))
    const { guildId } = this.#options
    const rest = this.#rest
    try {
      await this.#request(async () => {
        const { id } = (await rest.get(Routes.currentApplication())) as APIApplication
        if (guildId === undefined) await rest.put(Routes.applicationCommands(id), { body: slashCommands(commands, 'everywhere') })
        else {
          await rest.put(Routes.applicationGuildCommands(id, guildId), { body: slashCommands(commands, 'server') })
          // Commands that were published everywhere before would show twice.
          await rest.put(Routes.applicationCommands(id), { body: [] })
        }
      })
    } catch (error) {
      if (!(error instanceof Gone)) throw error
      const mend = `DISCORD_GUILD_ID names the server ${guildId}, but the bot is not in it. Invite the bot there with the scopes "bot" and "applications.commands", or leave the setting out.`
      throw new OperatorError(mend, { cause: error })
    }
  }

  async start(on: Dispatch): Promise<void> {
    const client = this.#client
    const { clock, log, token } = this.#options
    const wire: Wire = { rest: this.#rest, on, clock, log }
    client.on(Events.InteractionCreate, (interaction) => this.#once(interaction.id, () => this.#interaction(wire, interaction)))
    client.on(Events.MessageCreate, (message) => this.#once(message.id, () => onMessage(wire, message, message.client.user.id)))
    client.on(Events.ShardReady, () => this.#handle(() => follow(on, client.channels.cache.values())))
    client.on(Events.ChannelUpdate, (_, channel) => this.#handle(() => follow(on, [channel])))
    client.on(Events.ChannelDelete, ({ id }) => this.#handle(() => lose(on, [id], 'the channel was deleted')))
    client.on(Events.ThreadDelete, ({ id }) => this.#handle(() => lose(on, [id], 'the thread was deleted')))
    // By its own event guildDelete discord.js has already forgotten the server's channels.
    client.ws.on(GatewayDispatchEvents.GuildDelete, ({ id, unavailable }: GatewayGuildDeleteDispatchData) => {
      const channels = client.guilds.cache.get(id)?.channels.cache.map((channel: Channel) => channel.id) ?? []
      if (unavailable !== true) this.#handle(() => lose(on, channels, 'the bot was removed from the server'))
    })
    const { signal } = this.#stopping
    const stopped = once(signal, 'abort').then(() => signal.throwIfAborted())
    try {
      signal.throwIfAborted()
      await Promise.race([client.login(token), stopped])
    } catch (error) {
      throw connectError(error)
    }
  }

  stop(): Promise<void> {
    this.#stopping.abort(new Error('Discord was stopped'))
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  async #stop(): Promise<void> {
    await within(limits.grace, Promise.allSettled(this.#running))
    this.#pace.stop()
    await this.#dialling.end(this.#client)
  }

  /** Runs work once for an event: after a resumed session Discord repeats events. */
  #once(id: string, work: () => Promise<void>): void {
    if (this.#seen.has(id)) return
    this.#seen.add(id)
    for (const oldest of this.#seen) {
      if (this.#seen.size <= SEEN) break
      this.#seen.delete(oldest)
    }
    this.#handle(work)
  }

  async #request<T>(send: () => Promise<T>): Promise<T> {
    try {
      const answer = await send()
      this.#outage.end()
      return answer
    } catch (error) {
      if (isUnconnected(error)) this.#outage.begin(brief(error))
      throw translate(error)
    }
  }

  /** Runs the handler of an event. An error thrown out of it would end the process, so it is logged. */
  #handle(work: () => Promise<void>): void {
    if (this.#stopped !== undefined) return
    const job = work()
      .catch((error: unknown) => this.#options.log.error('an event of Discord could not be handled', brief(error)))
      .finally(() => this.#running.delete(job))
    this.#running.add(job)
  }

  async #interaction(wire: Wire, interaction: Interaction): Promise<void> {
    if (interaction.isChatInputCommand()) await onCommand(wire, interaction, this.#commands.get(interaction.commandName)?.discreet === true)
    else if (interaction.isAutocomplete()) await onAutocomplete(wire, interaction)
    else if (interaction.isButton()) await onButton(wire, interaction, this.#commands.get(commandOf(interaction.customId))?.aside === true)
  }
}

const follow = async (on: Dispatch, channels: Iterable<Channel>): Promise<void> => {
  for (const { id, type } of channels) if (type === ChannelType.GuildAnnouncement) await on.followable({ platform: NAME, chat: id })
}

const lose = async (on: Dispatch, channels: readonly string[], why: string): Promise<void> => {
  for (const chat of channels) await on.gone({ platform: NAME, chat }, why)
}
