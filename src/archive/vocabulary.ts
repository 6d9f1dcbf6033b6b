/** Splits texts into tokens fast, by a hash table from words to their tokens: most texts repeat the same few thousand words. */
import { randomInt } from 'node:crypto'

// The kinds of UTF-16 units. A digit or letter of ASCII, in lower case, is its own kind, which is greater than these.

/** A unit whose kind is not known yet. */
const UNKNOWN = 0
/** A unit that separates words. */
const SEPARATOR = 1
/** A unit that may be part of a word but is not ASCII. */
const FOREIGN = 2
const BLANK = 0x20

/** Whether a unit is the first half of a surrogate pair. */
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00

const asciiKind = (unit: number): number => {
  const small = unit | 0x20
  return unit >= 0x30 && unit <= 0x39 ? unit : small >= 0x61 && small <= 0x7a ? small : SEPARATOR
}

/** How many slots the hash table has: more than words, so that a free one is near. A power of two, for masks. */
const SLOTS = 2 ** 18
/** How many words the table holds; then it is cleared. Three years of issues have 146,000 different words. */
const MOST_WORDS = 200_000
/**
 * The first values of the two hashes. Hashes are signed 32-bit integers, because V8 computes with others three times as slowly. The first one, which
 * gives the slot, begins with another value in each process: else a text could be made of words that share a few slots, and take a minute.
 */
const FIRST_START = randomInt(2 ** 32) | 0
const SECOND_START = 0x811c9dc5 | 0
/** How many numbers a slot has: the second hash and a note. Eight slots fit a cache line of the processor. */
const SLOT_LENGTH = 2
/** The bits of a note that repeat the first hash's upper bits, which its slot does not tell. */
const UPPER = ~(SLOTS - 1)
/** The bit of a note that is set for every word, so that no note is 0. */
const KNOWN = 2 ** 17
/** The bit of a note that marks a common word. */
const COMMON = 2 ** 16
/** The bits of a note for the number of the word's first letters that are its token; 0 if `others` has its tokens. */
const LETTERS = 2 ** 16 - 1
/** For texts of how many UTF-16 units there is room at first. */
const ROOM = 2 ** 15
/** Room for more units is given up again: hardly any text is as long. */
const MOST_ROOM = 2 ** 20

/** Splits texts into tokens. */
export interface Vocabulary {
  /** The tokens of a text, in order; equal tokens are the same string. */
  list(text: string): string[]
  /** The tokens of a text, in order, without the common words, separated by blanks; undefined where it has foreign characters. */
  join(text: string): string | undefined
}

/**
 * @param fold the tokens of a word, which is given in lower case; they must be ASCII, separated by blanks, and not empty
 * @param foldForeign the tokens of a piece of text that has foreign characters, up to the separators around it
 * @param foreign matches characters that may be part of a word, but are not ASCII
 * @param common the words that `join` leaves out, in lower case
 */
