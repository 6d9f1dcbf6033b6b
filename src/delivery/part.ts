/** A part of a digest in a chat: what names it, and the states that it goes through. */
import { hash } from 'node:crypto'
import type { Edition } from '../issue/issue.ts'
import { targetKey } from '../platforms/platform.ts'
import type { MessageRef, Payload, Target } from '../platforms/platform.ts'

/**
 * From each state, those that may follow.
 * - `planned`: to be sent when the platform lets us; nothing of it was posted.
 * - `sending`: on its way, or the process died over it.
 * - `sent`: posted, with its message. `edited`: the same, with other content than it was posted with.
 * - `unknown`: perhaps posted; not repeated by itself, for it could appear twice.
 * - `rejected`: the platform refused it; kept with its payload.
 * - `gone`: the chat could not be reached; sent when it subscribes anew while the issue is new.
 */
export const FOLLOWS = {
  planned: ['sending', 'gone', 'rejected'],
  sending: ['sending', 'sent', 'planned', 'unknown', 'rejected', 'gone'],
  sent: ['sent', 'edited'],
  edited: ['edited'],
  unknown: ['sending'],
  rejected: [],
  gone: ['sending'],
} as const satisfies Record<string, readonly string[]>

export type PartState = keyof typeof FOLLOWS

/**
 * Where others can follow a chat, beside its state, how far a part is on its way to them. `due`: to be published once all parts are posted. `published`:
 * it is, and what is edited later reaches them by itself. `dropped`: it will not be; `why` says why.
 */
export type Publication = 'due' | 'published' | 'dropped'

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
  /** Epoch milliseconds of the last change. */
  at: number
  /** Of a part in `sending`: when it was first tried. */
  triedAt?: number
  message?: MessageRef
  /** Absent: nobody is to get it but the chat. */
  publication?: Publication
  /** Why it was rejected, is gone or unknown, or could not be edited or published. */
  why?: string
  /** Of a rejected part: what was refused. */
  payload?: Payload
  /** Of the first part: the digest that the chat has, as a hash of all its payloads without the mark of a change. */
  content?: string
  /** Of the first part: it says that the issue changed. */
  marked?: true
  /** The last correction (its job) that was given up, of the first part that stands. */
  givenUp?: string
}

/** Names a part towards platforms. */
export const partId = ({ target, uid, edition, number }: PartName): string =>
  `${word(targetKey(target))}${word(uid)}${word(edition)}${number}`

/** 96 bits of SHA-256: a name for the content of a message, not a secret. */
export const payloadHash = (payload: unknown): string => hash('sha256', JSON.stringify(payload), 'base64url').slice(0, 16)

/** Without what was said of it before, but for why it was not published. */
export const clean = (part: Part): Part => {
  if (part.publication === 'dropped') return part
  const { why: _, ...rest } = part
  return rest
}

/** Does its message stand in the chat? */
export const stands = ({ state }: Pick<Part, 'state'>): boolean => state === 'sent' || state === 'edited'

/** The same, or may it? */
export const mayStand = (part: Pick<Part, 'state'>): boolean => stands(part) || part.state === 'sending'

/** Pieces of a key end with a space, which they cannot hold, so that no piece is the beginning of another. */
export const word = (piece: string): string => `${encodeURIComponent(piece)} `
