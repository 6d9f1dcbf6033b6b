/** The use case: answers a question with citations, by a model where there is one, else by extraction. */
import type { Archive } from '../archive/archive.ts'
import type { Clock } from '../clock.ts'
import type { Edition } from '../issue/issue.ts'
import { day, t } from '../locales/index.ts'
import type { Log } from '../log.ts'
import type { Model } from '../models/model.ts'
import type { Answer, Citation, Instead, Question } from './answer.ts'
import type { Budgets } from './budget.ts'
import type { AnswerCache } from './cache.ts'
import { covers } from './covered.ts'
import { chooseEdition } from './editions.ts'
import { extract } from './extract.ts'
import { type Look, look } from './look.ts'
import type { Asked } from './question.ts'
import type { RankedHit } from './retrieve.ts'
import { createWriter } from './write.ts'

export interface Answers {
  /** Yields a growing answer: each replaces the one before, and the last is complete. `signal` gives up the model, not the extracted answer. */
  ask(question: Question, signal?: AbortSignal): AsyncIterable<Answer>
}

/** How many items are cited at most by default. */
const LIMIT = 10
/** How many of the nearest items are shown for a question that the recaps do not answer. */
const NEAREST = 3

/** The citation of a hit; `at` is its index, from 0. */
export const cite = (hit: RankedHit, at: number): Citation => ({
  n: at + 1,
  issue: hit.issue,
  issueUrl: hit.issueUrl,
  date: hit.date,
  section: hit.kind,
  topic: hit.topic,
  text: hit.item.text,
  urls: hit.item.urls,
})

export interface AnswersParts {
  archive: Archive
  clock: Clock
  log: Log
  /** Absent: answers are extracted. */
  model?: Model
  /** Limits what the model may cost. */
  budgets?: Budgets
  /** Holds what the model wrote before; absent: it is asked each time. */
  cache?: AnswerCache
}

/** What was looked up for a question: on other days, if those that it names have no value of the kind it asks for. */
const lookUp = (archive: Archive, question: Question, edition: Edition): Look & { covered: boolean } => {
  const limit = question.limit ?? LIMIT
  const looked = look(archive, question, edition, limit)
  const covered = covers(archive, looked)
  if (covered || !looked.asked.soft || looked.asked.wants.length === 0) return { ...looked, covered }
  const other = look(archive, question, edition, limit, true)
  return covers(archive, other) ? { ...other, found: { ...other.found, otherDays: true }, covered: true } : { ...looked, covered }
}

export const createAnswers = ({ archive, model, ...parts }: AnswersParts): Answers => {
  const write = model && createWriter({ model, ...parts })
  /** The text for a question that is not covered; it names the days that were searched. */
  const uncoveredText = ({ locale, now }: Question, { since, until }: Asked): string => {
    const newest = archive.newest({ until, limit: 1 })[0]?.date ?? until
    // Past days without an issue are named as they were asked for.
    const last = since !== undefined && since > newest && until < now ? until : newest
    if (since === last) return t(locale, 'answer.uncovered.on', { day: day(locale, last) })
    return since === undefined || since > last
      ? t(locale, 'answer.uncovered.until', { day: day(locale, last) })
      : t(locale, 'answer.uncovered.between', { since: day(locale, since), day: day(locale, last) })
  }
  return {
    async *ask(question, signal) {
      const started = performance.now()
      const answer = (
        answered: boolean,
        text: string,
        hits: readonly RankedHit[],
        by: string | null = null,
        instead?: Instead,
      ): Answer => ({
        question: question.question,
        answered,
        answer: text,
        citations: hits.map(cite),
        ...(found.slips.length === 0 ? {} : { slips: found.slips }),
        ...(found.otherDays && hits.length > 0 ? { otherDays: true } : {}),
        model: by,
        ...(instead ? { instead } : {}),
        ms: Math.round((performance.now() - started) * 100) / 100,
      })
      const edition = question.edition ?? chooseEdition(archive, question)
      const { asked, found, covered } = lookUp(archive, question, edition)
      const isDated = asked.wants.some(({ kind }) => kind === 'event')
      const uncovered = (by: string | null): Answer => {
        const nearest = found.hits.slice(0, NEAREST)
        const text = uncoveredText(question, asked)
        const marks = nearest.map((_, at) => `[${at + 1}]`).join(' ')
        return answer(false, nearest.length === 0 ? text : `${text} ${t(question.locale, 'answer.nearest')} ${marks}`, nearest, by)
      }
      if (!covered) {
        yield uncovered(null)
        return
      }
      const extracted = (instead?: Instead): Answer => {
        const sentences = extract(found, asked).sentences.map(({ text, index }, at, all) => {
          const date = isDated && all[at - 1]?.index !== index ? found.hits[index]?.date : undefined
          return `${date === undefined ? text : t(question.locale, 'answer.onDay', { day: day(question.locale, date), text })} [${index + 1}]`
        })
        return answer(true, sentences.join('\n'), found.hits, null, instead)
      }
      if (!model || !write) {
        yield extracted()
        return
      }
      for await (const step of write(question, found.hits, signal)) {
        switch (step.kind) {
          case 'growing':
          case 'whole':
            yield answer(true, step.text, found.hits, model.name)
            break
          case 'uncovered':
            yield uncovered(model.name)
            break
          case 'waiting':
          case 'failed':
            yield extracted({ why: step.kind })
            break
          case 'spent':
            yield extracted({ why: 'spent', budget: step.budget, renews: step.renews })
            break
          default:
            step satisfies never
        }
      }
    },
  }
}
