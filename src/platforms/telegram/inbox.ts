/**
 * Handles each update once, those of a chat in order, those of different chats side by side.
 *
 * An update is noted as handled, and confirmed to Telegram, only after it was handled. After a crash in between it comes again and its question is
 * answered twice, which is better than never.
 */
import type { Update } from 'grammy/types'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Store } from '../../stores/store.ts'
import { chatOf } from './incoming.ts'
import { limits } from './limits.ts'

export interface Inbox {
  /** Resolves when the update is handled, by this or an earlier call; rejects when it has to come again. */
  take(update: Update): Promise<void>
  /** The lowest update id that is still needed: the `offset` of getUpdates. */
  next(): number
  isBusy(): boolean
  /** Resolves when one of the updates under way ends. */
  anyEnd(): Promise<void>
  allEnd(): Promise<void>
}

export interface InboxParts {
  seen: Store<true>
  clock: Clock
  log: Log
  /** Called as soon as an update arrives, whatever is under way in its chat. */
  arrived: (update: Update) => void
  /** Rejects when the update has to come again. */
  handle: (update: Update) => Promise<void>
}

/** An update that is not handled after so long (ms) is confirmed all the same, so that later ones can be fetched. */
const PATIENCE = 5 * 60_000
/** How long (ms) an id is remembered: twice as long as Telegram keeps updates. */
const MEMORY = 2 * limits.updateLife

export const createInbox = ({ seen, clock, log, arrived, handle }: InboxParts): Inbox => {
  const running = new Map<number, Promise<void>>()
  /** Updates that are not handled yet and not to be confirmed; the function cancels the timer that would let them go. */
  const holding = new Map<number, () => void>()
  const lanes = new Map<number, Promise<void>>()
  /** Updates that are handled, but later than one under way, so that every poll brings them again. */
  const done = new Set<number>()
  let highest = -1

  const next = (): number => Math.min(highest + 1, ...holding.keys())
  const isSeen = async (key: string): Promise<boolean> => {
    try {
      return (await seen.get(key)) === true
    } catch (error) {
      log.error('the store of handled updates cannot be read', { error })
      return false
    }
  }

  const process = async (update: Update, before: Promise<void> | undefined): Promise<void> => {
    const key = String(update.update_id)
    if (await isSeen(key)) return
    arrived(update)
    await before
    await handle(update)
    await seen.set(key, true, MEMORY).catch((error: unknown) => log.error('the store of handled updates cannot be written', { error }))
  }

  const take = (update: Update): Promise<void> => {
    const { update_id: id } = update
    if (done.has(id)) return Promise.resolve()
    const known = running.get(id)
    if (known !== undefined) return known
    const chat = chatOf(update)
    highest = Math.max(highest, id)
    if (!holding.has(id))
      holding.set(
        id,
        clock.after(PATIENCE, () => void holding.delete(id)),
      )
    const work = async (): Promise<void> => {
      try {
        await process(update, lanes.get(chat))
        holding.get(id)?.()
        holding.delete(id)
        done.add(id)
        const needed = next()
        for (const handled of done) if (handled < needed) done.delete(handled)
      } finally {
        running.delete(id)
        if (lanes.get(chat) === lane) lanes.delete(chat)
      }
    }
    const result = work()
    const lane = result.catch(() => undefined)
    running.set(id, result)
    lanes.set(chat, lane)
    return result
  }

  return {
    take,
    next,
    isBusy: () => running.size > 0,
    anyEnd: () => Promise.race([...running.values()].map((one) => one.catch(() => undefined))),
    allEnd: async () => {
      await Promise.allSettled(running.values())
    },
  }
}
