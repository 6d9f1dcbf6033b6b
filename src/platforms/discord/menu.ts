/** Makes slash commands of commands, in every language that there are strings for. */
import type { APIApplicationCommandBasicOption, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js'
import type { Command, Option } from '../../bot/command.ts'
import { cutLabel } from '../../doc/brief.ts'
import { languages, type MessageKey, t } from '../../locales/index.ts'
import { limits } from './limits.ts'

/** https://docs.discord.com/developers/interactions/application-commands: kinds of commands and options, contexts, kinds of installs. */
const CHAT_INPUT = 1
const STRING = 3
const CONTEXT = { server: 0, botMessage: 1, otherMessage: 2 } as const
const INSTALL = { server: 0, user: 1 } as const
/** The permission to see a command that manages subscriptions, unless a server's admins change it. https://docs.discord.com/developers/topics/permissions */
const MANAGE_CHANNELS = String(1 << 4)

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
  type: CHAT_INPUT,
  name: command.name,
  ...described(command.description),
  options: optionsOf(command),
  default_member_permissions: command.manages === true ? MANAGE_CHANNELS : null,
  ...(scope === 'everywhere' ? reach(command) : {}),
})

/** A command that manages subscriptions needs the bot in the server; a person may install the others for themselves, and use them anywhere. */
const reach = ({ manages }: Command): Pick<Json, 'contexts' | 'integration_types'> =>
  manages === true
    ? { integration_types: [INSTALL.server], contexts: [CONTEXT.server, CONTEXT.botMessage] }
    : { integration_types: [INSTALL.server, INSTALL.user], contexts: [CONTEXT.server, CONTEXT.botMessage, CONTEXT.otherMessage] }

/** Discord wants required options first. */
const optionsOf = ({ options }: Command): APIApplicationCommandBasicOption[] =>
  Object.entries(options)
    .filter(([, option]) => option.hidden !== true)
    .sort(([, a], [, b]) => Number(b.required ?? false) - Number(a.required ?? false))
    .map(([name, option]) => optionOf(name, option))

const optionOf = (name: string, option: Option): APIApplicationCommandBasicOption => ({
  type: STRING,
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
