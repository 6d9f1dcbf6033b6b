/** Splits ASCII texts into tokens fast, by a hash table from words to their tokens: most texts repeat the same few thousand words. */

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
/** The first value of the first hash (FNV-1a). Hashes are signed 32-bit integers, because V8 computes with others three times as slowly. */
const FIRST_START = 0x811c9dc5 | 0
/** The first value of the second hash. */
const SECOND_START = 0x2f0b4c47
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
/** The initial length of the output, in bytes. */
const OUTPUT_LENGTH = 2 ** 16

/** Gives a text's tokens, in order, separated by blanks; undefined where it has foreign characters. `omitCommon`: without the common words. */
export type Vocabulary = (text: string, omitCommon?: boolean) => string | undefined

/**
 * @param fold the tokens of a word, which is given in lower case; they must be ASCII, separated by blanks, and not empty
 * @param foreign matches characters that may be part of a word, but are not ASCII
 * @param common the words that `omitCommon` leaves out, in lower case
 */
export const createVocabulary = (fold: (word: string) => string, foreign: RegExp, common: ReadonlySet<string> = new Set()): Vocabulary => {
  const kinds = Uint8Array.from({ length: 0x10000 }, (_, unit) => (unit < 0x80 ? asciiKind(unit) : UNKNOWN))
  // The first hash gives a word's slot; the slot has the second hash and a note. So words are told apart without a string of each.
  const slots = new Int32Array(SLOTS * SLOT_LENGTH)
  // The tokens of words that are not the word's first letters, by slot.
  const others = new Map<number, string>()
  let known = 0
  let out = Buffer.alloc(OUTPUT_LENGTH)

  /** The kind of a unit that is UNKNOWN so far. */
  const classify = (text: string, at: number): number => {
    const unit = text.charCodeAt(at)
    const kind = foreign.test(String.fromCodePoint(text.codePointAt(at) ?? 0)) ? FOREIGN : SEPARATOR
    // The second half of a surrogate pair: the first one was classified by the whole character.
    if (unit >= 0xdc00 && unit < 0xe000) return SEPARATOR
    if (!isHigh(unit)) kinds[unit] = kind
    return kind
  }

  /** The index of a word's slot, or of a free one for it. `one` and `other`: its hashes. */
  const find = (one: number, other: number): number => {
    let at = (one & (SLOTS - 1)) * SLOT_LENGTH
    for (;;) {
      const note = slots[at + 1] ?? 0
      if (note === 0 || (slots[at] === other && ((note ^ one) & UPPER) === 0)) return at
      at = (at + SLOT_LENGTH) & (SLOTS * SLOT_LENGTH - 1)
    }
  }

  const learn = (word: string, one: number, other: number): number => {
    if (known === MOST_WORDS) {
      slots.fill(0)
      others.clear()
      known = 0
    }
    known += 1
    const at = find(one, other)
    const folded = fold(word)
    const keeps = word.startsWith(folded) && folded.length <= LETTERS
    slots[at] = other
    slots[at + 1] = (one & UPPER) | KNOWN | (common.has(word) ? COMMON : 0) | (keeps ? folded.length : 0)
    if (!keeps) others.set(at, folded)
    return at
  }

  /** Replaces the word in `out` from `start` to `end` by its tokens and a blank, or by nothing. @returns where the next word begins */
  const finishWord = (start: number, end: number, one: number, other: number, omitCommon: boolean): number => {
    let at = find(one, other)
    if (slots[at + 1] === 0) at = learn(out.toString('latin1', start, end), one, other)
    const note = slots[at + 1] ?? 0
    if (omitCommon && (note & COMMON) !== 0) return start
    const letters = note & LETTERS
    const next = start + (letters > 0 ? letters : out.write(others.get(at) ?? '', start, 'latin1'))
    out[next] = BLANK
    return next + 1
  }

  return (text, omitCommon = false) => {
    // Tokens may add a blank between any two letters of a word.
    if (out.length < 2 * text.length + 2) out = Buffer.alloc(4 * text.length)
    const into = out
    let start = 0
    let end = 0
    let one = FIRST_START
    let other = SECOND_START
    for (let at = 0; at <= text.length; at++) {
      const unit = at < text.length ? text.charCodeAt(at) : BLANK
      const kind = kinds[unit] || classify(text, at)
      if (kind > FOREIGN) {
        into[end++] = kind
        one = Math.imul(one ^ kind, 0x01000193)
        other = Math.imul(other ^ kind, 0x5bd1e995)
        other ^= other >>> 15
      } else if (kind === FOREIGN) {
        return undefined
      } else if (end > start) {
        start = finishWord(start, end, one, other, omitCommon)
        end = start
        one = FIRST_START
        other = SECOND_START
      }
    }
    return out.toString('latin1', 0, Math.max(0, start - 1))
  }
}
