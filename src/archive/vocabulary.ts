/** Cuts texts at their words, and remembers what was made of each: most texts repeat the same few thousand. */

/** What a unit (UTF-16) is to a word: a digit or a small letter is that itself; the others are smaller than any. */
const UNSEEN = 0
const BETWEEN = 1
const FOREIGN = 2
const BLANK = 0x20

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00

const ofAscii = (unit: number): number => {
  const small = unit | 0x20
  return unit >= 0x30 && unit <= 0x39 ? unit : small >= 0x61 && small <= 0x7a ? small : BETWEEN
}

/** Three years of issues have 146,000 different words. More slots than words, so that a free one is near. */
const SLOTS = 2 ** 18
const MOST_WORDS = 200_000
/** Of the hashes; as integers of 32 bits with a sign, as which they go on: V8 computes with others three times as slowly. */
const START = 0x811c9dc5 | 0
const OTHER_START = 0x2f0b4c47
/** Numbers of a slot: eight slots lie within a line of the processor's cache. */
const SLOT = 2
/** What is noted of a word: in the upper bits those of its hash which do not say where it is, then that it is known, and whether it may be left out. */
const UPPER = ~(SLOTS - 1)
const KNOWN = 2 ** 17
const COMMON = 2 ** 16
/** In the lower bits: how many of its first letters stand for it, or none where it is something else. */
const LETTERS = 2 ** 16 - 1
const ROOM = 2 ** 16

/** Of a text what stands for its words, in order, with blanks between; nothing where it has foreign characters. `telling`: less the common words. */
export type Vocabulary = (text: string, telling?: boolean) => string | undefined

/**
 * @param fold what stands for a word, given in small letters; ASCII, and not empty
 * @param foreign matches a character that may be of a word, but is not ASCII
 * @param common words that tell nothing, in small letters
 */
export const createVocabulary = (fold: (word: string) => string, foreign: RegExp, common: ReadonlySet<string> = new Set()): Vocabulary => {
  const kinds = Uint8Array.from({ length: 0x10000 }, (_, unit) => (unit < 0x80 ? ofAscii(unit) : UNSEEN))
  // A slot has one hash (FNV-1a) of a word, and what is noted of it; the other hash says where it is. They tell words apart without a string of each.
  const slots = new Int32Array(SLOTS * SLOT)
  // By slot.
  const others = new Map<number, string>()
  let known = 0
  let out = Buffer.alloc(ROOM)

  const see = (text: string, at: number): number => {
    const unit = text.charCodeAt(at)
    const kind = foreign.test(String.fromCodePoint(text.codePointAt(at) ?? 0)) ? FOREIGN : BETWEEN
    // The second half of a pair stands behind one that was seen whole.
    if (unit >= 0xdc00 && unit < 0xe000) return BETWEEN
    if (!isHigh(unit)) kinds[unit] = kind
    return kind
  }

  const find = (one: number, other: number): number => {
    let at = (one & (SLOTS - 1)) * SLOT
    for (;;) {
      const note = slots[at + 1] ?? 0
      if (note === 0 || (slots[at] === other && ((note ^ one) & UPPER) === 0)) return at
      at = (at + SLOT) & (SLOTS * SLOT - 1)
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

  /** Brings the word that stands in `out` from `start` to `end` to what stands for it, and a blank. @returns where the next one begins */
  const settle = (start: number, end: number, one: number, other: number, telling: boolean): number => {
    let at = find(one, other)
    if (slots[at + 1] === 0) at = learn(out.toString('latin1', start, end), one, other)
    const note = slots[at + 1] ?? 0
    if (telling && (note & COMMON) !== 0) return start
    const letters = note & LETTERS
    const next = start + (letters > 0 ? letters : out.write(others.get(at) ?? '', start, 'latin1'))
    out[next] = BLANK
    return next + 1
  }

  return (text, telling = false) => {
    // A word may become longer by a blank between any two of its letters.
    if (out.length < 2 * text.length + 2) out = Buffer.alloc(4 * text.length)
    const into = out
    let start = 0
    let end = 0
    let one = START
    let other = OTHER_START
    for (let at = 0; at <= text.length; at++) {
      const unit = at < text.length ? text.charCodeAt(at) : BLANK
      const kind = kinds[unit] || see(text, at)
      if (kind > FOREIGN) {
        into[end++] = kind
        one = Math.imul(one ^ kind, 0x01000193)
        other = Math.imul(other ^ kind, 0x5bd1e995)
        other ^= other >>> 15
      } else if (kind === FOREIGN) {
        return undefined
      } else if (end > start) {
        start = settle(start, end, one, other, telling)
        end = start
        one = START
        other = OTHER_START
      }
    }
    return out.toString('latin1', 0, Math.max(0, start - 1))
  }
}
