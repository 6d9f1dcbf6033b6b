/**
 * What went where. Each part of each digest has a record, written before it is sent and after; each chat has one more, which says what it has got of
 * late (`chats.ts`); and each issue a set of the targets that have some of it. These two are written with what came of the first part, and with the
 * last. All are found by their keys alone: nothing here reads through all there is, but `recent` of all chats and `move`.
 */
import type { Clock } from '../clock.ts'
import { targetKey } from '../platforms/platform.ts'
import type { MessageRef, Target } from '../platforms/platform.ts'
import type { Sets, Store } from '../stores/store.ts'
import { type ChatRecord, type Got, chatKey, chatsPrefix, createChats, within } from './chats.ts'
import { FOLLOWS, stands, word } from './part.ts'
import type { Part, PartName, PartState } from './part.ts'

/** What a chat has of an issue. `at`: when it was begun. `finished`: nothing is left to send. */
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
  /** Everything that was begun for a target in the last months, and is not on its way for the first time, by issue. */
  deliveries(target: Target): Promise<Map<string, Delivery>>
  /** The keys of the targets of an issue's `deliveries`, found by the issue; some may have moved, or expired. */
  holders(uid: string): Promise<string[]>
  /** Notes that a part is about to be sent for the first time, unless another worker did so before: then `undefined`. */
  begin(part: PartName & Pick<Part, 'of' | 'hash' | 'content' | 'publication'>): Promise<Part | undefined>
  /**
   * Notes that a part, as it was read, is in another state, and resolves when that would survive a crash.
   * @throws Error when that state cannot follow: a fault in the program
   */
  advance(part: Part, to: PartState, change?: Partial<Omit<Part, keyof PartName>>): Promise<Part>
  /** Notes that nothing of an issue is left to send to a target. `begun`: since when (epoch ms), where the target has no such delivery yet. */
  finish(target: Target, uid: string, begun: number): Promise<void>
  /** A chat has another id: what it received came with it. A target without `thread` means the whole chat. */
  move(from: Target, to: Target): Promise<void>
  /** The last deliveries, newest first. */
  recent(targets: readonly Target[] | 'all', limit: number): Promise<DeliveryReport[]>
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

  /** At once, so that the store may write them together; where it does not, a target that has all is among the holders. */
  const noteDelivery = async (target: Target, uid: string, begun: number, finished: 0 | 1): Promise<void> => {
    await Promise.all([holders.add(uid, targetKey(target), KEEP), chats.note(target, [[uid, begun, finished]])])
  }

  return {
    part: ({ target, uid, number }) => read(target, uid, number),
    parts,
    async delivery(target, uid) {
      const got = await chats.one(target, uid)
      return got && asDelivery(got)
    },
    async deliveries(target) {
      return new Map((await chats.got(target)).map((got) => [got[0], asDelivery(got)]))
    },
    holders: (uid) => holders.words(uid),
    async begin(part) {
      const now = clock.now()
      const begun: Part = { ...part, state: 'sending', at: now, triedAt: now }
      return (await store.add(partKey(part), packed(begun), KEEP)) ? begun : undefined
    },
    async advance(part, to, change = {}) {
      const follows: readonly PartState[] = FOLLOWS[part.state]
      if (!follows.includes(to)) throw new Error(`a part that is ${part.state} cannot become ${to}`)
      const { triedAt, ...rest } = part
      const now = clock.now()
      const noted: Part = { ...rest, ...(to === 'sending' ? { triedAt: triedAt ?? now } : {}), ...change, state: to, at: now }
      // Of a single one that is sent, `finish` follows at once.
      const isFirst = part.number === 0 && part.of > 1 && !stands(part)
      await Promise.all([
        store.set(partKey(part), packed(noted), KEEP),
        isFirst || !stands(noted) ? noteDelivery(part.target, part.uid, triedAt ?? now, 0) : undefined,
      ])
      return noted
    },
    finish: (target, uid, begun) => noteDelivery(target, uid, begun, 1),
    async move(from, to) {
      if (targetKey(from) === targetKey(to)) return
      const there = ({ thread }: Target): Target => {
        const moved = to.thread ?? thread
        return { platform: to.platform, chat: to.chat, ...(moved === undefined ? {} : { thread: moved }) }
      }
      // Those of a delivery under way too, of which its chat's record does not tell.
      for await (const [key, record] of store.entries(chatsPrefix(from))) {
        const name = nameOf(key, from)
        if (name === undefined || !within(name.target, from) || chatKey(there(name.target)) === chatKey(name.target)) continue
        const moved = { ...unpacked(name, record), target: there(name.target) }
        // What the new chat has already stays.
        await store.add(partKey(moved), packed(moved), KEEP)
        await store.delete(key)
      }
      for (const { target, got } of await chats.within(from)) {
        if (chatKey(there(target)) === chatKey(target)) continue
        await chats.note(there(target), got)
        await Promise.all(got.map(([uid]) => holders.add(uid, targetKey(there(target)), KEEP)))
        await chats.forget(target)
      }
    },
    async recent(targets, limit) {
      const records = targets === 'all' ? await chats.within('all') : await chats.of(targets)
      const all = records.flatMap(({ target, got }) => got.map((each) => ({ target, ...asDelivery(each) })))
      const last = all.sort((a, b) => b.at - a.at).slice(0, limit)
      return Promise.all(last.map(async (delivery) => ({ ...delivery, parts: await parts(delivery.target, delivery.uid) })))
    },
  }
}

const asDelivery = ([uid, at, finished]: Got): Delivery => ({ uid, at, finished: finished === 1 })

const partKey = ({ target, uid, number }: Omit<PartName, 'edition'>): string => `${chatKey(target)}${word(uid)}${number}`

/** What a key names that begins with a chat's `chatsPrefix`, unless that is another chat's. */
const nameOf = (key: string, { platform, chat }: Target): Omit<PartName, 'edition'> | undefined => {
  const [where = '', uid = '', number] = key.split(' ').map(decodeURIComponent)
  const [is = '', thread] = where.slice(targetKey({ platform, chat }).length).split('/')
  return is === '' ? { target: { platform, chat, ...(thread === undefined ? {} : { thread }) }, uid, number: Number(number) } : undefined
}

const packed = (part: Part): PartRecord => {
  const { target, uid: _, number: __, message, ...rest } = part
  return {
    ...rest,
    ...(message === undefined ? {} : { message: message.message }),
    // A chat that moved left its messages behind.
    ...(message === undefined || targetKey(message.target) === targetKey(target) ? {} : { elsewhere: message.target }),
  }
}

const unpacked = (name: Omit<PartName, 'edition'>, { message, elsewhere, ...rest }: PartRecord): Part => ({
  ...name,
  ...rest,
  ...(message === undefined ? {} : { message: { target: elsewhere ?? name.target, message } satisfies MessageRef }),
})
