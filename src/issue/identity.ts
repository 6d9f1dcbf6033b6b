import type { Issue, SectionKind } from './issue.ts'
import { RECAP_KINDS, passagesOf } from './issue.ts'

/** A renamed issue keeps its day or moves by one; two allow for the newsletter's weekends. */
const MAX_DAYS = 2
/** Share of the smaller recap's features that the other must have. Renamed issues share all; neighbouring days share what was left over by mistake. */
const MOSTLY = 0.5
/** Fewer features than this say nothing. */
const ENOUGH = 3
const SKETCH = 64

const DAY = 86_400_000

const PUNCTUATION: readonly (readonly [from: number, to: number])[] = [
  [0x2000, 0x2bff],
  [0x3000, 0x303f],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe4f],
  [0xff00, 0xff0f],
  [0xff1a, 0xff20],
]
/** Whether a UTF-16 unit may be of a word. Emoji, which come in pairs of units, are not. */
const isOfWord = (unit: number): boolean =>
  unit < 0x80
    ? (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a)
    : unit >= 0xc0 && PUNCTUATION.every(([from, to]) => unit < from || unit > to)

const BLANK = 0x20
/** For each UTF-16 unit what it counts as: itself, small, or a blank. */
const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, unit) => (!isOfWord(unit) ? BLANK : unit < 0x80 ? unit | 0x20 : unit))

/** Two hashes of 32 bits. As integers with a sign, kept in one place: V8 computes with others three times as slowly. */
type WordHash = Int32Array
const startHash = (): WordHash => Int32Array.of(0x811c9dc5, 0x2f0b4c47)

/**
 * Hashes texts word for word (FNV-1a), whatever stands between the words: a page has ’ where its feed has ', and either may lose emphasis or a blank.
 */
const addTo = (hashes: WordHash, text: string): void => {
  let [one = 0, other = 0] = hashes
  let last = 0x0a
  for (let at = 0; at < text.length; at++) {
    const unit = FOLDED[text.charCodeAt(at)] ?? BLANK
    // Blanks are taken with the word behind them, and so not at either end.
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
 * A hash of an issue's date, words and links: the same however it was set, read from its feed or from its page. Tags, statistics and the stated
 * date do not count.
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

/** The first so many characters of an item tell it from others. */
const TELLING = 300

/** Hashes of what an issue says and links to in some of its recaps. */
const featuresOf = (issue: Issue, kinds: readonly SectionKind[]): Set<string> => {
  const features = new Set<string>()
  for (const section of issue.sections)
    if (kinds.includes(section.kind))
      for (const topic of section.topics)
        for (const item of topic.items.flatMap(passagesOf)) {
          features.add(hash(item.text.slice(0, TELLING)))
          for (const url of item.urls) features.add(hash(url))
        }
  return features
}

const linksOf = ({ sections }: Issue): Set<string> =>
  new Set(sections.flatMap(({ topics }) => topics.flatMap(({ items }) => items.flatMap(({ urls }) => urls))))

const overlap = (a: Set<string>, b: Set<string>): number => {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const feature of few) if (many.has(feature)) shared++
  return few.size === 0 ? 0 : shared / few.size
}

/** A sketch of an issue's recaps (at most 64 short hashes): issues that are mostly the same share some of them, other issues hardly any. */
export const fingerprint = (issue: Issue): string[] => [...featuresOf(issue, RECAP_KINDS)].toSorted().slice(0, SKETCH)

/** Whether `b` is the issue `a` in another language: of the same day, and with mostly the same links, which translators keep. */
export const isTranslation = (a: Issue, b: Issue): boolean => {
  const [some, others] = [linksOf(a), linksOf(b)]
  return a.edition !== b.edition && a.date === b.date && Math.min(some.size, others.size) >= ENOUGH && overlap(some, others) >= MOSTLY
}

/**
 * Whether `b` is the issue `a` under another slug: the same edition, at most two days apart, and mostly the same text in each recap that both have.
 * Neither the day in a slug nor the stated one is an identity. A single recap is none either: issues came out with yesterday's Discord part, and
 * once with the whole body of another, four days older.
 */
export const sameIssue = (a: Issue, b: Issue): boolean => {
  if (a.edition !== b.edition) return false
  if (a.id === b.id) return true
  if (Math.abs(Date.parse(a.date) - Date.parse(b.date)) > MAX_DAYS * DAY) return false
  const pairs = RECAP_KINDS.map((kind) => [featuresOf(a, [kind]), featuresOf(b, [kind])] as const).filter(
    (pair) => Math.min(pair[0].size, pair[1].size) >= ENOUGH,
  )
  return pairs.length > 0 && pairs.every(([some, others]) => overlap(some, others) >= MOSTLY)
}
