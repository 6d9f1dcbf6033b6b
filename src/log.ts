/** The log: one line for each record, on stderr, with secrets masked. */
import { pino, stdSerializers } from 'pino'

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof LEVELS)[number]

/** Values for JSON. An Error is written with its message and cause; with its stack at level error, or where the log's level is debug. */
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

/** The fewest characters of a secret that is masked; masking shorter ones would mask ordinary words. */
const SHORTEST_SECRET = 4
const MASK = '***'

/** Makes a function that masks secrets in a text, also as JSON or a URL writes them, and parts of them that are secret by themselves. */
export const createMask = (secrets: readonly string[]): ((text: string) => string) => {
  const written = secrets.flatMap(partsOf).flatMap((part) => {
    const encoded = encodeURIComponent(part.toWellFormed())
    return [part, JSON.stringify(part).slice(1, -1), encoded, encoded.replace(/%../g, (hex) => hex.toLowerCase())]
  })
  const longestFirst = [...new Set(written)].filter((form) => form.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((masked, form) => masked.replaceAll(form, MASK), text)
}

/** A secret with its parts that are secret by themselves: the second half of a bot token, the password in a URL. */
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

/** Logs an outage once, when it begins and when it is over. */
export const createOutage = (log: Log, words: { begun: string; over: string }) => {
  let isOn = false
  return {
    begin(fields?: LogFields): void {
      if (!isOn) log.warn(words.begun, fields)
      isOn = true
    },
    end(): void {
      if (isOn) log.info(words.over)
      isOn = false
    },
  }
}

export type Outage = ReturnType<typeof createOutage>

const toStderr = (line: string): void => {
  process.stderr.write(line)
}

/** A record without stacks, unless it is an error: a warning is about something expected, so its stack tells nothing. */
const withoutStacks = (line: string): string =>
  line.startsWith('{"level":"error"') || !line.includes('"stack":')
    ? line
    : JSON.stringify(JSON.parse(line, (key, value: unknown) => (key === 'stack' ? undefined : value)))

/** The fields with errors as objects, because JSON leaves their properties out. */
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

/** A record for people: `12:34:56 warn  message key=value`. */
const readable = (line: string): string => {
  const { time, level, msg, ...fields } = JSON.parse(line) as Record<string, unknown>
  const values = Object.entries(fields).map(
    ([key, value]) => `${key}=${isError(value) ? chain(value) : typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return [String(time).slice(11, 19), String(level).padEnd(5), String(msg), ...values].join(' ')
}

/** The message of an error and of its causes. */
const chain = ({ type, message, cause }: WrittenError): string =>
  [...(type === undefined || type === 'Error' ? [] : [`${type}: `]), message, ...(cause === undefined ? [] : [' ← ', chain(cause)])].join(
    '',
  )

/** Escapes control characters, so that foreign text cannot begin another record or control the terminal. */
const oneLine = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
