/** Gathers the spellings of names from the tags of issues, and tells which of them are spellings of one name. */
import { type Issue, TAG_KINDS, type Tags } from './issue.ts'
import type { Name } from './names.ts'

/** Matches words and numbers, with decimal points: `Llama 3.1` is not `Llama 3`. */
const WORD = /\p{L}+|\p{N}+(?:\.\p{N}+)*/gu
/** Matches the hyphen that stands for a decimal point in a slug: `llama-3-1` is 3.1, but `gpt-4-1106` is not 4.1106. */
const SLUG_DOT = /(?<=\p{L}[-_ ]?\p{N})-(?=\p{N}(?![\p{L}\p{N}.]))/gu
const dotted = (form: string): string => (/\d-\d/.test(form) ? form.replace(SLUG_DOT, '.') : form)

export interface Word {
  text: string
  start: number
  end: number
}
export const wordsOf = (text: string): Word[] =>
  Array.from(text.normalize('NFKC').toLowerCase().matchAll(WORD), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))

/** The key of words that follow each other. */
export const keyOf = (words: readonly Word[]): string => {
  let key = ''
  for (const { text } of words) key += /\p{N}$/u.test(key) && /^\p{N}/u.test(text) ? ` ${text}` : text
  return key
}

/**
 * The key of a name, the same for all its spellings: `llama3`, `Llama 3` and `LLaMA-3` are `llama3`; `Llama 3.1` and the slug `llama-3-1` are
 * `llama3.1`, `llama-3-70b` is `llama3 70b`.
 */
export const normalizeName = (text: string): string => keyOf(wordsOf(dotted(text)))

const ranked = <T>(counts: Map<T, number>): T[] => [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value)

/** Matches a model's size at the end of a key: `llama3 8b`, `qwen3 235ba22b`, `mixtral8x7b`. */
export const SIZE = /(?<=.) ?\p{N}+(?:\.\p{N}+)?(?:x\p{N}+)?[bm](?:a\p{N}+b)?$/u

interface Sighting {
  kinds: Map<keyof Tags, number>
  forms: Map<string, number>
  count: number
}
const add = <T>(counts: Map<T, number>, value: T, times = 1): void => void counts.set(value, (counts.get(value) ?? 0) + times)

const sightings = (issues: Iterable<Pick<Issue, 'tags'>>): Map<string, Sighting> => {
  const seen = new Map<string, Sighting>()
  const keys = new Map<string, string>()
  for (const { tags } of issues)
    for (const kind of TAG_KINDS)
      for (const form of tags[kind]) {
        let key = keys.get(form)
        if (key === undefined) keys.set(form, (key = normalizeName(form)))
        if (key === '') continue
        const sighting = seen.get(key) ?? { kinds: new Map(), forms: new Map(), count: 0 }
        add(sighting.kinds, kind)
        add(sighting.forms, dotted(form))
        sighting.count++
        seen.set(key, sighting)
      }
  return seen
}

const merge = (into: Sighting, other: Sighting): void => {
  for (const [form, times] of other.forms) add(into.forms, form, times)
  for (const [kind, times] of other.kinds) add(into.kinds, kind, times)
  into.count += other.count
}

const partsOf = (form: string): string[] => form.toLowerCase().split(/[-_/\s]+/)
const HAS_LETTER = /\p{L}/u
const HAS_DIGIT = /\p{N}/u

/** The initials of a name's words, with its version: `mixture-of-experts` → `moe`, `stable-diffusion-3` → `sd3`. Empty for a name of one word. */
export const initialsOf = (form: string): string => {
  const parts = partsOf(form)
  const last = parts.at(-1) ?? ''
  const version = HAS_LETTER.test(last) ? '' : last
  const spelled = version === '' ? parts : parts.slice(0, -1)
  return spelled.length < 2 || spelled.some((part) => HAS_DIGIT.test(part)) ? '' : spelled.map((part) => part.charAt(0)).join('') + version
}

/** Matches a part of a name that is a size, which many models share: `8b`, `a22b`, `8x7b`. */
const IS_SIZE = /^a?[\p{N}.]+(?:x[\p{N}.]+)?[bmk]$/u
/** The most parts of a name's ending that make a short form. */
const ENDING = 2

