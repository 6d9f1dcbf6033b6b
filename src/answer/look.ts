/** Understands a question and retrieves items for it, also from the days when its subject was new. */
import type { Archive } from '../archive/archive.ts'
import type { Edition } from '../issue/issue.ts'
import type { Name } from '../issue/names.ts'
import type { Question } from './answer.ts'
import { comingsOut, introductions } from './debut.ts'
import { maker, out } from './event.ts'
import { withoutAsides } from './framing.ts'
import type { Want } from './expect.ts'
import { order } from './order.ts'
import { isTelling } from './overview.ts'
import { type Asked, understand } from './question.ts'
import { type Retrieved, retrieve } from './retrieve.ts'
import type { Span } from './time/calendar.ts'
import { BEGINNING, readPeriod } from './time/period.ts'

/** The names of a question that issues are tagged with, each as the question writes it. */
export type Named = readonly { name: Name; written: string }[]

/** A question as it was understood, and what was found for it. */
export interface Look {
  asked: Asked
  found: Retrieved
  names: Named
}

/** How many items are retrieved to be reranked by what they say of the subject when it was new. */
const CANDIDATES = 24
/** Kinds of values that are reported when a model is new and rarely change. */
const LASTING: readonly Want['kind'][] = ['parameters', 'tokens', 'licence', 'context', 'hours', 'money']

/** How many days after a name's debut its maker and its values are still reported. */
const KNOWN = 10

/** The spans of days to search beside the newest ones; undefined where a plain search will do. */
const spansFor = (archive: Archive, { wants, since, moments, until, intent }: Asked, name: Name | undefined): Span[] | undefined => {
  const asks = (...kinds: readonly Want['kind'][]): boolean => wants.some(({ kind }) => kinds.includes(kind))
  if (since !== undefined || moments.length > 0) return undefined
  if (asks('event')) return name && comingsOut(archive, name, until)
  if (asks('definition')) return introductions(archive, name, until)
  if (asks('maker')) return introductions(archive, name, until, KNOWN)
  return intent === 'fact' && name?.kind === 'models' && asks(...LASTING) ? introductions(archive, name, until, KNOWN) : undefined
}

/** Characters of a question that are read. Some of its patterns take the square of its length. */
const LONGEST = 1000

/**
 * Parses a question without what askers say of themselves. Where the rest names neither a subject nor days, it is about the days since those that they
 * name: `I have been away since Monday, what happened?`
 */
const understandBare = (question: Question, edition: Edition, hasName: (clause: string) => boolean): Asked => {
  // Long runs of blanks would take some patterns the third power of their length.
  const whole = question.question.slice(0, LONGEST).replace(/\s+/gu, ' ')
  const bare = withoutAsides(whole, hasName)
  const asked = understand({ ...question, question: bare }, edition)
  if (bare === whole || asked.since !== undefined || asked.soft || isTelling(asked.text)) return asked
  const since = readPeriod(whole, question.now)?.since
  return since === undefined || since === BEGINNING ? asked : understand({ ...question, question: bare, since }, edition)
}

/**
 * Reads a question and retrieves at most `limit` items of an edition for it.
 *
 * @param everyDay searches all days up to `now`, whatever days the question names
 */
export const look = (archive: Archive, question: Question, edition: Edition, limit: number, everyDay = false): Look => {
  const { since, ...rest } = understandBare(question, edition, (clause) => archive.names().find(clause).length > 0)
  const days = everyDay ? { until: question.now, moments: [] } : since === undefined ? {} : { since }
  const understood: Asked = { ...rest, ...days }
  const names = archive.names().find(understood.text)
  // A question about Acme's lamp is about the lamp: the product, or else the rarer name, is its subject.
  const [news] = names.toSorted(
    (a, b) => Number(b.name.kind === 'models') - Number(a.name.kind === 'models') || a.name.count - b.name.count,
  )
  const asked: Asked = {
    ...understood,
    wants: understood.wants.map((want) =>
      want.kind === 'event' ? out(news?.written) : want.kind === 'maker' ? maker(news?.written) : want,
    ),
  }
  const spans = spansFor(archive, asked, news?.name)
  const found = spans
    ? order(retrieve(archive, { ...asked, moments: spans }, question.now, edition, Math.max(CANDIDATES, limit)), asked.wants, spans, limit)
    : retrieve(archive, asked, question.now, edition, limit)
  return { asked, found, names }
}
