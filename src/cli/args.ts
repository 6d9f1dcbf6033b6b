/** A subcommand's options, with the errors in plain words. */
import { parseArgs } from 'node:util'
import type { ParseArgsOptionsConfig } from 'node:util'
import { OperatorError } from '../errors.ts'
import { nearest } from '../nearest.ts'

type Read<O extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>>

/** @throws OperatorError for an option that there is not, or one without its value */
export const readArgs = <const O extends ParseArgsOptionsConfig>(args: string[], options: O): Read<O> => {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const given = /Unknown option '(-[^']*)'/.exec(error instanceof Error ? error.message : '')?.[1]
    if (given !== undefined) {
      const known = Object.keys(options).map((name) => `--${name}`)
      const meant = nearest(given, known)
      throw new OperatorError(
        `There is no option ${given}. ${meant === undefined ? `The options are ${known.join(', ') || 'none'}.` : `Did you mean ${meant}?`}`,
      )
    }
    throw new OperatorError((error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' '))
  }
}

/** @throws OperatorError when the value is none of those allowed */
export const oneOf = <const V extends string>(option: string, value: string, allowed: readonly V[]): V => {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw new OperatorError(`${option} must be one of ${allowed.join(', ')}, not "${value}".`)
  return found
}
