/** Reads and checks the configuration. Of defaults, file, `.env`, environment and `NAME_FILE`, each overrides those before it. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { parse } from 'yaml'
import type { z } from 'zod'
import { defaults } from '../config/default.ts'
import { type Setting, type SettingName, settings } from '../config/schema.ts'
import { OperatorError, codeOf, messageOf } from './errors.ts'
import { nearest } from './issue/slips.ts'
import { languages, supported } from './locales/index.ts'

type Value<K extends SettingName> = z.output<(typeof settings)[K]['type']>
type WithDefault = keyof typeof defaults

/** The settings by name. One without a default is absent unless it is set. */
export type Config = { [K in WithDefault]: Value<K> } & { [K in Exclude<SettingName, WithDefault>]?: Value<K> }

/** The environment variable that names the configuration file. */
export const CONFIG_VARIABLE = 'RECAP_CONFIG'
const FILE = 'recap.config.yaml'

const names = Object.keys(settings) as SettingName[]
const setting = (name: SettingName): Setting => settings[name]

/** Where settings come from: the environment, and the folder of the files, which relative paths start from. */
interface Place {
  env: NodeJS.ProcessEnv
  cwd: string
}
const here = (): Place => ({ env: process.env, cwd: process.cwd() })

interface Given {
  value: unknown
  /** Where it was set, for error messages. */
  from: string
}

/** Reads the whole configuration. @throws OperatorError with a line for each mistake */
export const loadConfig = (place: Place = here()): Config => {
  const { given, problems } = gather(place)
  const values: Partial<Record<SettingName, unknown>> = {}
  for (const name of names) {
    const { value, from } = given[name] ?? { value: (defaults as Partial<Record<SettingName, unknown>>)[name], from: 'default' }
    if (value === undefined) continue
    const result = setting(name).type.safeParse(value)
    if (result.success) values[name] = result.data
    else problems.push(mistake(name, from, value, result.error))
  }
  if (values.telegramMode === 'webhook' && values.telegramToken !== undefined && values.telegramWebhookUrl === undefined) {
    problems.push(
      'TELEGRAM_WEBHOOK_URL must be set in webhook mode: the public https address that leads here. Or set TELEGRAM_MODE=polling.',
    )
  }
  if (values.role !== defaults.role && values.role !== undefined && values.redisUrl === undefined) {
    problems.push('RECAP_ROLE needs REDIS_URL, through which the processes share their work. Set it, or RECAP_ROLE=all.')
  }
  if (problems.length > 0) throw new OperatorError(problems)
  const config = values as Config
  return { ...config, dataDir: resolve(place.cwd, config.dataDir) }
}

const secrets = names.filter((name) => setting(name).secret === true)

/** The secret values of a valid configuration, to mask them. */
export const secretsOf = (config: Config): string[] => secrets.flatMap((name) => (config[name] === undefined ? [] : [String(config[name])]))

/** The secret values of a configuration that may be invalid, to mask them in messages about its mistakes. */
export const knownSecrets = (place: Place = here()): string[] => {
  const { given } = gather(place)
  return secrets.flatMap((name) => (given[name] === undefined ? [] : [String(given[name].value)]))
}

/** Warnings about a valid configuration, one line each: unknown variables that look like settings, an unsupported language. */
export const doubts = ({ locale }: Config, place: Place = here()): string[] => {
  const known = [CONFIG_VARIABLE, ...names.flatMap((name) => [setting(name).env, `${setting(name).env}_FILE`])]
  const strange = Object.entries(gather(place).environment).filter(
    ([name]) => /^(?:RECAP|DISCORD|TELEGRAM)_/.test(name) && !known.includes(name),
  )
  const said = strange.map(([name, { from }]) => {
    const meant = nearest(name, known)
    return `${from} is set, and is no setting of recap.${meant === undefined ? '' : ` Did you mean ${meant}?`}`
  })
  const isSpoken = locale.toLowerCase().split('-')[0] === supported(locale)
  return isSpoken
    ? said
    : [...said, `RECAP_LOCALE is ${locale}, which is not spoken here: chats get English. There are ${languages.join(', ')}.`]
}

