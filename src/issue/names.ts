import type { Issue, Tags } from './issue.ts'
import { distance, slipsOf } from './slips.ts'

/** Something that issues are tagged with, under all its spellings. */
export interface Name {
  /** As `normalizeName` gives it. */
  key: string
  kind: keyof Tags
  /** Spellings in the tags, most frequent first, then sizes and short forms. */
  forms: string[]
  /** How many tags it is. */
  count: number
}

export interface Names {
  /** Most frequent first. */
  readonly all: readonly Name[]
  /** By any spelling or short form. */
  lookup(text: string): Name | undefined
  /** The names in a text, in order, with how each is written there; of overlapping ones the longest. */
  find(text: string): { name: Name; written: string }[]
  /** What somebody may be about to type, best first: names with it in them, names with these initials, else names that are nearly it. */
  suggest(typed: string, limit: number): Name[]
}

/** Words and numbers; a dot within a number belongs to it: `Llama 3.1` is no `Llama 3`. */
const WORD = /\p{L}+|\p{N}+(?:\.\p{N}+)*/gu
/** Slugs have no dots: `llama-3-1` is 3.1, but `gpt-4-1106` no 4.1106. */
const SLUG_DOT = /(?<=\p{L}[-_ ]?\p{N})-(?=\p{N}(?![\p{L}\p{N}.]))/gu
const dotted = (form: string): string => (/\d-\d/.test(form) ? form.replace(SLUG_DOT, '.') : form)

interface Word {
  text: string
  start: number
  end: number
}
const wordsOf = (text: string): Word[] =>
  Array.from(text.normalize('NFKC').toLowerCase().matchAll(WORD), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))

const join = (words: readonly Word[]): string => {
  let key = ''
  for (const { text } of words) key += /\p{N}$/u.test(key) && /^\p{N}/u.test(text) ? ` ${text}` : text
  return key
}

/**
 * One key for all spellings of a name: `llama3`, `Llama 3` and `LLaMA-3` are `llama3`; `Llama 3.1` and the slug `llama-3-1` are `llama3.1`,
 * `llama-3-70b` is `llama3 70b`.
 */
export const normalizeName = (text: string): string => join(wordsOf(dotted(text)))

const ranked = <T>(counts: Map<T, number>): T[] => [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value)

/** Longer names than this many words are not looked for in a text. */
const MAX_WORDS = 8
const KINDS = ['companies', 'models', 'topics', 'people'] as const satisfies readonly (keyof Tags)[]

/** A model's size behind its name: `llama3 8b`, `qwen3 235ba22b`, `mixtral8x7b`. */
const SIZE = /(?<=.) ?\p{N}+(?:\.\p{N}+)?(?:x\p{N}+)?[bm](?:a\p{N}+b)?$/u

/** A size that is written right behind a version: `llama3.23b` is the Llama 3.2 of 3b. */
const RUN_ON = /(?<=\p{L}\p{N}+\.\p{N})\p{N}+[bm](?:a\p{N}+b)?$/u

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
    for (const kind of KINDS)
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

/** The first letters of a name's words, and its version: `mixture-of-experts` → `moe`, `stable-diffusion-3` → `sd3`. None of a name of one word. */
export const initialsOf = (form: string): string => {
  const parts = partsOf(form)
  const last = parts.at(-1) ?? ''
  const version = HAS_LETTER.test(last) ? '' : last
  const spelled = version === '' ? parts : parts.slice(0, -1)
  return spelled.length < 2 || spelled.some((part) => HAS_DIGIT.test(part)) ? '' : spelled.map((part) => part.charAt(0)).join('') + version
}

/** A size as a part of a name, of many models: `8b`, `a22b`, `8x7b`. */
const IS_SIZE = /^a?[\p{N}.]+(?:x[\p{N}.]+)?[bmk]$/u
/** Longer endings are no short forms. */
const ENDING = 2

/** What a model may be called for short: how its name ends (`gpt-4o` → `4o`), or its initials, where there is a number to know it by. */
const shortForms = (form: string): string[] => {
  if (!HAS_DIGIT.test(form)) return []
  const parts = partsOf(form).filter((part) => !IS_SIZE.test(part))
  const endings = Array.from({ length: Math.min(ENDING, parts.length - 1) }, (_, at) => parts.slice(-at - 1).join('-'))
  return [...endings, initialsOf(form)].filter((short) => HAS_LETTER.test(short) && HAS_DIGIT.test(short))
}

/** A short form means the name that is tagged this many times as often as all others that it could mean. */
const CLEAR = 3
/** An ending of one word (`3d`, `v5`, `n1`) is of many things at once, and means a name only if that is tagged this often. */
const COMMON = 3

