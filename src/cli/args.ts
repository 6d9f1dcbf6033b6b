/** Reads a subcommand's options and checks their values; mistakes are OperatorErrors in plain words. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { OperatorError, messageOf } from '../errors.ts'
import { nearest } from '../issue/slips.ts'

type Read<O extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>>

/** Parses a subcommand's arguments. @throws OperatorError for an unknown option, or one without its value */
export const readArgs = <const O extends ParseArgsOptionsConfig>(args: string[], options: O): Read<O> => {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const message = messageOf(error)
    const [, valueless] = /^Option '(?:-\w, )?(--[\w-]+) <value>' argument missing/.exec(message) ?? []
    if (valueless !== undefined) throw new OperatorError(`${valueless} needs a value.`)
    const [, given] = /Unknown option '(-[^']*)'/.exec(message) ?? []
    if (given !== undefined) {
      const known = Object.keys(options).map((name) => `--${name}`)
      const meant = nearest(given, known)
      throw new OperatorError(
        `There is no option ${given}. ${meant === undefined ? `The options are ${known.join(', ') || 'none'}.` : `Did you mean ${meant}?`}`,
      )
    }
    throw new OperatorError(message.replace(/\s+/g, ' '))
  }
}

/** Whether a value is a day of the calendar, YYYY-MM-DD. */
export const isDay = (value: unknown): boolean =>
  // Compared with the result, because Date.parse turns February 30 into March 1.
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(Date.parse(value) || 0).toISOString().startsWith(value)

/** Checks that an option's value is a day, YYYY-MM-DD, and returns it. @throws OperatorError if it is not */
export const dayOption = (option: string, value: string): string => {
  if (!isDay(value)) throw new OperatorError(`${option} must be a day such as 2024-04-23, not "${value}".`)
  return value
}

/** Reads an option's value as a whole number within the bounds. @throws OperatorError if it is not one */
export const numberOption = (option: string, value: string, min: number, max = Number.MAX_SAFE_INTEGER): number => {
  const number = Number(value)
  if (Number.isInteger(number) && number >= min && number <= max) return number
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`
  throw new OperatorError(`${option} must be a whole number ${range}, not "${value}".`)
}

/** Checks that an option's value is an allowed one, and returns it. @throws OperatorError if it is not */
export const oneOf = <const V extends string>(option: string, value: string, allowed: readonly V[]): V => {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw new OperatorError(`${option} must be one of ${allowed.join(', ')}, not "${value}".`)
  return found
}
