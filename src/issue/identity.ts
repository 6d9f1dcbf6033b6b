/** Recognizes an issue that was changed, renamed or translated. */
import { DAY } from './day.ts'
import { type Issue, RECAP_KINDS, type SectionKind, itemsOf, passagesOf } from './issue.ts'

/** How many days apart the dates of a renamed issue may be. Most keep their day or move by one; two allow for the newsletter's weekends. */
const MAX_DAYS = 2
/**
 * The least share of the smaller recap's features that the other must have. Renamed issues share all, neighbouring days only what was left over by
 * mistake.
 */
const LEAST_SHARE = 0.5
/** The fewest features or links that are compared. */
const LEAST_FEATURES = 3
/** The most features of a fingerprint. */
const SKETCH_SIZE = 64

/** Ranges of UTF-16 units that separate words: punctuation, symbols, surrogates. */
const PUNCTUATION: readonly (readonly [from: number, to: number])[] = [
  [0x2000, 0x2bff],
  [0x3000, 0x303f],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe4f],
  [0xff00, 0xff0f],
  [0xff1a, 0xff20],
]
/** Whether a UTF-16 unit may be part of a word. Surrogates, and so emoji, are not. */
const isWordUnit = (unit: number): boolean =>
  unit < 0x80
    ? (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a)
    : unit >= 0xc0 && PUNCTUATION.every(([from, to]) => unit < from || unit > to)

const BLANK = 0x20
/** Each UTF-16 unit as it is hashed: in lower case (ASCII only), or a blank where it is not part of a word. */
const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, unit) => (!isWordUnit(unit) ? BLANK : unit < 0x80 ? unit | 0x20 : unit))

/** Two hashes of 32 bits. Signed integers in a typed array, because V8 computes with others three times as slowly. */
type WordHash = Int32Array
const startHash = (): WordHash => Int32Array.of(0x811c9dc5, 0x2f0b4c47)

/**
 * Adds the words of a text to both hashes (the first is FNV-1a), whatever separates the words: a page has ’ where its feed has ', and either may lose
 * emphasis or a blank.
 */
const addTo = (hashes: WordHash, text: string): void => {
  let [one = 0, other = 0] = hashes
  let last = 0x0a
  for (let at = 0; at < text.length; at++) {
    const unit = FOLDED[text.charCodeAt(at)] ?? BLANK
    // A blank is hashed with the word after it, so none is at either end.
    if (unit === BLANK) {
      if (last !== 0x0a) last = unit
      continue
    }
    if (last === BLANK) {
      one = Math.imul(one ^ last, 0x01000193)
      other = Math.imul(other ^ last, 0x5bd1e995)
    }
    one = Math.imul(one ^ unit, 0x01000193)
    other = Math.imul(other ^ unit, 0x5bd1e995)
    other ^= other >>> 15
    last = unit
  }
  hashes[0] = Math.imul(one ^ 0x0a, 0x01000193)
  hashes[1] = Math.imul(other ^ 0x0a, 0x5bd1e995)
}

const hash = (text: string): string => {
  const hashes = startHash()
  addTo(hashes, text)
  return ((hashes[0] ?? 0) >>> 0).toString(36).padStart(7, '0')
}

/**
 * A hash of an issue's edition, date, words and links. It is the same for other typography, and for the issue's feed and its page. Tags, statistics
 * and the stated date are not part of it.
 */
export const contentHash = (issue: Issue): string => {
  const hashes = startHash()
  const add = (text: string): void => addTo(hashes, text)
  for (const text of [issue.edition, issue.date, issue.title, issue.summary]) add(text)
  for (const { kind, heading, topics } of issue.sections) {
    add(`section ${kind}`)
    add(heading)
    for (const topic of topics) {
      add('topic')
      add(topic.heading)
      for (const item of topic.items) {
        add(item.text)
        for (const url of item.urls) add(url)
      }
    }
  }
  return Array.from(hashes, (part) => (part >>> 0).toString(16)).join('.')
}

/** How many characters of an item are hashed as a feature: enough to tell it from others. */
const FEATURE_LENGTH = 300

/** The features of an issue's sections of some kinds: hashes of their items' texts and links. */
const featuresOf = (issue: Issue, kinds: readonly SectionKind[]): Set<string> => {
  const passages = itemsOf(issue.sections.filter(({ kind }) => kinds.includes(kind))).flatMap(passagesOf)
  return new Set(passages.flatMap(({ text, urls }) => [hash(text.slice(0, FEATURE_LENGTH)), ...urls.map(hash)]))
}

const linksOf = ({ sections }: Issue): Set<string> => new Set(itemsOf(sections).flatMap(({ urls }) => urls))

/** The share of the smaller set that the other one has. */
const overlap = (a: Set<string>, b: Set<string>): number => {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const feature of few) if (many.has(feature)) shared++
  return few.size === 0 ? 0 : shared / few.size
}

/** At most 64 features of an issue's recaps: issues that are mostly the same share some of these, other issues hardly any. */
export const fingerprint = (issue: Issue): string[] => [...featuresOf(issue, RECAP_KINDS)].toSorted().slice(0, SKETCH_SIZE)

/** Whether `b` is the issue `a` in another language: it has the same day and mostly the same links, which translators keep. */
export const isTranslation = (a: Issue, b: Issue): boolean => {
  const [some, others] = [linksOf(a), linksOf(b)]
  return (
    a.edition !== b.edition &&
    a.date === b.date &&
    Math.min(some.size, others.size) >= LEAST_FEATURES &&
    overlap(some, others) >= LEAST_SHARE
  )
}

/**
 * Whether `b` is the issue `a` under another slug: the same edition, at most two days apart, and mostly the same text in each recap that both have.
 * The date alone does not identify an issue, be it the slug's or the stated one. A single recap does not either: issues were published with the
 * Discord section of the day before, and once with the whole body of an issue four days older.
 */
export const sameIssue = (a: Issue, b: Issue): boolean => {
  if (a.edition !== b.edition) return false
  if (a.id === b.id) return true
  if (Math.abs(Date.parse(a.date) - Date.parse(b.date)) > MAX_DAYS * DAY) return false
  const pairs = RECAP_KINDS.map((kind) => [featuresOf(a, [kind]), featuresOf(b, [kind])] as const).filter(
    (pair) => Math.min(pair[0].size, pair[1].size) >= LEAST_FEATURES,
  )
  return pairs.length > 0 && pairs.every(([some, others]) => overlap(some, others) >= LEAST_SHARE)
}
