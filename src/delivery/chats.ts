/** What each chat has got of late: one record a chat, found by its key alone. */
import type { Clock } from '../clock.ts'
import { targetKey } from '../platforms/platform.ts'
import type { Target } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import { word } from './part.ts'

/** A delivery, as short as it can be said: `at`, since when; `finished`, nothing is left to send. */
export type Got = readonly [uid: string, at: number, finished: 0 | 1]

/**
 * `got`: a line a delivery, in the order in which they were noted: its uid, encoded, its time in base 36, and 0 or 1. With each digest a line is looked
 * for and another written; as a list, to take a hundred of them apart and put them together would be most of the work of a send. A record of before is that list.
 */
export interface ChatRecord {
  target: Target
  got: string | readonly Got[]
}

export interface Chats {
  /** What a chat has of an issue. */
  one(target: Target, uid: string): Promise<Got | undefined>
  got(target: Target): Promise<readonly Got[]>
  /** Notes deliveries. Of one that is known it stays known since when, and that it is finished. */
  note(target: Target, got: readonly Got[]): Promise<void>
  /** The same of several. */
  of(targets: readonly Target[]): Promise<{ target: Target; got: readonly Got[] }[]>
  /** Of a chat (without `thread`: with all its threads) or of all chats, found by a look through all keys. */
  within(scope: Target | 'all'): ReturnType<Chats['of']>
  forget(target: Target): Promise<void>
}

/**
 * For how long (ms) is known what a chat has got: longer than a part is (40 days), and than any issue is due (13 days) or corrected (30 at most), for an
 * admin who looks back.
 */
const REMEMBERED = 120 * 86_400_000

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

/** Where the line of an issue begins and ends; at the end of all, and empty, where there is none. */
const place = (uid: string, lines: string): [from: number, to: number] => {
  const from = `\n${lines}`.indexOf(`\n${word(uid)}`)
  return from === -1 ? [lines.length, lines.length] : [from, lines.indexOf('\n', from) + 1]
}

const noted = (lines: string, got: Got): string => {
  const [from, to] = place(got[0], lines)
  const known = from === to ? got : read(lines.slice(from, to))
  return lines.slice(0, from) + write([known[0], known[1], known[2] || got[2]]) + lines.slice(to)
}

/** Without those at its beginning that were begun before `oldest`. */
const withoutOld = (lines: string, oldest: number): string => {
  let from = 0
  for (let to = lines.indexOf('\n') + 1; to > 0 && read(lines.slice(from, to))[1] <= oldest; to = lines.indexOf('\n', from) + 1) from = to
  return lines.slice(from)
}

/** Is `target` the one meant by `scope`, where no thread means the whole chat? */
export const within = (target: Target, scope: Target): boolean =>
  target.platform === scope.platform && target.chat === scope.chat && (scope.thread === undefined || target.thread === scope.thread)

export const chatKey = (target: Target): string => word(targetKey(target))

/** What the keys of a chat and of its threads begin with, and perhaps those of others: without the space at its end. */
export const chatsPrefix = ({ platform, chat }: Target): string => chatKey({ platform, chat }).trimEnd()
