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

/** Marks in `kept` a word that may be left out. */
const COMMON = 2 ** 15

/** Three years of issues have 146,000 different words. More slots than words, so that a free one is near. */
const SLOTS = 2 ** 18
const MOST_WORDS = 200_000
/** Of the hashes; as integers of 32 bits with a sign, as which they go on: V8 computes with others three times as slowly. */
const START = 0x811c9dc5 | 0
const OTHER_START = 0x2f0b4c47
/** Four numbers lie within a line of the processor's cache. */
const SLOT = 4
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
  // A slot has two hashes (FNV-1a) of 32 bits, which tell words apart without making a string of each, and the word's number.
  const slots = new Int32Array(SLOTS * SLOT)
  // Of a word by its number: how many of its first letters stand for it, or none where it is something else.
  const kept = new Uint16Array(MOST_WORDS + 1)
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
    while (slots[at + 2] !== 0 && (slots[at] !== one || slots[at + 1] !== other)) at = (at + SLOT) % slots.length
    return at
  }

  const learn = (word: string, one: number, other: number): number => {
    if (known === MOST_WORDS) {
      slots.fill(0)
      others.clear()
      known = 0
    }
    known += 1
    slots.set([one, other, known], find(one, other))
    const folded = fold(word)
    const keeps = word.startsWith(folded) && folded.length < COMMON
    kept[known] = (keeps ? folded.length : 0) | (common.has(word) ? COMMON : 0)
    if (!keeps) others.set(known, folded)
    return known
  }

  /** Brings the word that stands in `out` from `start` to `end` to what stands for it, and a blank. @returns where the next one begins */
  const settle = (start: number, end: number, one: number, other: number, telling: boolean): number => {
    const word = slots[find(one, other) + 2] || learn(out.toString('latin1', start, end), one, other)
    const entry = kept[word] ?? 0
    if (telling && entry >= COMMON) return start
    const letters = entry & (COMMON - 1)
    const next = start + (letters > 0 ? letters : out.write(others.get(word) ?? '', start, 'latin1'))
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
