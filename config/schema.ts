/** Every setting once. Configuration, `recap doctor`, the README's table and the redaction of secrets are all made from this. */
import { z } from 'zod'
import { LEVELS } from '../src/log.ts'

export interface Setting {
  /** The environment variable. `NAME_FILE` names a file that holds the value. */
  env: string
  /** Checks and converts the environment's text, or the configuration file's value. */
  type: z.ZodType
  /** Its value appears in no message, log or printed URL. */
  secret?: boolean
  /** One line, for the README and for error messages. */
  help: string
}

const string = z.string({ error: 'must be text: put it in quotes' })
const url = (...protocols: string[]) =>
  string.refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  })
/** Paths are added to it, so it has no slash at its end. */
const root = url('http:', 'https:').transform((value) => value.replace(/\/+$/, ''))
const token = string.trim().regex(/^\S+$/, 'must be one word, without spaces')
const words = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/[\s,]+/).filter((word) => word !== '') : value),
  z.array(z.string()).min(1, 'must name at least one'),
)
const integer = (min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` })
const zone = string.refine(
  (value) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }))
    } catch {
      return false
    }
  },
  { error: 'must be an IANA time zone, such as Europe/Berlin' },
)

export const settings = {
  dataDir: { env: 'RECAP_DATA_DIR', type: string.min(1), help: 'Folder for the archive and the state' },
  sources: { env: 'RECAP_SOURCES', type: words, help: 'Feeds, pages, folders and .tar.gz files to read issues from, best first' },
  pollMinutes: { env: 'RECAP_POLL_MINUTES', type: integer(1, 1440), help: 'How often the sources are read, in minutes' },
  correctDays: {
    env: 'RECAP_CORRECT_DAYS',
    type: integer(0, 30),
    help: 'For how many days a posted digest is edited when the source corrects its issue',
  },
  withdrawnLooks: {
    env: 'RECAP_WITHDRAWN_LOOKS',
    type: integer(2, 1000),
    help: 'How many reads in a row must miss an issue in its source, with its page gone, before it counts as withdrawn',
  },
  unknownParts: {
    env: 'RECAP_UNKNOWN_PARTS',
    type: oneOf(['leave', 'repeat']),
    help: 'A message of which nobody can tell whether it was posted, as the connection broke: leave it and say so, or repeat it',
  },
  locale: {
    env: 'RECAP_LOCALE',
    type: string.regex(/^[a-zA-Z]{2,3}(-\w+)*$/, 'must be a language code, such as en or zh'),
    help: 'Language of chats that have not chosen one',
  },
  zone: { env: 'RECAP_ZONE', type: zone, help: 'Time zone of subscribers who have not chosen one' },
  port: { env: 'RECAP_PORT', type: integer(0, 65535), help: 'Port of the playground on 127.0.0.1; 0: any free one' },
  logLevel: { env: 'RECAP_LOG_LEVEL', type: oneOf(LEVELS), help: `Least severe log records to write: ${LEVELS.join(', ')}` },
  logFormat: {
    env: 'RECAP_LOG_FORMAT',
    type: oneOf(['auto', 'json', 'pretty']),
    help: 'Form of log records: json, pretty, or auto, which is pretty on a terminal',
  },
  discordToken: { env: 'DISCORD_TOKEN', type: token, secret: true, help: "The Discord bot's token" },
  discordGuildId: {
    env: 'DISCORD_GUILD_ID',
    type: string.regex(/^\d{17,20}$/, 'must be a server id: 17 to 20 digits'),
    help: 'Publish slash commands in this server only instead of everywhere',
  },
  discordApiUrl: { env: 'DISCORD_API_URL', type: root, help: "Root of Discord's REST API" },
  telegramToken: { env: 'TELEGRAM_TOKEN', type: token, secret: true, help: "The Telegram bot's token" },
  telegramApiRoot: { env: 'TELEGRAM_API_ROOT', type: root, help: 'Root of the Bot API server' },
  telegramMode: { env: 'TELEGRAM_MODE', type: oneOf(['polling', 'webhook']), help: 'How updates arrive: polling or webhook' },
  telegramWebhookUrl: { env: 'TELEGRAM_WEBHOOK_URL', type: url('https:'), help: 'Public address that Telegram calls in webhook mode' },
  telegramWebhookPort: { env: 'TELEGRAM_WEBHOOK_PORT', type: integer(0, 65535), help: 'Port on which the webhook listens' },
  openaiApiKey: {
    env: 'OPENAI_API_KEY',
    type: token,
    secret: true,
    help: 'Key of the model server; without it and OPENAI_BASE_URL, answers are put together without a model',
  },
  openaiBaseUrl: { env: 'OPENAI_BASE_URL', type: root, help: 'Address of any OpenAI-compatible server' },
  openaiModel: { env: 'OPENAI_MODEL', type: string.min(1), help: 'The model that writes answers' },
  tokensPerUser: {
    env: 'RECAP_TOKENS_PER_USER',
    type: integer(0, 1e9),
    help: 'Model tokens that one person may use a day; 0: no limit',
  },
  tokensPerChat: {
    env: 'RECAP_TOKENS_PER_CHAT',
    type: integer(0, 1e9),
    help: 'Model tokens that one server, or a chat outside any, may use a day; 0: no limit',
  },
  tokensPerDay: { env: 'RECAP_TOKENS_PER_DAY', type: integer(0, 1e9), help: 'Model tokens that all together may use a day; 0: no limit' },
  redisUrl: {
    env: 'REDIS_URL',
    type: url('redis:', 'rediss:'),
    secret: true,
    help: 'Redis that holds state and queues for several processes',
  },
  role: {
    env: 'RECAP_ROLE',
    type: oneOf(['all', 'gateway', 'worker']),
    help: 'Part of this process where Redis is shared: gateway listens and schedules, worker delivers, all does both',
  },
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settings
