/** The names of the archive: those of its issues' tags with their spellings, and the short forms that its items use. */
import type { DatabaseSync } from 'node:sqlite'
import type { Tags } from '../issue/issue.ts'
import { type Names, buildNames } from '../issue/names.ts'
import { initialsOf } from '../issue/spellings.ts'
import { createAbbreviations } from './abbreviations.ts'
import { type Contracted, contracted, createContractions } from './contractions.ts'
import { createCounts } from './counts.ts'
import { type Phrase, within } from './phrases.ts'
import { remembered } from './remembered.ts'
import { createShortened } from './shortened.ts'
import { isStopWord } from './stopwords.ts'
import { tokens, words } from './text.ts'
import { findTurned, turned } from './turned.ts'
import { whileUnchanged } from './unchanged.ts'

/** A phrase of a text, with other phrases for the same thing. */
export interface Alias {
  written: Phrase
  others: readonly Phrase[]
}

export interface ArchiveNames {
  /** The names by their spellings; built at first use, and again when the archive has changed: some 100 ms for three years of issues. */
  table(): Names
  /** The tokens of all names. */
  words(): ReadonlySet<string>
  /** The phrases of a text that have other names. */
  aliases(text: string): Alias[]
}

/** A longer word is expanded as an abbreviation only if it is written like one. */
const SHORT = 3
/** Matches a word that is written like an abbreviation. */
const ABBREVIATED = /^\p{L}+\p{N}+$|\p{Lu}.*\p{Lu}/u

/** For how many names and other words of a text aliases are searched. */
const MOST = 24
/** How many words are remembered with their long forms. */
const REMEMBERED = 2000

const distinct = (phrases: readonly Phrase[]): Phrase[] => [...new Map(phrases.map((phrase) => [phrase.join(' '), phrase])).values()]

/** Whether a longer phrase ends in another, which is ambiguous then: `diffusion 3` of `stable diffusion 3`. */
const endsIn = (longer: Phrase, phrase: Phrase): boolean =>
  longer.length > phrase.length && ` ${longer.join(' ')}`.endsWith(` ${phrase.join(' ')}`)

interface Known {
  names: Names
  contracted?: readonly Contracted[]
  words?: ReadonlySet<string>
  /** The long forms that the items have for a word. */
  longForms(word: string): readonly Phrase[]
  /** The last result, because a question is searched in several spans of days. */
  last?: { text: string; aliases: Alias[] }
}

export const createNames = (db: DatabaseSync): ArchiveNames => {
  const tags = db.prepare("SELECT json_extract(head, '$.tags') AS tags FROM issue")
  const counts = createCounts(db)
  const abbreviations = createAbbreviations(db, counts)
  const contraction = createContractions(counts)
  const current = whileUnchanged(db, (): Known => {
    const names = buildNames(tags.all().map((row) => ({ tags: JSON.parse(String(row['tags'])) as Tags })))
    return { names, longForms: remembered(REMEMBERED, longForms) }
  })

  const wordsOf = (): ReadonlySet<string> => {
    const now = current()
    return (now.words ??= new Set(now.names.all.flatMap(({ forms: [form = ''] }) => tokens(form))))
  }
  const shortened = createShortened(counts, wordsOf)

  const ofNames = (text: string): Alias[] => {
    const { names } = current()
    return [...names.find(text), ...findTurned(text, names)]
      .slice(0, MOST)
      .map(({ name, written: form }) => {
        const { forms } = name
        const run = tokens(form)
        const initials = tokens(initialsOf(forms[0] ?? ''))
        const apart = (other: Phrase): boolean => !within(run, other) && !within(other, run)
        const others = forms.map((other) => tokens(other)).filter(apart)
        if (initials.length > 0 && run.length > 1 && abbreviations.defined(run, initials)) others.push(initials)
        const plain = distinct(others).filter((other, _, all) => !all.some((longer) => endsIn(longer, other)))
        return {
          written: run,
          others: distinct([
            ...plain,
            ...turned(name, names)
              .map((other) => tokens(other))
              .filter(apart),
          ]),
        }
      })
      .filter(({ others }) => others.length > 0)
  }

  const longForms = (word: string): readonly Phrase[] => {
    const now = current()
    const expanded = word.length > SHORT && !ABBREVIATED.test(word) ? undefined : abbreviations.expand(word)
    const name = contraction(word, (now.contracted ??= contracted(now.names.all)))
    return distinct([expanded, name, shortened(word)].filter((long) => long !== undefined))
  }

  return {
    table: () => current().names,
    words: wordsOf,
    aliases(text) {
      const now = current()
      if (now.last?.text === text) return now.last.aliases
      const found = ofNames(text)
      const rest = words(text).filter(({ word, parts }) => !isStopWord(word) && !found.some((name) => within(name.written, parts)))
      const aliases = [...found, ...rest.slice(0, MOST).map(({ word, parts }) => ({ written: parts, others: now.longForms(word) }))]
      now.last = { text, aliases }
      return aliases
    },
  }
}
