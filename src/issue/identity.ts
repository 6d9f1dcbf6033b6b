import { createHash } from 'node:crypto'
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

/** FNV-1a, 32 bits. */
const hash = (text: string): string => {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return (value >>> 0).toString(36).padStart(7, '0')
}

/** Words alone: a page has ’ where its feed has ', and either may lose emphasis or a blank. */
const fold = (text: string): string =>
  (/[^ -~]/.test(text)
    ? text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    : text.toLowerCase().replace(/[^a-z0-9]+/g, ' ')
  ).trim()

/**
 * A hash of an issue's date, words and links: the same however it was set, read from its feed or from its page. Tags, statistics and the stated
 * date do not count.
 */
export const contentHash = (issue: Issue): string => {
  const words = [issue.edition, issue.date, fold(issue.title), fold(issue.summary)]
  for (const { kind, heading, topics } of issue.sections) {
    words.push(`# ${kind}`, fold(heading))
    for (const topic of topics) {
      words.push(`## ${fold(topic.heading)}`)
      for (const item of topic.items) words.push(fold(item.text), ...item.urls)
    }
  }
  return createHash('sha256').update(words.join('\n')).digest('base64url')
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
          features.add(hash(fold(item.text.slice(0, TELLING))))
          for (const url of item.urls) features.add(hash(url))
        }
  return features
}

const overlap = (a: Set<string>, b: Set<string>): number => {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const feature of few) if (many.has(feature)) shared++
  return few.size === 0 ? 0 : shared / few.size
}

/** A sketch of an issue's recaps (at most 64 short hashes): issues that are mostly the same share some of them, other issues hardly any. */
export const fingerprint = (issue: Issue): string[] => [...featuresOf(issue, RECAP_KINDS)].toSorted().slice(0, SKETCH)

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
