/** Names written with some of their letters (`hf`, `msft`), known by the company that they keep: who writes short forms writes the names nearby. */
import type { DatabaseSync } from 'node:sqlite'
import type { Name } from '../issue/names.ts'
import { initialsOf } from '../issue/names.ts'
import { type Phrase, quote } from './phrases.ts'
import { tokens } from './text.ts'

/** Longer words are names or words of their own. */
const LONGEST = 4
/** The most frequent names that a word may stand for are looked at. */
const CANDIDATES = 5
/** Of the items with the short form so many have the name too, */
const SHARE = 0.1
/** so many times as often as others have it, */
const LIFT = 4
/** and in at least so many items. In three years of issues this tells `gh` (GitHub) from `gb`, and finds nothing in some 40 ordinary words. */
const FEWEST = 3
/** In fewer items the company says little: the one name that it may stand for is taken. */
const SELDOM = 10
/** A word in more items is a word of its own. */
const MOST = 2000

/** Whether the letters stand in the name, in order, the first at its beginning. */
const contracts = (short: string, name: string): boolean => {
  let at = 0
  for (const letter of name) if (letter === short[at]) at += 1
  return at === short.length && name[0] === short[0] && name.length > short.length + 1
}

export interface Contracted {
  form: string
  /** Where it is of several words. */
  initials: string
}

/** The names that are written with some of their letters: those of several words by their initials, those of one word if they are proper names. */
export const contracted = (names: readonly Name[]): Contracted[] =>
  names
    .map(({ kind, forms: [form = ''] }) => ({ kind, form, initials: initialsOf(form) }))
    .filter(({ kind, form, initials }) => initials !== '' || ((kind === 'companies' || kind === 'models') && /^\p{L}+$/u.test(form)))

/** Finds the name, most frequent first, that a word is short for; in index words. */
export const createContractions = (db: DatabaseSync): ((word: string, names: readonly Contracted[]) => Phrase | undefined) => {
  const count = db.prepare('SELECT count(*) AS items FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)')
  const having = (match: string, most = -1): number => Number(count.get(match, most)?.['items'] ?? 0)
  const filed = db.prepare('SELECT coalesce(sum(items), 0) AS items FROM issue')
  return (word, names) => {
    const short = word.toLowerCase()
    if (short.length < 2 || short.length > LONGEST || !/^\p{L}+$/u.test(short)) return undefined
    const candidates = names
      .filter(({ form, initials }) => (initials === '' ? contracts(short, form) : initials === short))
      .slice(0, CANDIDATES)
    const own = quote(tokens(short))
    const alone = candidates.length === 0 ? 0 : having(own, MOST)
    if (alone <= SELDOM && candidates.length === 1) return tokens(candidates[0]?.form ?? '')
    if (alone < FEWEST || alone === MOST) return undefined
    const all = Number(filed.get()?.['items'])
    const [best] = candidates
      .map(({ form }) => ({ long: tokens(form), both: having(`${own} AND ${quote(tokens(form))}`) }))
      .filter(({ long, both }) => both >= Math.max(FEWEST, SHARE * alone) && (both * all) / alone / having(quote(long)) >= LIFT)
      .sort((a, b) => b.both - a.both)
    return best?.long
  }
}
