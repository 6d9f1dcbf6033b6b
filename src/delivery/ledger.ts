/**
 * What went where. Each part of each digest has a record, written before it is sent and after; each chat has one more, which says what it has got of
 * late (`chats.ts`); and each issue a set of the targets that have some of it. All are found by their keys alone: nothing here reads through all there
 * is, but `recent` of all chats and `move`.
 */
import type { Clock } from '../clock.ts'
import { targetKey } from '../platforms/platform.ts'
import type { MessageRef, Target } from '../platforms/platform.ts'
import type { Sets, Store } from '../stores/store.ts'
import { type ChatRecord, type Got, chatKey, createChats } from './chats.ts'
import { FOLLOWS, word } from './part.ts'
import type { Part, PartName, PartState } from './part.ts'

/** What a chat has of an issue. `at`: since when. `finished`: nothing is left to send. */
export interface Delivery {
  uid: string
  at: number
  finished: boolean
}

/** A delivery as an operator or a chat's admin looks at it. */
export interface DeliveryReport extends Delivery {
  target: Target
  /** By number; none once they are too old to be kept. */
  parts: Part[]
}

export interface Ledger {
  part(name: Omit<PartName, 'edition'>): Promise<Part | undefined>
  /** By number. */
  parts(target: Target, uid: string): Promise<Part[]>
  delivery(target: Target, uid: string): Promise<Delivery | undefined>
  /** Everything that was begun for a target in the last months, by issue. */
  deliveries(target: Target): Promise<Map<string, Delivery>>
  /** The keys of the targets for which an issue was begun, found by the issue; some may have moved, or expired. */
  holders(uid: string): Promise<string[]>
  /** Notes that a part is about to be sent for the first time, unless another worker did so before: then `undefined`. */
  begin(part: PartName & Pick<Part, 'of' | 'hash' | 'content' | 'publication'>): Promise<Part | undefined>
  /**
   * Notes that a part, as it was read, is in another state, and resolves when that would survive a crash.
   * @throws Error when that state cannot follow: a fault in the program
   */
  advance(part: Part, to: PartState, change?: Partial<Omit<Part, keyof PartName>>): Promise<Part>
  /** Notes that nothing of an issue is left to send to a target. */
  finish(target: Target, uid: string): Promise<void>
  /** A chat has another id: what it received came with it. A target without `thread` means the whole chat. */
  move(from: Target, to: Target): Promise<void>
  /** The last deliveries, newest first: of a chat (without `thread`: with all its threads) or of all chats. */
  recent(scope: Target | 'all', limit: number): Promise<DeliveryReport[]>
}

const DAY = 86_400_000
/**
 * How long (ms) a part is kept after it was noted last: longer than a job is known (35 days) and a posted digest corrected (30 days at most).
 * What a chat has got is known for longer, in its own record, than any issue is due: so a part that is taken out is not sent again.
 */
const KEEP = 40 * DAY

/** A part, less what its key says. */
export type PartRecord = Omit<Part, 'target' | 'uid' | 'number' | 'message'> & { message?: string; elsewhere?: Target }
/**
 * `parts` must be durable: its records are what keeps a message from being sent twice. `chats` may lose its last writes: a
 * delivery that it does not know begins anew, and finds its parts. `holders`: the targets of each issue.
 */
