/** A part is one message of a digest in a chat. This file has its name, its states and their transitions. */
import { hash } from 'node:crypto'
import type { Edition } from '../issue/issue.ts'
import { targetKey } from '../platforms/platform.ts'
import type { MessageRef, Payload, Target } from '../platforms/platform.ts'

/**
 * The states of a part, each with the states that may follow it.
 * - `planned`: not posted; sent when the platform permits it.
 * - `sending`: being sent, or interrupted while it was sent.
 * - `sent`: posted; its message is known.
 * - `edited`: posted, and edited since.
 * - `unknown`: perhaps posted; not repeated automatically, because it could appear twice.
 * - `rejected`: refused by the platform; kept with its payload.
 * - `gone`: not posted, because the chat could not be reached; sent if somebody subscribes again while the issue is due.
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
 * The publication of a part to the chat's followers (those of a Discord announcement channel).
 * - `due`: to be published once all parts are posted.
 * - `published`: published; the platform passes on later edits.
 * - `dropped`: not published; the part's `why` has the reason.
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
  /** How many parts the digest had when this one was last sent or edited. */
  of: number
  /** The `payloadHash` of the payload that was last sent, or is being sent. */
  hash: string
  /** The time of the last change, in epoch milliseconds. */
  at: number
  /** When a part in `sending` was first sent, in epoch milliseconds. */
  triedAt?: number
  message?: MessageRef
  /** Absent if the part is not to be published. */
  publication?: Publication
  /** Why the part was rejected, is gone or unknown, or could not be edited or published. */
  why?: string
  /** The payload of a rejected part. */
  payload?: Payload
  /** Only in the first part: the hash of all payloads of the digest that the chat has, without the mark of a change. */
  content?: string
  /** Only in the first part: its text is marked as updated. */
  marked?: true
  /** Only in the first posted part: the job id of the last correction that was given up. */
  givenUp?: string
}

/** A part's id for platforms, which use it as the nonce of its message. */
export const partId = ({ target, uid, edition, number }: PartName): string =>
  `${word(targetKey(target))}${word(uid)}${word(edition)}${number}`

/** Identifies a message's content: 96 bits of SHA-256, which is enough as it protects no secret. */
export const payloadHash = (payload: unknown): string => hash('sha256', JSON.stringify(payload), 'base64url').slice(0, 16)

/** A part without its last `why`, unless that is the reason why it was not published. */
export const clean = (part: Part): Part => {
  if (part.publication === 'dropped') return part
  const { why: _, ...rest } = part
  return rest
}

/** Whether a part is posted. */
export const stands = ({ state }: Pick<Part, 'state'>): boolean => state === 'sent' || state === 'edited'

/** Whether a part is, or may be, posted. */
export const mayStand = (part: Pick<Part, 'state'>): boolean => stands(part) || part.state === 'sending'

/** Encodes a component of a key. It ends with a space, which it has nowhere else, so that no component is a prefix of another. */
export const word = (piece: string): string => `${encodeURIComponent(piece)} `
