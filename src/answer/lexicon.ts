/** The glossary the other way round: what an edition in another language has for an English word, and for its own words in English. */
import type { Lexicon } from '../archive/search.ts'
import { tokens } from '../archive/text.ts'
import type { Edition } from '../issue/issue.ts'
import { rows } from './glossary.ts'

/** Of the editions whose texts have no spaces between words, each at its language's place in the glossary. */
const EDITIONS = ['zh', 'ja']

/** Of single characters many stand within other words. */
const LEAST = 2

const createLexicon = (at: number): Lexicon => {
  const known = rows.flatMap(([english = '', ...cells]) => {
    const own = (cells[at] ?? '').split(/\s+/).filter((word) => word.length >= LEAST)
    return own.length === 0 ? [] : [{ own, forms: [...english.split(','), ...own].map((word) => tokens(word)) }]
  })
  const entries = known.flatMap(({ forms }) =>
    forms.map((form) => ({ key: ` ${form.join(' ')} `, alias: { written: form, others: forms.filter((other) => other !== form) } })),
  )
  const words = known.flatMap(({ own }) => own).sort((a, b) => b.length - a.length)
  const any = new RegExp(`(${words.join('|')})`, 'u')
  return {
    cut: (run) => run.split(any).filter((piece) => piece !== ''),
    aliases: (text) => {
      const line = ` ${tokens(text).join(' ')} `
      return entries.filter(({ key }) => line.includes(key)).map(({ alias }) => alias)
    },
  }
}

const made = new Map<Edition, Lexicon>()

/** What an edition calls things, for whom asks it in English or in both languages; undefined for an edition whose words are not known. */
export const lexiconOf = (edition: Edition): Lexicon | undefined => {
  const at = EDITIONS.indexOf(edition)
  if (at >= 0 && !made.has(edition)) made.set(edition, createLexicon(at))
  return made.get(edition)
}
