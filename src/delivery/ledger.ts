/** What went where: one record for each part of each digest. A message is sent only through it, so that none is sent twice. */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Edition } from '../issue/issue.ts'
import { targetKey } from '../platforms/platform.ts'
import type { MessageRef, Payload, Target } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'

/**
 * `planned`: to be sent when the platform lets us. `sending`: on its way, or the process died over it.
 * `sent`: posted, with its message. `unknown`: perhaps posted; never repeated, for it could appear twice.
 * `rejected`: the platform refused it. `gone`: the chat could not be reached.
 */
export type PartState = 'planned' | 'sending' | 'sent' | 'unknown' | 'rejected' | 'gone'

/** What names a part: its target, the issue and edition, and its number from 0. */
export interface PartName {
  target: Target
  uid: string
  edition: Edition
  number: number
}

export interface Part extends PartName {
  state: PartState
  /** How many parts the digest had when this one was tried. */
  of: number
  /** Of the payload that the message holds, or was about to. */
  hash: string
  /** Epoch milliseconds: of the last change, and of the first try to send it. */
  at: number
  triedAt?: number
  message?: MessageRef
  /** Why it was rejected, is gone or unknown. */
  why?: string
}

/** What a chat has of an issue. `at`: since when. `finished`: nothing is left to send. */
export interface Delivery {
  uid: string
  at: number
  finished: boolean
}

export interface Ledger {
  /** By number. */
  parts(target: Target, uid: string): Promise<Part[]>
  /** Everything that was begun for a target in the last months, by issue. */
  deliveries(target: Target): Promise<Map<string, Delivery>>
  /** Notes that a part is about to be sent for the first time, unless another worker did so before: then `undefined`. */
  begin(part: PartName & Pick<Part, 'of' | 'hash'>): Promise<Part | undefined>
  /** Notes a part as it is now, and resolves when that would survive a crash. */
  note(part: Omit<Part, 'at'>): Promise<Part>
  /** A chat has another id: what it received came with it. A target without `thread` means the whole chat. */
  move(from: Target, to: Target): Promise<void>
}

/** How long (ms) a part is kept after it was noted last. An issue is due for days and corrected for a week; a job is known for 35 days. */
const KEEP = 120 * 86_400_000

/** Names a part towards platforms and in the ledger. */
export const partId = ({ target, uid, edition, number }: PartName): string => `${issueKey(target, uid)}${word(edition)} ${number}`

export const payloadHash = (payload: Payload): string => createHash('sha256').update(JSON.stringify(payload)).digest('base64url')

/** `store` must be durable: its records are what keeps a message from being sent twice. */
export const createLedger = ({ store, clock }: { store: Store<Part>; clock: Clock }): Ledger => {
  const read = async (prefix: string): Promise<Part[]> => {
    const parts: Part[] = []
    for await (const [, part] of store.entries(prefix)) parts.push(part)
    return parts.sort((a, b) => a.number - b.number)
  }
  return {
    parts: (target, uid) => read(issueKey(target, uid)),
    async deliveries(target) {
      const byIssue = Map.groupBy(await read(wholeKey(target)), ({ uid }) => uid)
      return new Map([...byIssue].map(([uid, parts]) => [uid, summary(uid, parts)]))
    },
    async begin(part) {
      const now = clock.now()
      const begun: Part = { ...part, state: 'sending', at: now, triedAt: now }
      return (await store.add(partId(part), begun, KEEP)) ? begun : undefined
    },
    async note(part) {
      const noted = { ...part, at: clock.now() }
      await store.set(partId(part), noted, KEEP)
      return noted
    },
    async move(from, to) {
      if (targetKey(from) === targetKey(to)) return
      const moved: Part[] = []
      // Without the space at its end: threads of the chat begin with the chat's key.
      const chat = word(targetKey({ platform: from.platform, chat: from.chat })).trimEnd()
      for await (const [, part] of store.entries(chat)) if (within(part.target, from)) moved.push(part)
      for (const part of moved) {
        const target = { ...part.target, platform: to.platform, chat: to.chat, ...(to.thread === undefined ? {} : { thread: to.thread }) }
        const name = { ...part, target }
        // What the new chat has already stays; a move that broke off is taken up again.
        await store.add(partId(name), name, KEEP)
        await store.delete(partId(part))
      }
    },
  }
}

/** Is `target` the one meant by `scope`, where no thread means the whole chat? */
export const within = (target: Target, scope: Target): boolean =>
  target.platform === scope.platform && target.chat === scope.chat && (scope.thread === undefined || target.thread === scope.thread)

const summary = (uid: string, parts: readonly Part[]): Delivery => {
  const latest = parts.reduce((latest, part) => (part.at >= latest.at ? part : latest))
  const settled = parts.every(({ state }) => state !== 'planned' && state !== 'sending')
  const at = Math.min(...parts.map(({ at, triedAt = at }) => triedAt))
  return { uid, at, finished: parts.some(({ state }) => state === 'gone') || (settled && parts.length >= latest.of) }
}

/** Pieces of a key end with a space, which they cannot hold, so that no piece is the beginning of another. */
const word = (piece: string): string => `${encodeURIComponent(piece)} `
const wholeKey = (target: Target): string => word(targetKey(target))
const issueKey = (target: Target, uid: string): string => wholeKey(target) + word(uid)
