/**
 * Sees that each update is handled, once, in its chat's order, and holds up nobody else's.
 *
 * An update is noted as handled after it was handled, and confirmed to Telegram no earlier. A crash in between brings it again, and the
 * question is answered a second time: better than never. Whoever is asked again sees it; whoever is never answered does not.
 */
import type { Update } from 'grammy/types'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Store } from '../../stores/store.ts'
import { chatOf } from './incoming.ts'
import { limits } from './limits.ts'

export interface Inbox {
  /** Resolves when the update is done with, whether now or by an earlier call; rejects when it has to come again. */
  take(update: Update): Promise<void>
  /** The lowest update id that is still needed: what getUpdates is to start from. */
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

/** An update that is not handled for longer (milliseconds) is confirmed all the same: it shall not keep later ones from being fetched. */
const PATIENCE = 5 * 60_000
/** How long an id is remembered: as long as Telegram may bring it again, twice over. */
const MEMORY = 2 * limits.updateLife

export const createInbox = ({ seen, clock, log, arrived, handle }: InboxParts): Inbox => {
  const running = new Map<number, Promise<void>>()
  /** Not handled yet, each with how to call off its letting go. */
  const holding = new Map<number, () => void>()
  const lanes = new Map<number, Promise<void>>()
  /** Handled, but later than one that is still under way: these come with every poll. */
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
