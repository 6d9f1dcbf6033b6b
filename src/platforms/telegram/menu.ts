/** Makes Telegram's command menus. */
import type { BotCommand, LanguageCode } from 'grammy/types'
import type { Command } from '../../bot/command.ts'
import { cutLabel } from '../../doc/shorten.ts'
import { languages, t } from '../../locales/index.ts'
import { limits } from './limits.ts'

export interface Menu {
  commands: BotCommand[]
  /** A two-letter code; absent: for everybody whose language has no menu of its own. */
  language_code?: LanguageCode
}

/** A default menu in English, and one for each language that there are strings for. */
export const menus = (commands: readonly Command[]): Menu[] => {
  const shown = commands.filter((command) => command.hidden !== true).slice(0, limits.commands)
  const menu = (locale: string): BotCommand[] =>
    shown.map(({ name, description }) => ({ command: name, description: cutLabel(t(locale, description), limits.commandDescription) }))
  return [{ commands: menu('en') }, ...languages.map((code) => ({ commands: menu(code), language_code: code }))]
}
