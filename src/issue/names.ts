import type { Issue, Tags } from './issue.ts'

/** Something that issues are tagged with, under all its spellings. */
export interface Name {
  /** As `normalizeName` gives it. */
  key: string
  kind: keyof Tags
  /** Spellings in the tags, most frequent first. */
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

/** The alias table made of the issues' tags. A name tagged under several kinds has the kind it has most often. */
export const buildNames = (issues: Iterable<Pick<Issue, 'tags'>>): Names => {
  const seen = new Map<string, { kinds: Map<keyof Tags, number>; forms: Map<string, number>; count: number }>()
  for (const issue of issues) {
    for (const kind of KINDS)
      for (const form of issue.tags[kind]) {
        const key = normalizeName(form)
        if (key === '') continue
        const entry = seen.get(key) ?? { kinds: new Map(), forms: new Map(), count: 0 }
        entry.kinds.set(kind, (entry.kinds.get(kind) ?? 0) + 1)
        entry.forms.set(form, (entry.forms.get(form) ?? 0) + 1)
        entry.count++
        seen.set(key, entry)
      }
  }
  const names = new Map<string, Name>()
  for (const [key, { kinds, forms, count }] of seen)
    names.set(key, { key, kind: ranked(kinds)[0] ?? 'topics', forms: ranked(forms), count })

  return {
    all: [...names.values()].sort((a, b) => b.count - a.count),
    lookup: (text) => names.get(normalizeName(text)),
    find(text) {
      const words = wordsOf(text)
      const found = new Set<Name>()
      for (let at = 0; at < words.length; at++) {
        for (let length = Math.min(MAX_WORDS, words.length - at); length > 0; length--) {
          // `70b` is one word to a reader: a name neither begins nor ends within one.
          const [before, last, after] = [words[at - 1], words[at + length - 1], words[at + length]]
          if (before?.end === words[at]?.start || last?.end === after?.start) continue
          const name = names.get(join(words.slice(at, at + length)))
          if (name === undefined) continue
          found.add(name)
          at += length - 1
          break
        }
      }
      return [...found]
    },
  }
}
