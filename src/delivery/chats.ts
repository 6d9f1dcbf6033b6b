/** Stores the recent deliveries of each target, in one record per target. */
import type { Clock } from '../clock.ts'
import { targetKey } from '../platforms/platform.ts'
import type { Target } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import { DAY } from '../issue/day.ts'
import { word } from './part.ts'

/** A delivery: `at` (epoch ms), when it was begun; `finished`, 1 when nothing is left to send. */
export type Got = readonly [uid: string, at: number, finished: 0 | 1]

/**
 * `got` has a line per delivery, in the order in which they were noted: uid (encoded), time in base 36, and 0 or 1. It is text, because each send
 * finds one line and changes it, while parsing and serializing a list of a hundred deliveries would take most of a send's time. Earlier
 * versions stored that list.
 */
export interface ChatRecord {
  target: Target
  got: string | readonly Got[]
}

export interface Chats {
  /** The delivery of an issue to a target. */
  one(target: Target, uid: string): Promise<Got | undefined>
  /** All deliveries to a target, in the order in which they were noted. */
  got(target: Target): Promise<readonly Got[]>
  /** Adds deliveries. A known one keeps its time, and stays finished once it is. */
  note(target: Target, got: readonly Got[]): Promise<void>
  /** The deliveries to each of several targets. */
  of(targets: readonly Target[]): Promise<{ target: Target; got: readonly Got[] }[]>
  /** The deliveries to each target of a chat (without `thread`: with all its threads) or of all chats. It scans the store's keys. */
  within(scope: Target | 'all'): ReturnType<Chats['of']>
  /** Deletes a target's record. */
  forget(target: Target): Promise<void>
}

/**
 * How long (ms) a delivery is kept, for admins who look back: longer than parts are kept (40 days), and than issues are due (13 days) or corrected
 * (at most 30 days).
 */
const REMEMBERED = 120 * DAY

export const createChats = (store: Store<ChatRecord>, clock: Clock): Chats => {
  const linesOf = async (target: Target): Promise<string> => written(await store.get(chatKey(target)))
  return {
    async one(target, uid) {
      const lines = await linesOf(target)
      const [from, to] = place(uid, lines)
      return from === to ? undefined : read(lines.slice(from, to))
    },
    got: async (target) => readAll(await linesOf(target)),
    note: (target, more) =>
      store.update(
        chatKey(target),
        (record) => ({ target, got: more.reduce(noted, withoutOld(written(record), clock.now() - REMEMBERED)) }),
        REMEMBERED,
      ),
    of: (targets) => Promise.all(targets.map(async (target) => ({ target, got: readAll(await linesOf(target)) }))),
    async within(scope) {
      const found: { target: Target; got: readonly Got[] }[] = []
      for await (const [, chat] of store.entries(scope === 'all' ? '' : chatsPrefix(scope)))
        if (scope === 'all' || within(chat.target, scope)) found.push({ target: chat.target, got: readAll(written(chat)) })
      return found
    },
    forget: (target) => store.delete(chatKey(target)),
  }
}

const write = ([uid, at, finished]: Got): string => `${word(uid)}${at.toString(36)} ${finished}\n`

/** A record's lines. */
const written = ({ got }: Pick<ChatRecord, 'got'> = { got: '' }): string => (typeof got === 'string' ? got : got.map(write).join(''))

const read = (line: string): Got => {
  const [uid = '', at = '', finished] = line.trimEnd().split(' ')
  return [decodeURIComponent(uid), Number.parseInt(at, 36), finished === '1' ? 1 : 0]
}

const readAll = (lines: string): Got[] => lines.split('\n').slice(0, -1).map(read)

/** The start and end of an issue's line; both are the end of `lines` if there is none. */
const place = (uid: string, lines: string): [from: number, to: number] => {
  const from = `\n${lines}`.indexOf(`\n${word(uid)}`)
  return from === -1 ? [lines.length, lines.length] : [from, lines.indexOf('\n', from) + 1]
}

const noted = (lines: string, got: Got): string => {
  const [from, to] = place(got[0], lines)
  const known = from === to ? got : read(lines.slice(from, to))
  return lines.slice(0, from) + write([known[0], known[1], known[2] || got[2]]) + lines.slice(to)
}

/** The lines without the leading ones whose deliveries were begun up to `oldest`. */
const withoutOld = (lines: string, oldest: number): string => {
  let from = 0
  for (let to = lines.indexOf('\n') + 1; to > 0 && read(lines.slice(from, to))[1] <= oldest; to = lines.indexOf('\n', from) + 1) from = to
  return lines.slice(from)
}

/** Whether `scope` includes `target`; a scope without `thread` is the whole chat. */
export const within = (target: Target, scope: Target): boolean =>
  target.platform === scope.platform && target.chat === scope.chat && (scope.thread === undefined || target.thread === scope.thread)

export const chatKey = (target: Target): string => word(targetKey(target))

/** The prefix of the keys of a chat and its threads. Other chats' keys may have it too, because it lacks the space that ends a word. */
export const chatsPrefix = ({ platform, chat }: Target): string => chatKey({ platform, chat }).trimEnd()
