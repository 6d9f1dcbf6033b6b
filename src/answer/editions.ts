/** Chooses the edition to answer from. */
import type { Archive } from '../archive/archive.ts'
import type { Edition } from '../issue/issue.ts'
import type { Question } from './answer.ts'
import { covers } from './covered.ts'
import { look } from './look.ts'

/** How many hits are compared. */
const COMPARED = 10
/** An edition in the asker's language is taken if its best hit has nearly as much of the question, by weight, as that of the English one. */
const NEARLY = 0.1

/** What an edition has on a question. */
const inspect = (archive: Archive, question: Question, edition: Edition) => {
  const looked = look(archive, question, edition, COMPARED)
  const { hits } = looked.found
  return {
    covered: covers(archive, looked),
    coverage: Math.max(0, ...hits.map(({ coverage }) => coverage)),
    newest: hits.reduce((newest, { date }) => (date > newest ? date : newest), ''),
    isNews: looked.asked.intent === 'news',
  }
}

/**
 * The edition for a question that names none: that in the asker's language, unless it has less on the question than the English one, or older news.
 * A translation may have only some of the issues.
 */
export const chooseEdition = (archive: Archive, question: Question): Edition => {
  const [language = 'en'] = question.locale.toLowerCase().split(/[-_]/)
  const { editions } = archive.count()
  if (!editions.includes(language)) return 'en'
  if (language === 'en' || !editions.includes('en')) return language
  const [own, english] = [inspect(archive, question, language), inspect(archive, question, 'en')]
  // What the English edition does not cover a translation hardly does.
  if (own.coverage < english.coverage - (english.covered ? NEARLY : 0) || (english.covered && !own.covered)) return 'en'
  return own.isNews && own.newest < english.newest ? 'en' : language
}