export const createLedger = ({
  parts: store,
  chats: chatStore,
  holders,
  clock,
}: {
  parts: Store<PartRecord>
  chats: Store<ChatRecord>
  holders: Sets
  clock: Clock
}): Ledger => {
  const chats = createChats(chatStore, clock)

  const read = async (target: Target, uid: string, number: number): Promise<Part | undefined> => {
    const record = await store.get(partKey({ target, uid, number }))
    return record && unpacked({ target, uid, number }, record)
  }
  const parts = async (target: Target, uid: string): Promise<Part[]> => {
    const found: Part[] = []
    let most = 0
    for (let number = 0; ; number++) {
      const part = await read(target, uid, number)
      if (part !== undefined) found.push(part)
      else if (number >= most) return found
      most = Math.max(most, part?.of ?? 0)
    }
  }

  return {
    part: ({ target, uid, number }) => read(target, uid, number),
    parts,
    async delivery(target, uid) {
      const got = (await chats.got(target)).find(([known]) => known === uid)
      return got && asDelivery(got)
    },
    async deliveries(target) {
      return new Map((await chats.got(target)).map((got) => [got[0], asDelivery(got)]))
    },
    holders: (uid) => holders.words(uid),
    async begin(part) {
      const { target, uid, number } = part
      const now = clock.now()
      const begun: Part = { ...part, state: 'sending', at: now, triedAt: now }
      // At once, so that the store may write them together.
      const [isFirst] = await Promise.all([
        store.add(partKey(part), packed(begun), KEEP),
        ...(number === 0 ? [holders.add(uid, targetKey(target), KEEP), chats.note(target, [[uid, now, 0]])] : []),
      ])
      return isFirst ? begun : undefined
    },
    async advance(part, to, change = {}) {
      const follows: readonly PartState[] = FOLLOWS[part.state]
      if (!follows.includes(to)) throw new Error(`a part that is ${part.state} cannot become ${to}`)
      const { triedAt, ...rest } = part
      const now = clock.now()
      const noted: Part = { ...rest, ...(to === 'sending' ? { triedAt: triedAt ?? now } : {}), ...change, state: to, at: now }
      await store.set(partKey(part), packed(noted), KEEP)
      return noted
    },
    finish: (target, uid) => chats.note(target, [[uid, clock.now(), 1]]),
    async move(from, to) {
      if (targetKey(from) === targetKey(to)) return
      for (const { target, got } of await chats.within(from)) {
        const there: Target = { ...target, platform: to.platform, chat: to.chat, ...(to.thread === undefined ? {} : { thread: to.thread }) }
        if (chatKey(there) === chatKey(target)) continue
        for (const [uid] of got) {
          // The first part goes last: while it is here, a move that broke off finds the others.
          for (const part of (await parts(target, uid)).toReversed()) {
            // What the new chat has already stays.
            await store.add(partKey({ ...part, target: there }), packed({ ...part, target: there }), KEEP)
            await store.delete(partKey(part))
          }
        }
        await chats.note(there, got)
        await Promise.all(got.map(([uid]) => holders.add(uid, targetKey(there), KEEP)))
        await chats.forget(target)
      }
    },
    async recent(scope, limit) {
      const all = (await chats.within(scope)).flatMap(({ target, got }) => got.map((each) => ({ target, ...asDelivery(each) })))
      const last = all.sort((a, b) => b.at - a.at).slice(0, limit)
      return Promise.all(last.map(async (delivery) => ({ ...delivery, parts: await parts(delivery.target, delivery.uid) })))
    },
  }
}

const asDelivery = ([uid, at, finished]: Got): Delivery => ({ uid, at, finished: finished === 1 })

const partKey = ({ target, uid, number }: Omit<PartName, 'edition'>): string => `${chatKey(target)}${word(uid)}${number}`

const packed = ({
  target,
  message,
  state,
  edition,
  of,
  hash,
  at,
  triedAt,
  publication,
  why,
  payload,
  content,
  marked,
}: Part): PartRecord => ({
  state,
  edition,
  of,
  hash,
  at,
  ...(triedAt === undefined ? {} : { triedAt }),
  ...(publication === undefined ? {} : { publication }),
  ...(why === undefined ? {} : { why }),
  ...(payload === undefined ? {} : { payload }),
  ...(content === undefined ? {} : { content }),
  ...(marked === undefined ? {} : { marked }),
  ...(message === undefined ? {} : { message: message.message }),
  // A chat that moved left its messages behind.
  ...(message === undefined || targetKey(message.target) === targetKey(target) ? {} : { elsewhere: message.target }),
})

const unpacked = (name: Omit<PartName, 'edition'>, { message, elsewhere, ...rest }: PartRecord): Part => ({
  ...name,
  ...rest,
  ...(message === undefined ? {} : { message: { target: elsewhere ?? name.target, message } satisfies MessageRef }),
})
