/** Translates Discord's errors into those of `src/errors.ts`. */
import { DiscordAPIError, HTTPError, RESTJSONErrorCodes as Code } from 'discord.js'
import { Forbidden, Gone, OperatorError, Rejected, RetryLater, codeOf, isUnconnected } from '../../errors.ts'
import { type MessageKey, t } from '../../locales/index.ts'
import { limits } from './limits.ts'

/** The chat can no longer be reached. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes */
const GONE: ReadonlyMap<number, string> = new Map([
  [Code.UnknownChannel, 'The channel was deleted.'],
  [Code.UnknownGuild, 'The bot is no longer in that server.'],
  [Code.UnknownUser, 'The account was deleted.'],
  [Code.MissingAccess, 'The bot can no longer see the channel. Invite it again, or grant it "View Channel" there.'],
  [Code.CannotSendMessagesToThisUser, 'The person takes no direct messages from the bot.'],
  [Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds, 'The person shares no server with the bot any more.'],
])

/** Too fast; it may be tried later. */
const LATER: ReadonlySet<number> = new Set([
  Code.ActionCannotBePerformedDueToSlowmodeRateLimit,
  Code.AnnouncementEditLimitExceeded,
  Code.ChannelSendRateLimit,
  Code.ServerSendRateLimit,
  Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  Code.OpeningDirectMessagesTooFast,
  Code.ServiceResourceIsBeingRateLimited,
  Code.APIResourceOverloaded,
])

/** Something in the channel forbids it, which its people can mend. */
const MEND: ReadonlyMap<number, MessageKey> = new Map([
  [Code.MissingPermissions, 'mend.discord.write'],
  [Code.InvalidActionOnArchivedThread, 'mend.discord.archived'],
  [Code.ThreadLocked, 'mend.discord.locked'],
  [Code.MessageWasBlockedByAutomaticModeration, 'mend.discord.automod'],
  [Code.CannotSendAMessageInAForumChannel, 'mend.discord.forum'],
  [Code.CannotSendMessagesInNonTextChannel, 'mend.discord.kind'],
  [Code.ChannelVerificationLevelTooHighForYouToGainAccess, 'mend.discord.verification'],
])

/** An interaction can no longer be answered: it is unknown, its token is void, or another process answered it. */
const DEAD: ReadonlySet<number> = new Set([
  Code.UnknownWebhook,
  Code.UnknownInteraction,
  Code.InvalidWebhookToken,
  Code.InteractionHasAlreadyBeenAcknowledged,
])

const TOKEN_MEND =
  'Discord refuses the token. Copy the token from https://discord.com/developers/applications (your application, Bot, Reset Token) into DISCORD_TOKEN.'

/** Whether a request was lost, or met a fault of Discord's servers: it may still have taken effect. */
export const isFault = (error: unknown): boolean =>
  error instanceof HTTPError ||
  (error instanceof Error && (error.name === 'AbortError' || /ECONNRESET|UND_ERR_SOCKET/.test(`${codeOf(error)} ${error.message}`)))

const apiCodeOf = (error: unknown): number | undefined => (error instanceof DiscordAPIError ? Number(error.code) : undefined)

export const isDead = (error: unknown): boolean => DEAD.has(apiCodeOf(error) ?? 0)

/** Whether an interaction is acknowledged already: a callback was repeated whose response had been lost. */
export const isAnswered = (error: unknown): boolean => apiCodeOf(error) === Code.InteractionHasAlreadyBeenAcknowledged

/** Whether a reply was refused because the bot may not read earlier messages. */
export const isBlindToHistory = (error: unknown): boolean => apiCodeOf(error) === Code.CannotReplyWithoutPermissionToReadMessageHistory

/** Whether the message is published already, by the bot or by the channel's people. */
export const isPublished = (error: unknown): boolean => apiCodeOf(error) === Code.ThisMessageWasAlreadyCrossposted

/** Whether others cannot, or can no longer, follow the channel. */
export const isUnfollowable = (error: unknown): boolean => apiCodeOf(error) === Code.CannotExecuteActionOnThisChannelType

/** An error for the log, without its fields: they hold the request, and the address of an interaction holds its token. */
export const brief = (error: unknown): { why: string } => ({
  why: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
})

/** The error to throw instead. A fault of a connection or of Discord's servers is returned as it is: the outcome is unknown. */
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

/** Milliseconds to wait; the body states seconds, or nothing. */
const waitOf = ({ rawError }: DiscordAPIError): number =>
  'retry_after' in rawError && typeof rawError.retry_after === 'number' ? Math.ceil(rawError.retry_after * 1000) : limits.later

/** An error of connecting to the gateway; one that an operator must mend becomes an OperatorError. */
export const connectError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error
  const { message } = error
  if (codeOf(error) === 'TokenInvalid' || message === 'Authentication failed') return new OperatorError(TOKEN_MEND, { cause: error })
  if (/intents/i.test(message))
    return new OperatorError(
      'Discord refuses the gateway intents (4013 or 4014), although none of those asked for is privileged. Check the application at https://discord.com/developers/applications (Bot).',
      { cause: error },
    )
  return translate(error)
}
