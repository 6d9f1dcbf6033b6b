/** What each chat has got of late: one record a chat, found by its key alone. */
import type { Clock } from '../clock.ts'
import { targetKey } from '../platforms/platform.ts'
import type { Target } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import { word } from './part.ts'

/** A delivery, as short as it can be said: `at`, since when; `finished`, nothing is left to send. */
export type Got = readonly [uid: string, at: number, finished: 0 | 1]

export interface ChatRecord {
  target: Target
  got: readonly Got[]
}

export interface Chats {
  got(target: Target): Promise<readonly Got[]>
  /** Notes deliveries. Of one that is known it stays known since when, and that it is finished. */
  note(target: Target, got: readonly Got[]): Promise<void>
  /** The records of a chat (without `thread`: with all its threads) or of all chats. */
  within(scope: Target | 'all'): Promise<ChatRecord[]>
  forget(target: Target): Promise<void>
}

/**
 * For how long (ms) is known what a chat has got: longer than a part is (40 days), and than any issue is due (13 days) or corrected (30 at most), for an
 * admin who looks back.
 */
const REMEMBERED = 120 * 86_400_000

export const createChats = (store: Store<ChatRecord>, clock: Clock): Chats => {
  return {
    got: async (target) => (await store.get(chatKey(target)))?.got ?? [],
    note: (target, more) =>
      store.update(
        chatKey(target),
        (record) => {
          const oldest = clock.now() - REMEMBERED
          // By index: this is done with each digest, and taking a hundred of them apart is slow until it is compiled.
          const all = (record?.got ?? []).filter((each) => each[1] > oldest)
          for (const one of more) {
            const index = all.findIndex((each) => each[0] === one[0])
            const known = all[index]
            if (known === undefined) all.push(one)
            else all[index] = [known[0], known[1], known[2] || one[2]]
          }
          return { target, got: all }
        },
        REMEMBERED,
      ),
    async within(scope) {
      if (scope !== 'all' && scope.thread !== undefined) return [(await store.get(chatKey(scope))) ?? []].flat()
      const found: ChatRecord[] = []
      for await (const [, chat] of store.entries(scope === 'all' ? '' : chatsPrefix(scope)))
        if (scope === 'all' || within(chat.target, scope)) found.push(chat)
      return found
    },
    forget: (target) => store.delete(chatKey(target)),
  }
}

/** Is `target` the one meant by `scope`, where no thread means the whole chat? */
export const within = (target: Target, scope: Target): boolean =>
  target.platform === scope.platform && target.chat === scope.chat && (scope.thread === undefined || target.thread === scope.thread)

export const chatKey = (target: Target): string => word(targetKey(target))

/** What the keys of a chat and of its threads begin with, and perhaps those of others: without the space at its end. */
export const chatsPrefix = ({ platform, chat }: Target): string => chatKey({ platform, chat }).trimEnd()