/** The short forms of a model's name: its endings (`gpt-4o` → `4o`) and its initials, if they have both a letter and a digit. */
const shortForms = (form: string): string[] => {
  if (!HAS_DIGIT.test(form)) return []
  const parts = partsOf(form).filter((part) => !IS_SIZE.test(part))
  const endings = Array.from({ length: Math.min(ENDING, parts.length - 1) }, (_, at) => parts.slice(-at - 1).join('-'))
  return [...endings, initialsOf(form)].filter((short) => HAS_LETTER.test(short) && HAS_DIGIT.test(short))
}

/** How many times as often as all other candidates together a name must be tagged to be the meaning of a short form. */
const CLEAR = 3
/** How often a name must be tagged to be the meaning of an ending of one part (`3d`, `v5`, `n1`), which many other things share. */
const COMMON = 3

/** A short form with the names that it could mean. */
interface Claim {
  short: string
  /** How often issues are tagged with any of the names. */
  all: number
  /** How often issues are tagged with the most frequent of the names. */
  most: number
  /** The key of the most frequent name. */
  key: string
  /** Whether the most frequent name ends with the short form. */
  ends: boolean
}
const isClear = ({ short, all, most, ends }: Claim): boolean =>
  most >= CLEAR * (all - most) && (most >= COMMON || !ends || partsOf(short).length > 1)

/** The short forms that clearly mean one name, by their key, each with that name's key. */
const clearShortForms = (seen: ReadonlyMap<string, Sighting>): Map<string, { short: string; key: string }> => {
  const claims = new Map<string, Claim>()
  const claim = (short: string, shortKey: string, key: string, count: number): void => {
    const known = claims.get(shortKey) ?? { short, all: 0, most: 0, key: '', ends: false }
    known.all += count
    if (count > known.most) Object.assign(known, { most: count, key, ends: key.replace(SIZE, '').endsWith(shortKey) })
    claims.set(shortKey, known)
  }
  for (const [key, { kinds, forms, count }] of seen) {
    if (!kinds.has('models')) continue
    for (const short of shortForms(ranked(forms)[0] ?? '')) claim(short, normalizeName(short), key, count)
  }
  for (const [shortKey, { short }] of claims) {
    const itself = seen.get(shortKey)
    if (itself !== undefined) claim(short, shortKey, shortKey, itself.count)
  }
  return new Map([...claims].filter(([shortKey, claimed]) => claimed.key !== shortKey && isClear(claimed)))
}

/** Makes spellings with a size and short forms spellings of the names that they mean; `seen` then counts them there. @returns the name of each key */
const unite = (seen: Map<string, Sighting>): Map<string, string> => {
  const names = new Map([...seen.keys()].map((key) => [key, key]))
  const mergeInto = (key: string, head: string): void => {
    const [mine, its] = [seen.get(key), seen.get(head)]
    names.set(key, head)
    if (mine && its) merge(its, mine)
  }
  for (const key of seen.keys()) {
    const family = key.replace(SIZE, '')
    if (family !== key && seen.has(family)) mergeInto(key, family)
  }
  const heads = new Map([...seen].filter(([key]) => names.get(key) === key))
  for (const [shortKey, { short, key }] of clearShortForms(heads)) {
    // The name that it means may have become a short form of another name.
    if (names.get(key) !== key) continue
    mergeInto(shortKey, key)
    const forms = seen.get(key)?.forms
    if (forms && !forms.has(short)) forms.set(short, 0)
  }

  // A name with a size may be merged into a short form that was then merged into its name.
  for (const [key, head] of names) names.set(key, names.get(head) ?? head)
  return names
}

/** All names, most frequent first, and for each key the key of the name that it is a spelling of. */
export const gatherNames = (issues: Iterable<Pick<Issue, 'tags'>>): { all: Name[]; names: ReadonlyMap<string, string> } => {
  const seen = sightings(issues)
  const names = unite(seen)
  const heads = [...seen].filter(([key]) => names.get(key) === key)
  const all = heads.map(([key, { kinds, forms, count }]): Name => {
    const spellings = ranked(forms)
    const own = spellings.length < 2 ? spellings : spellings.filter((form) => normalizeName(form) === key)
    return { key, kind: ranked(kinds)[0] ?? 'topics', forms: [...new Set([...own, ...spellings])], count }
  })
  return { all: all.sort((a, b) => b.count - a.count), names }
}
