/** Writes one line a record to stderr, with secrets masked. */
import { pino, stdSerializers } from 'pino'

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof LEVELS)[number]

/** `fields` are JSON; an Error is written with its message and cause, and with its stack in a record of level error, or where debug is written. */
export type LogFields = Readonly<Record<string, unknown>>
export type Log = Readonly<Record<Level, (message: string, fields?: LogFields) => void>>

export interface LogOptions {
  /** The least severe record to write. */
  level: Level
  /** `auto`: pretty on a terminal. */
  format: 'auto' | 'json' | 'pretty'
  secrets: readonly string[]
  /** Takes one line with its line end. Default: writes to stderr. */
  write?: (line: string) => void
}

/** Characters; masking shorter secrets would mask ordinary words. */
const SHORTEST_SECRET = 4
const MASK = '***'

/** Masks every secret in a text: as it is, as JSON or a URL writes it, and the parts of it that are secrets by themselves. */
export const createMask = (secrets: readonly string[]): ((text: string) => string) => {
  const written = secrets.flatMap(partsOf).flatMap((part) => {
    const encoded = encodeURIComponent(part.toWellFormed())
    return [part, JSON.stringify(part).slice(1, -1), encoded, encoded.replace(/%../g, (hex) => hex.toLowerCase())]
  })
  const longestFirst = [...new Set(written)].filter((form) => form.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((masked, form) => masked.replaceAll(form, MASK), text)
}

/** A secret, and its parts that are secrets by themselves: the second half of a bot token, the password in a URL. */
const partsOf = (secret: string): string[] => {
  if (secret.includes('://') && URL.canParse(secret)) {
    const { password } = new URL(secret)
    return [secret, password, decode(password)]
  }
  const colon = secret.indexOf(':')
  return colon === -1 ? [secret] : [secret, secret.slice(colon + 1)]
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const createLog = ({ level, format, secrets, write = toStderr }: LogOptions): Log => {
  const mask = createMask(secrets)
  const pretty = format === 'pretty' || (format === 'auto' && process.stderr.isTTY)
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write(line: string) {
        const record = level === 'debug' ? line : withoutStacks(line)
        write(`${oneLine(mask(pretty ? readable(record) : record.trimEnd()))}\n`)
      },
    },
  )
  const at =
    (severity: Level) =>
    (message: string, fields: LogFields = {}): void => {
      logger[severity](plain(fields), '%s', message)
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

const toStderr = (line: string): void => {
  process.stderr.write(line)
}

/** What a warning tells is expected, and every stack in it the same. */
const withoutStacks = (line: string): string =>
  line.startsWith('{"level":"error"') || !line.includes('"stack":')
    ? line
    : JSON.stringify(JSON.parse(line, (key, value: unknown) => (key === 'stack' ? undefined : value)))

/** Errors carry what they know in properties that JSON leaves out. */
const plain = (fields: LogFields): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? stdSerializers.errWithCause(value) : value]),
  )

interface WrittenError {
  type?: string
  message: string
  cause?: WrittenError
}

const isError = (value: unknown): value is WrittenError =>
  typeof value === 'object' && value !== null && 'type' in value && 'message' in value

/** `12:34:56 warn  message  key=value`. */
const readable = (line: string): string => {
  const { time, level, msg, ...fields } = JSON.parse(line) as Record<string, unknown>
  const values = Object.entries(fields).map(
    ([key, value]) => `${key}=${isError(value) ? chain(value) : typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return [String(time).slice(11, 19), String(level).padEnd(5), String(msg), ...values].join(' ')
}

const chain = ({ type, message, cause }: WrittenError): string =>
  [...(type === undefined || type === 'Error' ? [] : [`${type}: `]), message, ...(cause === undefined ? [] : [' ← ', chain(cause)])].join(
    '',
  )

/** Foreign text in a record must not begin another record, or steer the terminal. */
const oneLine = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
