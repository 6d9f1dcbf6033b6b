/** The alias table: finds names of companies, models, topics and people in all their spellings, as issues are tagged with them. */
import type { Issue, Tags } from './issue.ts'
import { distance, slipsOf } from './slips.ts'
import { SIZE, gatherNames, initialsOf, keyOf, normalizeName, wordsOf } from './spellings.ts'

/** A tag of issues, with all its spellings. */
export interface Name {
  /** The key that `normalizeName` gives. */
  key: string
  kind: keyof Tags
  /** Its spellings in the tags, most frequent first, then those with a size and short forms. */
  forms: string[]
  /** How often issues are tagged with it. */
  count: number
}

export interface Names {
  /** All names, most frequent first. */
  readonly all: readonly Name[]
  /** The name with this spelling or short form. */
  lookup(text: string): Name | undefined
  /** The names in a text, in order, each as it is written there. Of names that begin at the same word, the longest. */
  find(text: string): { name: Name; written: string }[]
  /** Completions of a typed text, best first: names that begin with it or have these initials, then names that contain it, else similar names. */
  suggest(typed: string, limit: number): Name[]
}

/** The most words of a name that `find` searches in a text. */
const MAX_WORDS = 8

/** Matches a size directly after a version number: `llama3.23b` is Llama 3.2 3b. */
const RUN_ON = /(?<=\p{L}\p{N}+\.\p{N})\p{N}+[bm](?:a\p{N}+b)?$/u

/**
 * Builds the alias table from the tags of issues. A name tagged under several kinds gets the most frequent one. A model with its size (`llama-3-8b`)
 * is a spelling of its name (`llama-3`) if that is tagged too, and so is a short form that can hardly mean another name.
 */
export const buildNames = (issues: Iterable<Pick<Issue, 'tags'>>): Names => {
  const { all, names } = gatherNames(issues)
  const table = new Map(all.map((name) => [name.key, name]))
  const exactly: Lookup = (key) => table.get(names.get(key) ?? '')
  const lookup: Lookup = (key) => {
    const parted = key.replace(RUN_ON, ' $&')
    return exactly(key) ?? exactly(parted) ?? exactly(parted.replace(SIZE, '')) ?? exactly(key.replace(SIZE, ''))
  }
  return {
    all,
    lookup: (text) => lookup(normalizeName(text)),
    find: (text) => find(text, exactly, lookup),
    suggest: (typed, limit) => suggest(normalizeName(typed), all, lookup).slice(0, limit),
  }
}

/** The name with a key. */
type Lookup = (key: string) => Name | undefined

/** The name in a possessive typed without an apostrophe: `mistrals licence`. */
const ownerOf = (run: string, exactly: Lookup): Name | undefined => {
  const owner = /\p{L}{3}s$/u.test(run) ? exactly(run.slice(0, -1)) : undefined
  return owner?.kind === 'topics' ? undefined : owner
}

const find = (text: string, exactly: Lookup, lookup: Lookup): { name: Name; written: string }[] => {
  const plain = text.normalize('NFKC')
  const words = wordsOf(plain)
  const found: { name: Name; written: string }[] = []
  for (let at = 0; at < words.length; at++) {
    for (let length = Math.min(MAX_WORDS, words.length - at); length > 0; length--) {
      // `70b`, split here, is one word to a reader: a name neither begins nor ends within such a word.
      const [before, first, last, after] = [words[at - 1], words[at], words[at + length - 1], words[at + length]]
      if (first === undefined || last === undefined || before?.end === first.start || last.end === after?.start) continue
      const run = keyOf(words.slice(at, at + length))
      const name = exactly(run) ?? (/[bm]$/.test(last.text) ? lookup(run) : undefined)
      const owner = name ?? ownerOf(run, exactly)
      if (owner === undefined) continue
      found.push({ name: owner, written: plain.slice(first.start, name === undefined ? last.end - 1 : last.end) })
      at += length - 1
      break
    }
  }
  return found
}

const suggest = (key: string, all: readonly Name[], lookup: Lookup): Name[] => {
  const exact = lookup(key)
  const begins = ({ key: own, forms: [form = ''] }: Name): boolean => own.startsWith(key) || initialsOf(form).startsWith(key)
  const found = new Set([...(exact ? [exact] : []), ...all.filter(begins), ...all.filter((name) => name.key.includes(key))])
  const slips = slipsOf(key)
  if (found.size > 0 || slips === 0) return [...found]
  // The typed text may be only the beginning of the name.
  const far = (name: Name): number => Math.min(...[-1, 0, 1].map((more) => distance(key, name.key.slice(0, key.length + more), slips)))
  return all
    .map((name) => ({ name, far: far(name) }))
    .filter((each) => each.far <= slips)
    .sort((a, b) => a.far - b.far)
    .map(({ name }) => name)
}
