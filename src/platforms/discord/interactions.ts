/** Answers slash commands, requests for completions, and buttons. */
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  ChannelType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  InteractionResponseType,
  type APIMessage,
  MessageFlags,
  PermissionFlagsBits,
  Routes,
} from 'discord.js'
import { cutLabel } from '../../doc/shorten.ts'
import type { Outlet } from '../pace/growing.ts'
import type { Incoming, Input, Payload } from '../platform.ts'
import { brief, isAnswered, isDead } from './errors.ts'
import { limits } from './limits.ts'
import { showAll } from './reply.ts'
import { NAME, type Wire } from './wire.ts'

type Answerable = ChatInputCommandInteraction | ButtonInteraction

/** Permissions of which any lets a member change a channel's subscriptions. */
export const MANAGING = [PermissionFlagsBits.ManageChannels, PermissionFlagsBits.ManageGuild]
/** Permissions that posting a digest needs. */
const POSTING = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]
const ORIGINAL = '@original'

export const onCommand = (wire: Wire, interaction: ChatInputCommandInteraction, isDiscreet: boolean): Promise<void> => {
  const options = Object.fromEntries(interaction.options.data.map(({ name, value }) => [name, String(value ?? '')]))
  const input: Input = { kind: 'options', command: interaction.commandName, options }
  return answer(wire, interaction, input, isDiscreet ? 'discreet' : 'open')
}

/**
 * A button on a message that only one person sees changes that message, as a step of a dialogue. A message for all is not changed: in a server the
 * presser gets an answer that only they see, in a private chat a new message. `isAside`: no message is changed, and only the presser sees the answer.
 */
export const onButton = (wire: Wire, interaction: ButtonInteraction, isAside: boolean): Promise<void> => {
  const input: Input = { kind: 'action', id: interaction.customId }
  const mode = interaction.message.flags.has(MessageFlags.Ephemeral) ? 'update' : isPrivate(interaction) ? 'open' : 'discreet'
  return answer(wire, interaction, input, isAside ? 'discreet' : mode)
}

export const onAutocomplete = async ({ rest, on, log }: Wire, interaction: AutocompleteInteraction): Promise<void> => {
  const { name: option, value } = interaction.options.getFocused(true)
  const { commandName: command, locale } = interaction
  const found = await on.suggest({ command, option, value, locale, limit: limits.choices })
  const choices = found
    .map(({ label, value }) => ({ name: cutLabel(label.trim(), limits.choice), value }))
    // A value must not be cut: that would be another value.
    .filter(({ name, value }) => name !== '' && value.length <= limits.choice)
    .slice(0, limits.choices)
  try {
    const body = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } }
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false })
  } catch (error) {
    if (!isDead(error)) throw error
    log.debug('suggestions came too late', { command, option })
  }
}

/** `open`: a message for all in the chat; `discreet`: one that only the asker sees; `update`: replaces the message with the button. */
type Mode = 'open' | 'discreet' | 'update'

const answer = async (wire: Wire, interaction: Answerable, input: Input, mode: Mode): Promise<void> => {
  const { on, log } = wire
  const outlet = outletOf(wire, interaction, mode !== 'open')
  try {
    await acknowledge(wire, interaction, mode)
    const isShown = await showAll(on.run(incoming(interaction, input)), outlet, wire, ORIGINAL)
    // Otherwise "… is thinking" would be shown for a quarter of an hour.
    if (!isShown && mode !== 'update') await outlet.remove(ORIGINAL)
  } catch (error) {
    log.warn(isDead(error) ? 'an interaction could not be answered in time' : 'an interaction failed', brief(error))
  }
}

/** Acknowledges an interaction before any work: Discord waits 3 seconds, then it is void. */
const acknowledge = async ({ rest, log }: Wire, { id, token }: Answerable, mode: Mode): Promise<void> => {
  const body =
    mode === 'update'
      ? { type: InteractionResponseType.DeferredMessageUpdate }
      : {
          type: InteractionResponseType.DeferredChannelMessageWithSource,
          data: { flags: mode === 'discreet' ? MessageFlags.Ephemeral : 0 },
        }
  try {
    await rest.post(Routes.interactionCallback(id, token), { body, auth: false })
  } catch (error) {
    if (!isAnswered(error)) throw error
    log.warn('an interaction was acknowledged before', brief(error))
  }
}

const outletOf = ({ rest }: Wire, { applicationId, token }: Answerable, isDiscreet: boolean): Outlet<string, Payload> => ({
  async create(payload) {
    const flags = Number(payload['flags']) | (isDiscreet ? MessageFlags.Ephemeral : 0)
    const message = (await rest.post(Routes.webhook(applicationId, token), { body: { ...payload, flags }, auth: false })) as APIMessage
    return message.id
  },
  async edit(message, payload) {
    await rest.patch(Routes.webhookMessage(applicationId, token, message), { body: payload, auth: false })
    return true
  },
  async remove(message) {
    await rest.delete(Routes.webhookMessage(applicationId, token, message), { auth: false })
  },
})

const isPrivate = ({ context, guildId }: Answerable): boolean =>
  context === null ? guildId === null : context === InteractionContextType.BotDM

const incoming = (interaction: Answerable, input: Input): Incoming => ({
  input,
  target: { platform: NAME, chat: interaction.channelId ?? '' },
  server: interaction.guildId ?? undefined,
  user: { id: interaction.user.id, name: interaction.user.displayName },
  locale: interaction.locale,
  private: isPrivate(interaction),
  followable: interaction.channel?.type === ChannelType.GuildAnnouncement,
  mayPost: async () => isPrivate(interaction) || interaction.appPermissions.has(POSTING),
  mayManage: async () => isPrivate(interaction) || (interaction.memberPermissions?.any(MANAGING) ?? false),
})
