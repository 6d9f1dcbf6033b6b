/** Fetches updates while the platform runs. */
import { GrammyError } from 'grammy'
import { type Clock, sleep, within } from '../../clock.ts'
import { RetryLater } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Call, ShimSignal } from './api.ts'
import type { Inbox } from './inbox.ts'
import { ALLOWED_UPDATES } from './incoming.ts'
import { limits } from './limits.ts'

interface Connection {
  call: Call
  clock: Clock
  log: Log
  signal: AbortSignal
}

/** The longest pause (ms) after repeated failures. */
const LONGEST_PAUSE = 30_000
/** The pause (ms) while another process polls. */
const CONFLICT_PAUSE = 15_000
/** The pause (ms) between polls while updates are under way, which come with each poll until they are handled. */
const BUSY_PAUSE = 250

const CONFLICT =
  'Telegram says 409: another process polls with this token, or has set a webhook. Stop it, or set TELEGRAM_MODE=webhook here. Trying again every 15 seconds.'
const UNAUTHORIZED = 'Telegram says 401: TELEGRAM_TOKEN is not valid any more. Take the current one from @BotFather and start again.'

const isRefused = (error: unknown, status: number): boolean => error instanceof GrammyError && error.error_code === status

/**
 * Polls until the platform stops, whatever fails. An outage is logged once; a conflict, which comes and goes, only the first time.
 */
export const keepPolling = async (inbox: Inbox, connection: Connection): Promise<void> => {
  const { clock, log, signal } = connection
  let failures = 0
  let isConflictTold = false
  while (!signal.aborted) {
    try {
      await poll(inbox, connection)
      if (failures > 0) log.info('Telegram answers again')
      failures = 0
    } catch (error) {
      if (signal.aborted) return
      failures++
      const isConflict = isRefused(error, 409)
      const isNew = isConflict ? !isConflictTold : failures === 1
      isConflictTold ||= isConflict
      if (isConflict) log[isNew ? 'error' : 'debug'](CONFLICT)
      else if (isRefused(error, 401)) log[isNew ? 'error' : 'debug'](UNAUTHORIZED)
      else log[isNew ? 'warn' : 'debug']('Telegram does not answer; trying on', { error })
      const pause = isConflict ? CONFLICT_PAUSE : Math.min(LONGEST_PAUSE, 1000 * 2 ** (failures - 1))
      await sleep(clock, error instanceof RetryLater ? error.ms : pause, signal).catch(() => undefined)
    }
  }
}

/**
 * Polls once. Only handled updates are confirmed, so those under way come again with the new ones, and a slow answer blocks nobody. The pause is in
 * real time, as that of the long poll is.
 */
const poll = async (inbox: Inbox, { call, signal }: Pick<Connection, 'call' | 'signal'>): Promise<void> => {
  const updates = await call((raw) =>
    raw.getUpdates(
      { offset: inbox.next(), limit: limits.batch, timeout: limits.poll, allowed_updates: [...ALLOWED_UPDATES] },
      signal as ShimSignal,
    ),
  )
  for (const update of updates) inbox.take(update).catch(() => undefined)
  if (inbox.isBusy()) await within(BUSY_PAUSE, inbox.anyEnd(), signal)
}

/** Confirms to Telegram what was handled, so that it does not come again, even to a process with another store. */
export const confirm = async (inbox: Inbox, call: Call): Promise<void> => {
  await call((raw) => raw.getUpdates({ offset: inbox.next(), limit: 1, timeout: 0 }))
}
