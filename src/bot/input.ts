/** What was typed or chosen → an option's values. */
import { UserError } from '../errors.ts'
import { t } from '../locales/index.ts'
import { type ChoiceOption, type Command, type Option, usage } from './command.ts'

/** Longer than any question; keeps what we search for and send to a model small. Characters. */
const LONGEST = 1000

/** The values of a slash command or a button: checked, and complete. @throws UserError */
export const fromOptions = (command: Command, given: Readonly<Record<string, string>>, locale: string): Record<string, string> => {
  const values: Record<string, string> = {}
  for (const [name, option] of Object.entries(command.options)) {
    const value = given[name]?.trim()
    if (value === undefined || value === '') continue
    if (value.length > LONGEST) throw new UserError('error.tooLong', { count: LONGEST })
    values[name] = option.kind === 'choice' ? chosen(name, option, value, locale) : value
  }
  for (const [name, option] of Object.entries(command.options)) {
    if (option.required === true && values[name] === undefined)
      throw new UserError('error.missing', { option: t(locale, option.description), example: `/${command.name} ${usage(command)}` })
  }
  return values
}

/**
 * The values of a line such as `reddit 2025-01-20` or `08:00 zone=Europe/Berlin`: `name=value` names an option, a word that is one of a
 * choice's values goes there, the others fill the text options in their order; what is left joins the option of several words. @throws UserError
 */
export const fromLine = (command: Command, line: string, locale: string): Record<string, string> => {
  const options = Object.entries(command.options).filter(([, option]) => option.hidden !== true)
  const rest = options.find(([, option]) => option.kind === 'text' && option.rest === true)
  const words = line
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  const given: Record<string, string> = {}
  const free: string[] = []
  for (const word of words) {
    const [, name = '', value = ''] = /^(\w+)[=:](.+)$/.exec(word) ?? []
    if (Object.hasOwn(command.options, name) && (rest === undefined || free.length === 0)) given[name] = value
    else free.push(word)
  }
  if (rest !== undefined) return fromOptions(command, { ...given, ...(free.length === 0 ? {} : { [rest[0]]: free.join(' ') }) }, locale)
  for (const word of free) {
    const taker =
      options.find(
        ([name, option]) => given[name] === undefined && option.kind === 'choice' && match(option, word, locale) !== undefined,
      ) ?? options.find(([name, option]) => given[name] === undefined && option.kind === 'text' && (option.takes?.test(word) ?? true))
    const joined = options.find(([, option]) => option.kind === 'text' && option.words === true)
    if (taker === undefined && joined !== undefined) {
      given[joined[0]] = `${given[joined[0]] ?? ''} ${word}`
      continue
    }
    if (taker === undefined) throw new UserError('error.tooMuch', { value: word, usage: `/${command.name} ${usage(command)}`.trim() })
    given[taker[0]] = word
  }
  return fromOptions(command, given, locale)
}

const match = (option: ChoiceOption, word: string, locale: string): string | undefined => {
  const folded = word.toLowerCase()
  return option.values.find((value) => [value, t(locale, option.label(value))].some((name) => name.toLowerCase() === folded))
}

const chosen = (name: string, option: ChoiceOption, word: string, locale: string): string => {
  const value = match(option, word, locale)
  if (value === undefined) throw new UserError('error.choice', { value: word, option: name, values: option.values.join(', ') })
  return value
}

/** Whether an option may be completed while typing. */
export const suggests = (option: Option | undefined): option is Option & { suggest: string } =>
  option?.kind === 'text' && option.suggest !== undefined