interface Claim {
  short: string
  /** How many tags it could mean, and how many of these are of the most frequent name, which has this key. */
  all: number
  most: number
  key: string
  /** Whether that name ends so. */
  ends: boolean
}
const isClear = ({ short, all, most, ends }: Claim): boolean =>
  most >= CLEAR * (all - most) && (most >= COMMON || !ends || partsOf(short).length > 1)

/** Short forms by key, each with the key of the name that it means. */
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

/**
 * The alias table made of the issues' tags. A name tagged under several kinds has the kind it has most often. The sizes of a model (`llama-3-8b`) are
 * spellings of its name (`llama-3`) where that is tagged too, and so are its short forms where they can hardly mean another.
 */
export const buildNames = (issues: Iterable<Pick<Issue, 'tags'>>): Names => {
  const seen = sightings(issues)
  /** Of each key the key of the name that it is a spelling of. */
  const names = new Map([...seen.keys()].map((key) => [key, key]))
  const become = (key: string, head: string): void => {
    const [mine, its] = [seen.get(key), seen.get(head)]
    names.set(key, head)
    if (mine && its) merge(its, mine)
  }
  for (const key of seen.keys()) {
    const family = key.replace(SIZE, '')
    if (family !== key && seen.has(family)) become(key, family)
  }
  const heads = new Map([...seen].filter(([key]) => names.get(key) === key))
  for (const [shortKey, { short, key }] of clearShortForms(heads)) {
    // What it means may have been found to be short for something else.
    if (names.get(key) !== key) continue
    become(shortKey, key)
    const forms = seen.get(key)?.forms
    if (forms && !forms.has(short)) forms.set(short, 0)
  }

  // A size may be one of a short form.
  for (const [key, head] of names) names.set(key, names.get(head) ?? head)

  const table = new Map<string, Name>()
  for (const [key, { kinds, forms, count }] of seen)
    if (names.get(key) === key) {
      const spellings = ranked(forms)
      const own = spellings.length < 2 ? spellings : spellings.filter((form) => normalizeName(form) === key)
      table.set(key, { key, kind: ranked(kinds)[0] ?? 'topics', forms: [...new Set([...own, ...spellings])], count })
    }
  const all = [...table.values()].sort((a, b) => b.count - a.count)
  const named = (key: string): Name | undefined => {
    const parted = key.replace(RUN_ON, ' $&')
    for (const spelling of [key, parted, parted.replace(SIZE, ''), key.replace(SIZE, '')]) {
      const name = table.get(names.get(spelling) ?? '')
      if (name !== undefined) return name
    }
    return undefined
  }

  /** The owner in a possessive that is typed without its apostrophe: `mistrals licence`. */
  const ownerOf = (run: string): Name | undefined => {
    const owner = /\p{L}{3}s$/u.test(run) ? table.get(names.get(run.slice(0, -1)) ?? '') : undefined
    return owner?.kind === 'topics' ? undefined : owner
  }

  const find = (text: string): { name: Name; written: string }[] => {
    const plain = text.normalize('NFKC')
    const words = wordsOf(plain)
    const found: { name: Name; written: string }[] = []
    for (let at = 0; at < words.length; at++) {
      for (let length = Math.min(MAX_WORDS, words.length - at); length > 0; length--) {
        // `70b` is one word to a reader: a name neither begins nor ends within one.
        const [before, first, last, after] = [words[at - 1], words[at], words[at + length - 1], words[at + length]]
        if (first === undefined || last === undefined || before?.end === first.start || last.end === after?.start) continue
        const run = join(words.slice(at, at + length))
        const name = table.get(names.get(run) ?? '') ?? (/[bm]$/.test(last.text) ? named(run) : undefined)
        const owner = name ?? ownerOf(run)
        if (owner === undefined) continue
        found.push({ name: owner, written: plain.slice(first.start, name === undefined ? last.end - 1 : last.end) })
        at += length - 1
        break
      }
    }
    return found
  }

  const suggest = (typed: string, limit: number): Name[] => {
    const key = normalizeName(typed)
    const exact = named(key)
    const begins = ({ key: own, forms: [form = ''] }: Name): boolean => own.startsWith(key) || initialsOf(form).startsWith(key)
    const found = new Set([...(exact ? [exact] : []), ...all.filter(begins), ...all.filter((name) => name.key.includes(key))])
    const slips = slipsOf(key)
    if (found.size > 0 || slips === 0) return [...found].slice(0, limit)
    // What is typed may be only the beginning.
    const far = (name: Name): number => Math.min(...[-1, 0, 1].map((more) => distance(key, name.key.slice(0, key.length + more), slips)))
    return all
      .map((name) => ({ name, far: far(name) }))
      .filter((each) => each.far <= slips)
      .sort((a, b) => a.far - b.far)
      .slice(0, limit)
      .map(({ name }) => name)
  }
  return { all, lookup: (text) => named(normalizeName(text)), find, suggest }
}
