/** The checks of `recap doctor`, without those of the platforms' tokens (`doctor-tokens.ts`). */
import { constants } from 'node:fs'
import { access, mkdir, stat } from 'node:fs/promises'
import packageJson from '../../package.json' with { type: 'json' }
import { createRatings, RATED_DAYS } from '../bot/ratings.ts'
import { dataFile, openStores } from '../core.ts'
import { openArchive } from '../archive/archive.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { OperatorError, RetryLater, codeOf, messageOf } from '../errors.ts'
import { createSource } from '../sources/by-address.ts'
import { counted, timeIn } from './output.ts'

/** The result of a check. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail'
  /** What was checked. */
  what: string
  /** What was found and, for a problem, its remedy. */
  result: string
}

/** Makes findings about one thing. */
export const about = (what: string) => {
  const at =
    (level: Finding['level']) =>
    (result: string): Finding => ({ level, what, result })
  return { ok: at('ok'), warn: at('warn'), fail: at('fail') }
}

/** The timeout of a request, in milliseconds. */
const TIMEOUT = 10_000
const FILL = 'recap start reads the sources into it; recap import takes files'
const OPENAI = 'https://api.openai.com/v1'

/** The message of an error, with its cause, for a finding. */
export const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof OperatorError) return error.problems.join(' ')
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT / 1000} s`
  const { cause } = error
  return cause instanceof Error ? `${error.message} (${codeOf(cause) || cause.message})` : error.message
}

/** A server's response. */
export interface Answered {
  status: number
  /** The parsed body; undefined if it is not JSON. */
  json: unknown
}

/** Sends a GET request. It does not follow redirects, so that a token is sent only to the configured server. */
export const getJson = async (url: string, headers: Record<string, string> = {}): Promise<Answered> => {
  const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) })
  const text = await response.text()
  try {
    return { status: response.status, json: JSON.parse(text) as unknown }
  } catch {
    return { status: response.status, json: undefined }
  }
}

export const runtimeCheck = (): Finding => {
  const { ok, fail } = about('runtime')
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [needMajor = 0, needMinor = 0] = packageJson.engines.node.replace('>=', '').split('.').map(Number)
  const isRecent = major > needMajor || (major === needMajor && minor >= needMinor)
  return isRecent
    ? ok(`recap ${packageJson.version} on Node.js ${process.versions.node}`)
    : fail(`Node.js ${process.versions.node} is too old: install ${needMajor}.${needMinor} or later`)
}

export const folderCheck = async ({ dataDir }: Config): Promise<Finding[]> => {
  const { ok, fail } = about('data folder')
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK | constants.R_OK | constants.X_OK)
    return [ok(dataDir)]
  } catch (error) {
    return [fail(`${reason(error)}. Make it writable, or set RECAP_DATA_DIR to a folder that is`)]
  }
}

export const archiveCheck = async (config: Config, clock: Clock): Promise<Finding[]> => {
  const { ok, warn, fail } = about('archive')
  const path = dataFile(config, 'archive')
  if ((await stat(path).catch(() => undefined)) === undefined) {
    return [warn(`there is none yet. ${FILL}`)]
  }
  try {
    const archive = openArchive(path, { clock })
    try {
      const { issues, items, to } = archive.count()
      return to === undefined
        ? [warn(`it holds no issue yet. ${FILL}`)]
        : [ok(`${counted(issues, 'issue')} with ${counted(items, 'item')}, the newest of ${to}`)]
    } finally {
      archive.close()
    }
  } catch (error) {
    return [fail(reason(error))]
  }
}

export const storeCheck = async (config: Config, clock: Clock): Promise<Finding[]> => {
  const { ok, fail } = about('store')
  try {
    const stores = await openStores(config, { clock })
    try {
      await stores.ping()
      const { up, down } = await createRatings(stores.open('ratings')).totals()
      const rated =
        up + down === 0 ? 'nobody rated an answer' : `answers were called helpful ${counted(up, 'time')}, and ${counted(down, 'time')} not`
      return [ok(`${stores.name} answers`), about('ratings').ok(`in the last ${RATED_DAYS} days ${rated}`)]
    } finally {
      await stores.close()
    }
  } catch (error) {
    return [fail(reason(error))]
  }
}

export const clockCheck = ({ zone }: Config, clock: Clock): Finding[] => {
  const time = timeIn(zone, clock.now())
  return [about('clock').ok(`${time} in ${zone}. If that is not the time, correct the machine's clock or RECAP_ZONE`)]
}

export const sourceChecks = async ({ sources }: Config, clock: Clock): Promise<Finding[]> =>
  Promise.all(
    sources.map(async (address): Promise<Finding> => {
      const source = createSource(address, { clock, userAgent: `Recap/${packageJson.version}`, limits: { ms: TIMEOUT } })
      const { ok, warn, fail } = about(`source ${source.name}`)
      try {
        const { issues } = await source.look({})
        for await (const found of issues) {
          if ('issue' in found) return ok(`holds ${found.issue.date} ${found.issue.title}`)
        }
        return warn('answers, but holds no issue that can be read')
      } catch (error) {
        if (error instanceof RetryLater) return warn(`asks to wait ${Math.ceil(error.ms / 1000)} s`)
        const why = messageOf(error).replace(`${source.name} `, '')
        return fail(`${/[.?!]$/.test(why) ? why : `${why}.`} Check RECAP_SOURCES and the network`)
      }
    }),
  )

export const modelCheck = async ({ openaiApiKey, openaiBaseUrl, openaiModel }: Config): Promise<Finding[]> => {
  const { ok, warn, fail } = about('model')
  if (openaiApiKey === undefined && openaiBaseUrl === undefined) {
    return [ok('none; answers are put together without one. Set OPENAI_API_KEY or OPENAI_BASE_URL to have one')]
  }
  const root = openaiBaseUrl ?? OPENAI
  try {
    const { status, json } = await getJson(`${root}/models`, openaiApiKey === undefined ? {} : { authorization: `Bearer ${openaiApiKey}` })
    if (status === 401 || status === 403) return [fail(`${root} refuses the key (${status}). Correct OPENAI_API_KEY`)]
    if (status !== 200) return [warn(`${root}/models answers with status ${status}. If answers fail, check OPENAI_BASE_URL`)]
    const models = (json as { data?: { id?: string }[] } | undefined)?.data
    if (Array.isArray(models) && !models.some(({ id }) => id === openaiModel)) {
      return [warn(`${root} lists no model ${openaiModel}. Set OPENAI_MODEL to one that it has`)]
    }
    return [ok(`${openaiModel} at ${root}`)]
  } catch (error) {
    return [fail(`${root} cannot be reached: ${reason(error)}. Start it, or correct OPENAI_BASE_URL`)]
  }
}
