/** What Discord refuses → the errors that the house tells apart. */
import { DiscordAPIError, HTTPError } from 'discord.js'
import { Forbidden, Gone, OperatorError, Rejected, RetryLater } from '../../errors.ts'
import { type MessageKey, t } from '../../locales/index.ts'
import { limits } from './limits.ts'

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes: the chat can't be reached any more. */
const GONE: ReadonlyMap<number, string> = new Map([
  [10003, 'The channel was deleted.'],
  [10004, 'The bot is no longer in that server.'],
  [10013, 'The account was deleted.'],
  [50001, 'The bot can no longer see the channel. Invite it again, or grant it "View Channel" there.'],
  [50007, 'The person takes no direct messages from the bot.'],
  [50278, 'The person shares no server with the bot any more.'],
])

/** The same page: nothing is wrong but the pace. */
const LATER: ReadonlySet<number> = new Set([20016, 20022, 20028, 20029, 30046, 40003, 40062, 130000])

/** The same page: what is missing in the channel, and how its people mend it. */
const MEND: ReadonlyMap<number, MessageKey> = new Map([
  [50013, 'mend.discord.write'],
  [50083, 'mend.discord.archived'],
  [160005, 'mend.discord.locked'],
  [200000, 'mend.discord.automod'],
  [40058, 'mend.discord.forum'],
  [50008, 'mend.discord.kind'],
  [50009, 'mend.discord.verification'],
])

/** An interaction that nobody can answer any more: unknown, its token gone or void, or answered by another process. */
const DEAD: ReadonlySet<number> = new Set([10015, 10062, 50027, 40060])
const ANSWERED = 40060

export const TOKEN_MEND =
  'Discord refuses the token. Copy the token from https://discord.com/developers/applications (your application, Bot, Reset Token) into DISCORD_TOKEN.'

/** Failures before there was a connection: what was to be sent cannot have arrived. https://nodejs.org/api/errors.html, undici's docs/api/Errors.md */
const UNCONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])

export const isUnconnected = (error: unknown): boolean => error instanceof Error && 'code' in error && UNCONNECTED.has(error.code)

/** A request that got lost, or met a fault of Discord's servers: it may have been done. */
export const isFault = (error: unknown): boolean =>
  error instanceof HTTPError ||
  (error instanceof Error && (error.name === 'AbortError' || /ECONNRESET|UND_ERR_SOCKET/.test(`${codeIn(error)} ${error.message}`)))

const codeIn = (error: Error): string => String('code' in error ? error.code : '')

const codeOf = (error: unknown): number | undefined => (error instanceof DiscordAPIError ? Number(error.code) : undefined)

export const isDead = (error: unknown): boolean => DEAD.has(codeOf(error) ?? 0)
/** The callback was repeated after its answer got lost on the way, and the first one had arrived. */
export const isAnswered = (error: unknown): boolean => codeOf(error) === ANSWERED

/** A reply shows what it answers, which takes the right to read earlier messages. */
export const isBlindToHistory = (error: unknown): boolean => codeOf(error) === 160002

/** The message was published before: by us, or by its channel's people. */
export const isPublished = (error: unknown): boolean => codeOf(error) === 40033
/** The channel is not, or no longer, one that others can follow. */
export const isUnfollowable = (error: unknown): boolean => codeOf(error) === 50024

/** For a log: the error's own fields hold the request, and an interaction's address holds its token. */
export const brief = (error: unknown): { why: string } => ({
  why: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
})

/** The error to throw instead. A fault of a connection or of Discord's servers stays what it is: the outcome is unknown. */
export const translate = (error: unknown): unknown => {
  if (isUnconnected(error)) return new RetryLater(limits.unreachable, { cause: error })
  // After a 401 the client forgets the token, and refuses by itself.
  if (error instanceof Error && error.message.startsWith('Expected token to be set')) return new OperatorError(TOKEN_MEND, { cause: error })
  if (!(error instanceof DiscordAPIError)) return error
  const code = Number(error.code)
  const said = `Discord says ${code}: ${error.message.replaceAll('\n', '; ')}`
  if (error.status === 401) return new OperatorError(TOKEN_MEND, { cause: error })
  const gone = GONE.get(code)
  if (gone !== undefined) return new Gone(`${said}. ${gone}`, { cause: error })
  if (LATER.has(code)) return new RetryLater(waitOf(error), { cause: error })
  const mend = MEND.get(code)
  return mend === undefined ? new Rejected(said, { cause: error }) : new Forbidden(`${said}. ${t('en', mend)}`, { cause: error, mend })
}

/** The body says for how long, in seconds, or nothing. */
const waitOf = ({ rawError }: DiscordAPIError): number =>
  'retry_after' in rawError && typeof rawError.retry_after === 'number' ? Math.ceil(rawError.retry_after * 1000) : limits.later

/** Why the gateway would not have us, as what an operator does about it. */
export const connectError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error
  const { message } = error
  if (('code' in error && error.code === 'TokenInvalid') || message === 'Authentication failed')
    return new OperatorError(TOKEN_MEND, { cause: error })
  if (/intents/i.test(message))
    return new OperatorError(
      'Discord refuses the gateway intents (4013 or 4014), although none of those asked for is privileged. Check the application at https://discord.com/developers/applications (Bot).',
      { cause: error },
    )
  return translate(error)
}
