/** Reads a subscription from command-line options. */
import type { Config } from '../config.ts'
import { LAYOUTS, QUIET, type SubscriptionChoice } from '../delivery/subscriptions.ts'
import { type Rhythm, WEEKDAYS, WEEKLY } from '../delivery/timing.ts'
import { findZone, nearestZone } from '../delivery/zones.ts'
import { OperatorError } from '../errors.ts'
import { RECAP_KINDS, type RecapKind } from '../issue/issue.ts'
import { languages, supported } from '../locales/index.ts'
import type { Target } from '../platforms/platform.ts'
import { oneOf } from './args.ts'

export const choiceOptions = {
  every: { type: 'string' },
  hour: { type: 'string' },
  until: { type: 'string' },
  zone: { type: 'string' },
  sections: { type: 'string' },
  about: { type: 'string' },
  quiet: { type: 'string' },
  layout: { type: 'string' },
  locale: { type: 'string' },
} as const

export const choiceHelp = `  --every RHYTHM     daily; a day, such as friday, or weekly (Mondays): what the
                     week brought; arrival: as it arrives (default: daily)
  --hour HH:MM       when it is due (default: 08:00)
  --until HH:MM      as it arrives, from --hour until then; what arrives later
                     comes at the next --hour (default: at any hour)
  --zone ZONE        in which time zone; default: RECAP_ZONE
  --sections KINDS   ${RECAP_KINDS.join('+')}, or fewer; default: all
  --about NAMES      only items that mention one of these: 'Llama 3, Anthropic'
  --quiet CHOICE     what quiet days bring, or days without the names:
                     ${QUIET.join(', ')} (default: usual)
  --layout LAYOUT    ${LAYOUTS.join(' or ')} (default: compact)
  --locale CODE      language: ${languages.join(', ')}; default: RECAP_LOCALE`

type Given = { [K in keyof typeof choiceOptions]?: string | undefined }

/** Reads the options of a subscription to `target`. @throws OperatorError for an invalid value */
export const readChoice = (given: Given, target: Target, config: Pick<Config, 'zone' | 'locale'>) => {
  const every = rhythmOf(given)
  return {
    target,
    every,
    hour: timeOption('--hour', given.hour ?? '08:00'),
    ...(given.until === undefined ? {} : { until: timeOption('--until', given.until) }),
    zone: timeZone(given.zone ?? config.zone),
    sections: kinds(given.sections),
    about: names(given.about),
    quiet: oneOf('--quiet', given.quiet ?? 'usual', QUIET),
    layout: oneOf('--layout', given.layout ?? 'compact', LAYOUTS),
    locale: supported(given.locale ?? config.locale),
    createdBy: 'command line',
  } satisfies SubscriptionChoice
}

/** The rhythm. As in chats, `--until` without `--every` implies `arrival`. */
const rhythmOf = ({ every, until }: Given): Rhythm => {
  const word = every ?? (until === undefined ? 'daily' : 'arrival')
  const said = oneOf('--every', word === 'day' ? 'daily' : word, ['daily', 'weekly', ...WEEKDAYS, 'arrival'])
  const found = said === 'daily' ? 'day' : said === 'weekly' ? WEEKLY : said
  if (until !== undefined && found !== 'arrival')
    throw new OperatorError(`--until is for what comes as it arrives: leave out --until, or --every ${word}.`)
  return found
}

/** Checks that an option's value is a time of day, HH:MM, and returns it. @throws OperatorError if it is not */
export const timeOption = (option: string, value: string): string => {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) throw new OperatorError(`${option} must be a time such as 08:00, not "${value}".`)
  return value
}

const timeZone = (value: string): string => {
  const zone = findZone(value)
  if (zone !== undefined) return zone
  const meant = nearestZone(value)
  throw new OperatorError(
    `--zone must be an IANA time zone, such as Europe/Berlin, not "${value}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
  )
}

const kinds = (value: string | undefined): RecapKind[] =>
  value === undefined || value === 'all' ? [] : value.split(/[+,]/).map((kind) => oneOf('--sections', kind, RECAP_KINDS))

const names = (value: string | undefined): string[] => {
  if (value === undefined) return []
  const found = [...new Set(value.split(/[,，、;；]/).map((name) => name.trim()))].filter((name) => /[\p{L}\p{N}]/u.test(name))
  if (found.length === 0) throw new OperatorError(`--about takes names, such as 'Llama 3, Anthropic', not "${value}".`)
  return found
}
