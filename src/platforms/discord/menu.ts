/** Makes slash commands of commands, in every language that there are strings for. */
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType as Install,
  InteractionContextType as Where,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js'
import type { Command, Option } from '../../bot/command.ts'
import { cutLabel } from '../../doc/shorten.ts'
import { languages, type MessageKey, t } from '../../locales/index.ts'
import { limits } from './limits.ts'

/** The permission to see a command that manages subscriptions, unless a server's admins change it. */
const MANAGE_CHANNELS = String(PermissionFlagsBits.ManageChannels)

/** Discord's codes of languages, where they differ from the tag. https://docs.discord.com/developers/reference#locales */
const DISCORD_LOCALES: Readonly<Record<string, readonly string[]>> = {
  es: ['es-ES', 'es-419'],
  pt: ['pt-BR'],
  sv: ['sv-SE'],
  zh: ['zh-CN', 'zh-TW'],
}

type Scope = 'everywhere' | 'server'
type Json = RESTPostAPIChatInputApplicationCommandsJSONBody

/** @param scope `server`: published in one server, where installs and contexts have no meaning */
export const slashCommands = (commands: readonly Command[], scope: Scope): Json[] =>
  commands.filter(({ hidden }) => hidden !== true).map((command) => slashCommand(command, scope))

const slashCommand = (command: Command, scope: Scope): Json => ({
  type: ApplicationCommandType.ChatInput,
  name: command.name,
  ...described(command.description),
  options: optionsOf(command),
  default_member_permissions: command.manages === true ? MANAGE_CHANNELS : null,
  ...(scope === 'everywhere' ? reach(command) : {}),
})

/** A command that manages subscriptions needs the bot in the server; a person may install the others for themselves, and use them anywhere. */
const reach = ({ manages }: Command): Pick<Json, 'contexts' | 'integration_types'> =>
  manages === true
    ? { integration_types: [Install.GuildInstall], contexts: [Where.Guild, Where.BotDM] }
    : { integration_types: [Install.GuildInstall, Install.UserInstall], contexts: [Where.Guild, Where.BotDM, Where.PrivateChannel] }

/** Discord wants required options first. */
const optionsOf = ({ options }: Command): APIApplicationCommandBasicOption[] =>
  Object.entries(options)
    .filter(([, option]) => option.hidden !== true)
    .sort(([, a], [, b]) => Number(b.required ?? false) - Number(a.required ?? false))
    .map(([name, option]) => optionOf(name, option))

const optionOf = (name: string, option: Option): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.String,
  name,
  ...described(option.description),
  required: option.required ?? false,
  ...values(option),
})

const values = (option: Option) => {
  switch (option.kind) {
    case 'text':
      return option.suggest === undefined ? {} : { autocomplete: true as const }
    case 'choice':
      return { choices: option.values.map((value) => named(value, option.label(value))) }
    default:
      return option satisfies never
  }
}

const described = (key: MessageKey) => {
  const { text, localized } = inAllLanguages(key, limits.description)
  return { description: text, description_localizations: localized }
}

const named = (value: string, key: MessageKey) => {
  const { text, localized } = inAllLanguages(key, limits.choice)
  return { value, name: text, name_localizations: localized }
}

const inAllLanguages = (key: MessageKey, limit: number): { text: string; localized: Record<string, string> } => {
  const text = cutLabel(t('en', key), limit)
  const localized: Record<string, string> = {}
  for (const language of languages) {
    const translated = cutLabel(t(language, key), limit)
    if (translated !== text) for (const locale of DISCORD_LOCALES[language] ?? [language]) localized[locale] = translated
  }
  return { text, localized }
}
