/** Looks for what answers a question, and where: also in the days when what it asks about was new. */
import type { Archive } from '../archive/archive.ts'
import type { Edition } from '../issue/issue.ts'
import type { Name } from '../issue/names.ts'
import type { Question } from './answer.ts'
import { comingsOut, introductions } from './debut.ts'
import { maker, out } from './event.ts'
import type { Want } from './expect.ts'
import { order } from './order.ts'
import { type Asked, understand } from './question.ts'
import { type Retrieved, retrieve } from './retrieve.ts'
import type { Span } from './time/calendar.ts'

/** Names that issues are tagged with, as they are written in a question. */
export type Named = readonly { name: Name; written: string }[]

export interface Look {
  asked: Asked
  found: Retrieved
  names: Named
}

/** So many items are looked at where it counts what they say of it, more than how much. */
const CANDIDATES = 24
/** What is said of something when it is new, and stays so. */
const LASTING: readonly Want['kind'][] = ['parameters', 'tokens', 'licence', 'context', 'hours', 'money']

/** Days after which it is known who made something new, and what it has. */
const KNOWN = 10

/** Spans of days to look at beside the newest; undefined where these will do. */
const spansFor = (archive: Archive, { wants, since, moments, until, intent }: Asked, name: Name | undefined): Span[] | undefined => {
  const asks = (...kinds: readonly Want['kind'][]): boolean => wants.some(({ kind }) => kinds.includes(kind))
  if (since !== undefined || moments.length > 0) return undefined
  if (asks('event')) return name && comingsOut(archive, name, until)
  if (asks('definition')) return introductions(archive, name, until)
  if (asks('maker')) return introductions(archive, name, until, KNOWN)
  return intent === 'fact' && name?.kind === 'models' && asks(...LASTING) ? introductions(archive, name, until, KNOWN) : undefined
}

export const look = (archive: Archive, question: Question, edition: Edition, limit: number): Look => {
  const understood = understand(question, edition)
  const names = archive.names().find(understood.text)
  // Of Acme's lamp the lamp is what the question is about: a product, else what is more seldom news.
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
