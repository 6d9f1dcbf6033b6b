/** Reads a command's option values from what was typed or chosen. */
import { UserError } from '../errors.ts'
import { t } from '../locales/index.ts'
import { type ChoiceOption, type Command, type Option, usage } from './command.ts'

/** The longest value, in characters: longer than any question, and short enough to search for and to send to a model. */
const LONGEST = 1000

/** The values of a slash command or a button, checked. @throws UserError for a wrong value, or a required one that is missing */
export const fromOptions = (command: Command, given: Readonly<Record<string, string>>, locale: string): Record<string, string> => {
  const values: Record<string, string> = {}
  for (const [name, option] of Object.entries(command.options)) {
    const value = given[name]?.trim()
    if (value === undefined || value === '') continue
    if (value.length > LONGEST) throw new UserError('error.tooLong', { count: LONGEST })
    values[name] = option.kind === 'choice' ? chosen(name, option, value, locale) : value
  }
  for (const [name, option] of Object.entries(command.options)) {
    if (option.required !== true || values[name] !== undefined) continue
    const [key] = command.examples ?? []
    const example = key === undefined ? `/${command.name} ${usage(command)}` : t(locale, key)
    throw new UserError('error.missing', { option: t(locale, option.description), example })
  }
  return values
}

/**
 * The values of a line such as `reddit 2025-01-20` or `8 am zone=Europe/Berlin`: `name=value` names an option, a word that is one of a choice's
 * values goes there, the others fill the text options in their order, and an option takes further words that mean something together with those
 * that it has; what is left joins the option of several words. @throws UserError
 */
export const fromLine = (command: Command, line: string, locale: string): Record<string, string> => {
  const options = Object.entries(command.options).filter(([, option]) => option.hidden !== true)
  const rest = options.find(([, option]) => option.kind === 'text' && option.rest === true)
  const words = line
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  const { given, free } = named(words, options, rest !== undefined, locale)
  if (rest !== undefined) return fromOptions(command, { ...given, ...(free.length === 0 ? {} : { [rest[0]]: free.join(' ') }) }, locale)
  const joined = options.find(([, option]) => option.kind === 'text' && option.words === true)
  const inOrder = [...options.filter(([, { kind }]) => kind === 'choice'), ...options.filter(([, { kind }]) => kind === 'text')]
  const taken = new Set<string>()
  for (const word of free) {
    const taker =
      inOrder.find(([name, option]) => taken.has(name) && isFor(option, `${given[name]} ${word}`, locale)) ??
      inOrder.find(([name, option]) => given[name] === undefined && (isFor(option, word, locale) || isOpenTo(option)))
    if (taker !== undefined) {
      const [name] = taker
      given[name] = taken.has(name) ? `${given[name]} ${word}` : word
      taken.add(name)
    } else if (joined !== undefined) given[joined[0]] = `${given[joined[0]] ?? ''} ${word}`
    else
      throw (
        refusal(word, given, inOrder, locale) ??
        new UserError('error.tooMuch', { value: word, command: command.name, usage: `/${command.name} ${usage(command)}`.trim() })
      )
  }
  return fromOptions(command, given, locale)
}

type Named = [name: string, option: Option]

/**
 * Takes out the named values: `name=value`, and the words after the name of an option that `opens`. `isQuestion`: only those before the first word of
 * the question, which is left as it is.
 */
const named = (
  words: readonly string[],
  options: readonly Named[],
  isQuestion: boolean,
  locale: string,
): { given: Record<string, string>; free: string[] } => {
  const given: Record<string, string> = {}
  const free: string[] = []
  let open: string | undefined
  for (const [at, word] of words.entries()) {
    const [, name = '', value] = /^(\w+)(?:[=:](.*))?$/s.exec(word) ?? []
    const option = isQuestion && free.length > 0 ? undefined : options.find(([each]) => each === name.toLowerCase())?.[1]
    if (option?.kind === 'text' && option.opens === true) {
      open = name.toLowerCase()
      given[open] = value ?? ''
    } else if (option !== undefined && value !== undefined && value !== '') {
      open = undefined
      given[name.toLowerCase()] = value
    } else if (open !== undefined && goesOn(given[open] ?? '', word, words[at + 1] ?? '', options, locale)) {
      given[open] = `${given[open] ?? ''} ${word}`
    } else {
      open = undefined
      free.push(word)
    }
  }
  return { given, free }
}

/** Words between the names of a list. */
const JOINS = /^(?:and|or|&|\+)$/i

/** Whether a word continues a list: the first, one after a comma, a version (but not the `8` of `8 pm`), or one that no other option takes. */
const goesOn = (list: string, word: string, next: string, options: readonly Named[], locale: string): boolean => {
  if (list.trim() === '' || /[,，、;；]$/.test(list)) return true
  const isTaken = (words: string): boolean => options.some(([, option]) => isFor(option, words, locale))
  return /^[\d.,]+$/.test(word) ? next === '' || JOINS.test(next) || !isTaken(`${word} ${next}`) : !isTaken(word)
}

const isFor = (option: Option, words: string, locale: string): boolean =>
  option.kind === 'choice' ? match(option, words, locale) !== undefined : option.takes?.test(words) === true

/** Whether an option takes any word. */
const isOpenTo = (option: Option): boolean => option.kind === 'text' && option.takes === undefined && option.opens !== true

const match = (option: ChoiceOption, word: string, locale: string): string | undefined => {
  const folded = word.toLowerCase()
  return (
    option.values.find((value) => [value, t(locale, option.label(value))].some((name) => name.toLowerCase() === folded)) ??
    option.read?.(folded, locale)
  )
}

/** The error of the one option that is left, where that is a choice: only it can have been meant. */
const refusal = (
  word: string,
  given: Readonly<Record<string, string>>,
  options: readonly Named[],
  locale: string,
): UserError | undefined => {
  const [open, ...others] = options.filter(([name]) => given[name] === undefined)
  return open?.[1].kind === 'choice' && others.length === 0 ? open[1].refuse?.(word, locale) : undefined
}

const chosen = (name: string, option: ChoiceOption, word: string, locale: string): string => {
  const value = match(option, word, locale)
  if (value === undefined)
    throw option.refuse?.(word, locale) ?? new UserError('error.choice', { value: word, option: name, values: option.values.join(', ') })
  return value
}

/** Whether an option is completed while somebody types. */
export const suggests = (option: Option | undefined): option is Option & { suggest: string } =>
  option?.kind === 'text' && option.suggest !== undefined
