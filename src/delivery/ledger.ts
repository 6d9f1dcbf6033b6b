/**
 * Records what was delivered where, so that nothing is sent twice. It has a record per part of a digest, written before the part is sent and after; a
 * record per target with its recent deliveries (`chats.ts`); and per issue the set of the targets that have got it. The latter two are written with
 * the outcome of the first part, and of the last. Records are read by their keys; only `move`, and `recent` for all chats, scan the stores.
 */
import type { Clock } from '../clock.ts'
import { targetKey } from '../platforms/platform.ts'
import type { MessageRef, Target } from '../platforms/platform.ts'
import type { Sets, Store } from '../stores/store.ts'
import { DAY } from '../issue/day.ts'
import { type ChatRecord, type Got, chatKey, chatsPrefix, createChats, within } from './chats.ts'
import { FOLLOWS, stands, word } from './part.ts'
import type { Part, PartName, PartState } from './part.ts'

/** The delivery of an issue to a target. */
export interface Delivery {
  uid: string
  /** When it was begun, in epoch milliseconds. */
  at: number
  /** Whether nothing is left to send. */
  finished: boolean
}

/** A delivery with its parts, for operators and chat admins. */
export interface DeliveryReport extends Delivery {
  target: Target
  /** In the order of their numbers; empty once they have expired. */
  parts: Part[]
}

export interface Ledger {
  part(name: Omit<PartName, 'edition'>): Promise<Part | undefined>
  /** The parts of a delivery, in the order of their numbers. */
  parts(target: Target, uid: string): Promise<Part[]>
  delivery(target: Target, uid: string): Promise<Delivery | undefined>
  /** A target's deliveries of the last months, by uid, without those whose first part has no outcome yet. */
  deliveries(target: Target): Promise<Map<string, Delivery>>
  /** The keys of the targets that have got an issue; some may have moved, or their deliveries expired. */
  holders(uid: string): Promise<string[]>
  /** Stores the intent to send a part for the first time. Returns undefined if another worker has done so already. */
  begin(part: PartName & Pick<Part, 'of' | 'hash' | 'content' | 'publication'>): Promise<Part | undefined>
  /**
   * Stores a part's next state, with other changes of it. Resolves when that would survive a crash.
   * @throws Error if the state cannot follow the part's state, which is a bug
   */
  advance(part: Part, to: PartState, change?: Partial<Omit<Part, keyof PartName>>): Promise<Part>
  /** Marks a delivery as finished. `begun`: its beginning (epoch ms), used if it is not stored yet. */
  finish(target: Target, uid: string, begun: number): Promise<void>
  /** Moves a target's records when its chat gets another id. A target without `thread` is the whole chat. */
  move(from: Target, to: Target): Promise<void>
  /** The last `limit` deliveries, newest first. */
  recent(targets: readonly Target[] | 'all', limit: number): Promise<DeliveryReport[]>
}

/**
 * How long (ms) a part is kept after its last change: longer than jobs are kept (35 days) and digests are corrected (at most 30 days). A part
 * that has expired is not sent again, because the chat's record of the delivery is kept for longer than the issue is due.
 */
const KEEP = 40 * DAY

/** A part as stored, without what is in its key. `elsewhere`: the message's target, if it is not the part's. */
export type PartRecord = Omit<Part, 'target' | 'uid' | 'number' | 'message'> & { message?: string; elsewhere?: Target }

/**
 * `parts` must be durable, as its records keep messages from being sent twice. `chats` may lose its last writes: a delivery that it lacks is begun
 * again, and finds its parts. `holders` has the keys of the targets that have got each issue.
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

  /** Stores a delivery and its holder. Both writes start together, so that the store can combine them; the holder's is first. */
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
      // For a digest of one part, `finish` follows at once and stores the delivery.
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
      // The keys are scanned to find the parts of deliveries under way too, which the chat's record lacks.
      for await (const [key, record] of store.entries(chatsPrefix(from))) {
        const name = nameOf(key, from)
        if (name === undefined || !within(name.target, from) || chatKey(there(name.target)) === chatKey(name.target)) continue
        const moved = { ...unpacked(name, record), target: there(name.target) }
        // A part that the new chat has already is kept.
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

/** The name of the part with a key that has a chat's `chatsPrefix`; undefined if the key is another chat's. */
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
    // Messages from before a chat moved belong to the old chat.
    ...(message === undefined || targetKey(message.target) === targetKey(target) ? {} : { elsewhere: message.target }),
  }
}

const unpacked = (name: Omit<PartName, 'edition'>, { message, elsewhere, ...rest }: PartRecord): Part => ({
  ...name,
  ...rest,
  ...(message === undefined ? {} : { message: { target: elsewhere ?? name.target, message } satisfies MessageRef }),
})
