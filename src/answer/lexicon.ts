/** The glossary in reverse: translates English words into those of an edition in another language, for searches in it. */
import type { Lexicon } from '../archive/search.ts'
import { tokens } from '../archive/text.ts'
import type { Edition } from '../issue/issue.ts'
import { rows } from './glossary.ts'

/** The editions that have a lexicon, each at its language's column of the glossary; their texts have no spaces between words. */
const EDITIONS = ['zh', 'ja']

/** The fewest characters of a word; single ones are often part of others. */
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

/** The lexicon of an edition, for questions in English or in both languages; undefined for editions without one. */
export const lexiconOf = (edition: Edition): Lexicon | undefined => {
  const at = EDITIONS.indexOf(edition)
  if (at >= 0 && !made.has(edition)) made.set(edition, createLexicon(at))
  return made.get(edition)
}