export const createVocabulary = (
  fold: (word: string) => string,
  foldForeign: (piece: string) => readonly string[],
  foreign: RegExp,
  common: ReadonlySet<string> = new Set(),
): Vocabulary => {
  const kinds = Uint8Array.from({ length: 0x10000 }, (_, unit) => (unit < 0x80 ? asciiKind(unit) : UNKNOWN))
  // The first hash gives a word's slot; the slot has the second hash and a note. So words are told apart without a string of each.
  const slots = new Int32Array(SLOTS * SLOT_LENGTH)
  // The tokens of words that are not the word's first letters, by slot.
  const others = new Map<number, string>()
  // The tokens of words that were listed, by slot.
  const lists = Array.from<unknown, readonly string[] | undefined>({ length: SLOTS }, () => undefined)
  let known = 0
  let room = ROOM
  // A text is copied, because its units are read three times as fast from an array as from a string.
  let copy = Buffer.alloc(2 * room)
  let units = new Uint16Array(copy.buffer, copy.byteOffset, room)
  let out = Buffer.alloc(2 * room)

  /** The kind of a unit that is UNKNOWN so far. */
  const classify = (text: string, at: number): number => {
    const unit = text.charCodeAt(at)
    const kind = foreign.test(String.fromCodePoint(text.codePointAt(at) ?? 0)) ? FOREIGN : SEPARATOR
    // The second half of a surrogate pair: the first one was classified by the whole character.
    if (unit >= 0xdc00 && unit < 0xe000) return SEPARATOR
    if (!isHigh(unit)) kinds[unit] = kind
    return kind
  }

  const noteOf = (slot: number): number => slots[SLOT_LENGTH * slot + 1] ?? 0

  /** The slot of a word, or a free one for it. `one` and `other`: its hashes. */
  const find = (one: number, other: number): number => {
    let slot = one & (SLOTS - 1)
    for (;;) {
      const note = noteOf(slot)
      if (note === 0 || (slots[SLOT_LENGTH * slot] === other && ((note ^ one) & UPPER) === 0)) return slot
      slot = (slot + 1) & (SLOTS - 1)
    }
  }

  const learn = (word: string, one: number, other: number): number => {
    if (known === MOST_WORDS) {
      slots.fill(0)
      others.clear()
      lists.fill(undefined)
      known = 0
    }
    known += 1
    const slot = find(one, other)
    const folded = fold(word)
    const keeps = word.startsWith(folded) && folded.length <= LETTERS
    slots[SLOT_LENGTH * slot] = other
    slots[SLOT_LENGTH * slot + 1] = (one & UPPER) | KNOWN | (common.has(word) ? COMMON : 0) | (keeps ? folded.length : 0)
    if (!keeps) others.set(slot, folded)
    return slot
  }

  /** The slot of the word that stands in `out` from `start` to `end`. */
  const slotOf = (start: number, end: number, one: number, other: number): number => {
    const slot = find(one, other)
    return noteOf(slot) === 0 ? learn(out.toString('latin1', start, end), one, other) : slot
  }

  /** The tokens of the word that stands in `out` from `start` on. */
  const listOf = (slot: number, start: number): readonly string[] => {
    const letters = noteOf(slot) & LETTERS
    return (lists[slot] ??= letters > 0 ? [out.toString('latin1', start, start + letters)] : (others.get(slot) ?? '').split(' '))
  }

  /** Replaces the word that stands in `out` from `start` on by its tokens and a blank, or by nothing if it is common. @returns their end */
  const replaceWord = (slot: number, start: number): number => {
    const note = noteOf(slot)
    if ((note & COMMON) !== 0) return start
    const letters = note & LETTERS
    const next = start + (letters > 0 ? letters : out.write(others.get(slot) ?? '', start, 'latin1'))
    out[next] = BLANK
    return next + 1
  }

  const makeRoom = (length: number): void => {
    room = Math.ceil(1.25 * length) + 1
    copy = Buffer.alloc(2 * room)
    units = new Uint16Array(copy.buffer, copy.byteOffset, room)
    // Tokens may add a blank between any two letters of a word.
    out = Buffer.alloc(2 * room)
  }

  /** Where the piece of a text ends that has a foreign character at `at`. */
  const endOfPiece = (text: string, at: number): number => {
    let end = at
    for (let kind = FOREIGN; kind !== SEPARATOR && end < text.length; kind = kinds[units[end] ?? 0] || classify(text, end))
      end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
    return end
  }

  /** Splits a text into `list`, or else into `out`; then it returns the length there, or undefined where the text has foreign characters. */
  const split = (text: string, list?: string[]): number | undefined => {
    const { length } = text
    if (length >= room) makeRoom(length)
    copy.write(text, 'utf16le')
    units[length] = BLANK
    const [from, into] = [units, out]
    let start = 0
    let end = 0
    let one = FIRST_START
    let other = SECOND_START
    for (let at = 0; at <= length; at++) {
      const kind = kinds[from[at] ?? 0] || classify(text, at)
      if (kind > FOREIGN) {
        into[end++] = kind
        one = Math.imul(one ^ kind, 0x5bd1e995)
        one ^= one >>> 15
        other = Math.imul(other ^ kind, 0x01000193)
        continue
      }
      if (kind === FOREIGN) {
        if (list === undefined) return undefined
        const next = endOfPiece(text, at)
        for (const token of foldForeign(text.slice(at - end, next))) list.push(token)
        at = next
      } else if (end > start) {
        const slot = slotOf(start, end, one, other)
        if (list === undefined) start = replaceWord(slot, start)
        else for (const token of listOf(slot, start)) list.push(token)
      }
      end = start
      one = FIRST_START
      other = SECOND_START
    }
    return start
  }

  const giveUpRoom = (): void => {
    if (room > MOST_ROOM) makeRoom(ROOM)
  }

  return {
    list(text) {
      const list: string[] = []
      split(text, list)
      giveUpRoom()
      return list
    },
    join(text) {
      const length = split(text)
      const joined = length === undefined ? undefined : out.toString('latin1', 0, Math.max(0, length - 1))
      giveUpRoom()
      return joined
    },
  }
}
