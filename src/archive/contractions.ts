/** Expands names that are written with some of their letters (`hf`, `msft`). Short form and name are matched by how often they occur together. */
import type { Name } from '../issue/names.ts'
import { initialsOf } from '../issue/spellings.ts'
import type { Counts } from './counts.ts'
import { type Phrase, quote } from './phrases.ts'
import { tokens } from './text.ts'

/** The most letters of a short form. */
const LONGEST = 4
/** How many names, the most frequent, are candidates for a short form. */
const CANDIDATES = 5

// In three years of issues, the next three numbers tell `gh` (GitHub) from `gb`, and find nothing for some 40 ordinary words.

/** The least share of the items with the short form that have the name too. */
const SHARE = 0.1
/** How many times as often as other items they must have it. */
const LIFT = 4
/** The fewest items with both. */
const FEWEST = 3
/** A short form in at most so many items, too few to count, stands for a name if there is only one candidate. */
const SELDOM = 10
/** A word in so many items is a word of its own. */
const MOST = 2000

/** Whether a name has the letters of a short form, in order, the first one at its beginning. */
const contracts = (short: string, name: string): boolean => {
  let at = 0
  for (const letter of name) if (letter === short[at]) at += 1
  return at === short.length && name[0] === short[0] && name.length > short.length + 1
}

/** A name that may have a short form. */
export interface Contracted {
  form: string
  /** Empty for a name of one word. */
  initials: string
}

/** The names that may have a short form: those of several words (their initials), and companies and models of one word (some of its letters). */
export const contracted = (names: readonly Name[]): Contracted[] =>
  names
    .map(({ kind, forms: [form = ''] }) => ({ kind, form, initials: initialsOf(form) }))
    .filter(({ kind, form, initials }) => initials !== '' || ((kind === 'companies' || kind === 'models') && /^\p{L}+$/u.test(form)))

/** Makes a function that finds the name that a word is short for; it takes the names most frequent first. */
export const createContractions =
  (counts: Counts): ((word: string, names: readonly Contracted[]) => Phrase | undefined) =>
  (word, names) => {
    const short = word.toLowerCase()
    if (short.length < 2 || short.length > LONGEST || !/^\p{L}+$/u.test(short)) return undefined
    const candidates = names
      .filter(({ form, initials }) => (initials === '' ? contracts(short, form) : initials === short))
      .slice(0, CANDIDATES)
    const own = quote(tokens(short))
    const alone = candidates.length === 0 ? 0 : counts.matching(own, MOST)
    if (alone <= SELDOM && candidates.length === 1) return tokens(candidates[0]?.form ?? '')
    if (alone < FEWEST || alone === MOST) return undefined
    const all = counts.all()
    const [best] = candidates
      .map(({ form }) => ({ long: tokens(form), both: counts.matching(`${own} AND ${quote(tokens(form))}`) }))
      .filter(({ long, both }) => both >= Math.max(FEWEST, SHARE * alone) && (both * all) / alone / counts.matching(quote(long)) >= LIFT)
      .sort((a, b) => b.both - a.both)
    return best?.long
  }