/** What is set, not checked yet, and what cannot be read. */
const gather = ({ env, cwd }: Place) => {
  const problems: string[] = []
  const environment = readEnvironment(env, cwd, problems)
  const given = { ...readFile(environment, cwd, problems), ...readVariables(environment, cwd, problems) }
  return { environment, given, problems }
}

/** The variables of `.env` and of the environment, which overrides it; without empty values. */
const readEnvironment = (env: NodeJS.ProcessEnv, cwd: string, problems: string[]): Record<string, Given> => {
  const set: Record<string, Given> = {}
  const add = (variables: NodeJS.Dict<string>, where: string): void => {
    for (const [name, value] of Object.entries(variables))
      if (value !== undefined && value.trim() !== '') set[name] = { value, from: `${name}${where}` }
  }
  try {
    add(parseEnv(readFileSync(resolve(cwd, '.env'), 'utf8')), ' in .env')
  } catch (error) {
    if (!isMissing(error)) problems.push(`.env cannot be read: ${reason(error)}`)
  }
  add(env, '')
  return set
}

const readVariables = (environment: Record<string, Given>, cwd: string, problems: string[]): Partial<Record<SettingName, Given>> => {
  const given: Partial<Record<SettingName, Given>> = {}
  for (const name of names) {
    const variable = setting(name).env
    const direct = environment[variable]
    if (direct !== undefined) given[name] = direct
    const file = environment[`${variable}_FILE`]
    if (file === undefined) continue
    const path = String(file.value)
    try {
      const value = readFileSync(resolve(cwd, path), 'utf8').trim()
      if (value === '') problems.push(`${file.from} names ${path}, which is empty: write the value of ${variable} into it.`)
      else given[name] = { value, from: `${path} (named by ${file.from})` }
    } catch (error) {
      problems.push(`${file.from} names ${path}, which cannot be read: ${reason(error)}`)
    }
  }
  return given
}

const readFile = (environment: Record<string, Given>, cwd: string, problems: string[]): Partial<Record<SettingName, Given>> => {
  const named = environment[CONFIG_VARIABLE]
  const file = named === undefined ? FILE : String(named.value)
  const given: Partial<Record<SettingName, Given>> = {}
  try {
    const content: unknown = parse(readFileSync(resolve(cwd, file), 'utf8'))
    if (content === null || content === undefined) return given
    if (typeof content !== 'object' || Array.isArray(content)) {
      problems.push(`${file} must hold settings, one a line, such as "port: 8787".`)
      return given
    }
    for (const [key, value] of Object.entries(content)) {
      const name = names.find((name) => name === key)
      if (name !== undefined) {
        if (value !== null && value !== '') given[name] = { value: value as unknown, from: `${key} in ${file}` }
        continue
      }
      const meant = nearest(key, names) ?? names.find((name) => setting(name).env === key)
      problems.push(
        `${key} in ${file} is no setting${meant === undefined ? `: the settings are ${names.join(', ')}` : `: did you mean ${meant}?`}`,
      )
    }
  } catch (error) {
    if (isMissing(error) && named === undefined) return given
    if (isMissing(error)) problems.push(`${CONFIG_VARIABLE} names ${file}, which does not exist.`)
    else problems.push(`${file} cannot be read: ${reason(error)}`)
  }
  return given
}

/** `RECAP_PORT must be at most 65535, not "99999".` The value of a secret is left out. */
const mistake = (name: SettingName, from: string, value: unknown, error: z.ZodError): string => {
  const { env, secret, help } = setting(name)
  const says = error.issues[0]?.message ?? 'is not valid'
  const must = says.startsWith('must') ? says : `is not valid (${says})`
  const variable = from.includes(env) ? '' : ` (${env})`
  const shown = secret === true ? '' : `, not ${JSON.stringify(value)}`
  return `${from}${variable} ${must}${shown}. It is: ${help}.`
}

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'

/** The first line of an error's message: a YAML error continues with the text around it, which may contain a secret. */
const reason = (error: unknown): string => messageOf(error).split('\n')[0]?.replace(/:$/, '') ?? ''
