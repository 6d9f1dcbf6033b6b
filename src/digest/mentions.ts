/** Tells which texts mention the names of a subscription. */
import { type Names, buildNames } from '../issue/names.ts'

export interface Mentions {
  /** A function that tells whether a text mentions one of these names, in any spelling. `Llama 3` is not `Llama 3.1`. */
  finder(about: readonly string[]): (text: string) => boolean
}

/** How many texts are remembered with the names in them: those of some twenty issues. */
const REMEMBERED = 20_000

/** @param names gives another object whenever the names may have changed */
export const createMentions = (names: () => Names): Mentions => {
  const known = new Map<string, readonly string[]>()
  let of: Names | undefined
  const keysIn = (text: string): readonly string[] => {
    const before = known.get(text)
    if (before !== undefined) return before
    const keys = names()
      .find(text)
      .map(({ name }) => name.key)
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, keys)
    return keys
  }
  return {
    finder(about) {
      const now = names()
      if (of !== now) known.clear()
      of = now
      const wanted = new Set(about.flatMap((name) => now.lookup(name)?.key ?? []))
      const isUntagged = untagged(about.filter((name) => now.lookup(name) === undefined))
      return (text) => keysIn(text).some((key) => wanted.has(key)) || isUntagged(text)
    },
  }
}

/** The same for names that no issue is tagged with yet. Most texts lack the first word of each, and need no search. */
const untagged = (names: string[]): ((text: string) => boolean) => {
  const { find } = buildNames([{ tags: { companies: [], models: [], topics: names, people: [] } }])
  const beginnings = names.map((name) => /\p{L}+|\p{N}+/u.exec(fold(name))?.[0] ?? '')
  return (text) => {
    const folded = fold(text)
    return beginnings.some((word) => folded.includes(word)) && find(text).length > 0
  }
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()
