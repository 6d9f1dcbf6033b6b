import type { Issue, Tags } from './issue.ts'

/** Something that issues are tagged with, under all its spellings. */
export interface Name {
  /** As `normalizeName` gives it. */
  key: string
  kind: keyof Tags
  /** Spellings in the tags and texts, most frequent first. */
  forms: string[]
  /** How many issues are tagged with it. */
  count: number
}

export interface Names {
  /** Most frequent first. */
  readonly all: readonly Name[]
  /** By any spelling. */
  lookup(text: string): Name | undefined
  /** The names in a text, in order, each once; of overlapping ones the longest. */
  find(text: string): Name[]
}

/** Words and numbers; a dot within a number belongs to it: `Llama 3.1` is no `Llama 3`. */
const WORD = /\p{L}+|\p{N}+(?:\.\p{N}+)*/gu

interface Word {
  text: string
  start: number
  end: number
}
const wordsOf = (text: string): Word[] =>
  [...text.normalize('NFKC').toLowerCase().matchAll(WORD)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))

const join = (words: readonly Word[]): string => {
  let key = ''
  for (const { text } of words) key += /\p{N}$/u.test(key) && /^\p{N}/u.test(text) ? ` ${text}` : text
  return key
}

/** One key for all spellings of a name: `llama3`, `Llama 3` and `LLaMA-3` are `llama3`; `Llama 3.1` is `llama3.1`, `llama-3-70b` `llama3 70b`. */
export const normalizeName = (text: string): string => join(wordsOf(text))

const ranked = <T>(counts: Map<T, number>): T[] => [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value)

/** Longer names than this many words are not looked for in a text. */
const MAX_WORDS = 8
const KINDS = ['companies', 'models', 'topics', 'people'] as const satisfies readonly (keyof Tags)[]

/** A model's size behind its name: `llama3 8b`, `qwen3 235ba22b`, `mixtral8x7b`. */
const SIZE = /(?<=.) ?\p{N}+(?:\.\p{N}+)?(?:x\p{N}+)?[bm](?:a\p{N}+b)?$/u

interface Sighting {
  kinds: Map<keyof Tags, number>
  forms: Map<string, number>
  count: number
}
const add = <T>(counts: Map<T, number>, value: T, times = 1): void => void counts.set(value, (counts.get(value) ?? 0) + times)

const sightings = (issues: Iterable<Pick<Issue, 'tags'>>): Map<string, Sighting> => {
  const seen = new Map<string, Sighting>()
  for (const { tags } of issues)
    for (const kind of KINDS)
      for (const form of tags[kind]) {
        const key = normalizeName(form)
        if (key === '') continue
        const sighting = seen.get(key) ?? { kinds: new Map(), forms: new Map(), count: 0 }
        add(sighting.kinds, kind)
        add(sighting.forms, form)
        sighting.count++
        seen.set(key, sighting)
      }
  return seen
}

/**
 * The alias table made of the issues' tags, with the spellings that their titles and items use. A name tagged under several kinds has the kind it has
 * most often. The sizes of a model (`llama-3-8b`) are spellings of its name (`llama-3`) where that is tagged too.
 */
export const buildNames = (issues: readonly (Pick<Issue, 'tags'> & Partial<Pick<Issue, 'title' | 'sections'>>)[]): Names => {
  const seen = sightings(issues)
  const names = new Map<string, string>()
  for (const [key, { kinds, forms, count }] of seen) {
    const family = key.replace(SIZE, '')
    const head = seen.get(family)
    names.set(key, head === undefined ? key : family)
    if (head === undefined || family === key) continue
    for (const [form, times] of forms) add(head.forms, form, times)
    for (const [kind, times] of kinds) add(head.kinds, kind, times)
    head.count += count
  }

  /** Where names stand in a text; of overlapping ones the longest. */
  function* places(text: string): Generator<{ key: string; form: string }> {
    const plain = text.normalize('NFKC')
    const words = wordsOf(plain)
    for (let at = 0; at < words.length; at++) {
      for (let length = Math.min(MAX_WORDS, words.length - at); length > 0; length--) {
        // `70b` is one word to a reader: a name neither begins nor ends within one.
        const [before, first, last, after] = [words[at - 1], words[at], words[at + length - 1], words[at + length]]
        if (first === undefined || last === undefined || before?.end === first.start || last.end === after?.start) continue
        const run = join(words.slice(at, at + length))
        const key = names.get(run) ?? (/[bm]$/.test(last.text) ? names.get(run.replace(SIZE, '')) : undefined)
        if (key === undefined) continue
        yield { key, form: plain.slice(first.start, last.end) }
        at += length - 1
        break
      }
    }
  }
  for (const { title = '', sections = [] } of issues) {
    const texts = sections.flatMap(({ topics }) => topics.flatMap(({ heading, items }) => [heading, ...items.map((item) => item.text)]))
    for (const text of [title, ...texts])
      for (const { key, form } of places(text)) {
        const forms = seen.get(key)?.forms
        if (forms !== undefined) add(forms, form)
      }
  }

  const table = new Map<string, Name>()
  for (const [key, { kinds, forms, count }] of seen)
    if (names.get(key) === key) table.set(key, { key, kind: ranked(kinds)[0] ?? 'topics', forms: ranked(forms), count })
  const named = (key: string): Name | undefined => table.get(names.get(key) ?? names.get(key.replace(SIZE, '')) ?? '')
  return {
    all: [...table.values()].sort((a, b) => b.count - a.count),
    lookup: (text) => named(normalizeName(text)),
    find: (text) => [...new Set([...places(text)].map(({ key }) => key))].flatMap((key) => table.get(key) ?? []),
  }
}
