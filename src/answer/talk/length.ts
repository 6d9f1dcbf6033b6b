/** Shortens an answer, or lengthens an extracted one with more sentences of the recaps. */
import type { Answer } from '../answer.ts'
import { cite } from '../ask.ts'
import { extract } from '../extract.ts'
import type { Look } from '../look.ts'
import type { Retrieved } from '../retrieve.ts'
import { splitComplete } from '../sentences.ts'

/** How many steps an answer can be made longer or shorter. */
export const STEPS = 2
/** How many characters of a sentence are compared; the end of a long one may have been cut. */
const KNOWN_BY = 300

/** The sentences of an answer, and the separator between them. */
const taken = ({ answer, model }: Answer): { sentences: string[]; between: string } => {
  if (model === null || answer.includes('\n')) return { sentences: answer.split('\n'), between: '\n' }
  const { complete, rest } = splitComplete(answer)
  return { sentences: [...complete, rest.trim()].filter((sentence) => sentence !== ''), between: ' ' }
}

/** The lowest citation number of a sentence, which is that of its best item. */
const bestMark = (sentence: string): number => Math.min(...Array.from(sentence.matchAll(/\[(\d+)\]/gu), ([, n]) => Number(n)))

/** Keeps half of the sentences at each step, those of the best items. */
const shortened = (answer: Answer, steps: number): Answer => {
  const { sentences, between } = taken(answer)
  const best = sentences.map((sentence, at) => ({ at, mark: bestMark(sentence) })).sort((a, b) => a.mark - b.mark || a.at - b.at)
  const kept = new Set(best.slice(0, Math.ceil(sentences.length / 2 ** steps)).map(({ at }) => at))
  return { ...answer, answer: sentences.filter((_, at) => kept.has(at)).join(between) }
}

/** The statements that an answer does not have, with their hits. The best of these hits is the first, so that others are measured by it. */
const unsaid = ({ hits, statements }: Retrieved, answer: string): Pick<Retrieved, 'hits' | 'statements'> => {
  const left = statements.filter(({ text }) => !answer.includes(text.slice(0, KNOWN_BY)))
  const places = [...new Set(left.map(({ index }) => index))].sort((a, b) => a - b)
  return {
    hits: places.flatMap((index) => hits[index] ?? []),
    statements: left.map((statement) => ({ ...statement, index: places.indexOf(statement.index) })),
  }
}

/** Adds, at each step, another extract of statements that the answer does not have. */
const lengthened = (answer: Answer, steps: number, { found, asked: { intent } }: Look): Answer => {
  const longer = { ...answer, citations: [...answer.citations] }
  for (let step = 0; step < steps; step++) {
    const left = unsaid(found, longer.answer)
    for (const { text, index } of extract(left, { broad: true, intent }).sentences) {
      const hit = left.hits[index]
      if (hit === undefined) continue
      const made = cite(hit, longer.citations.length)
      const known = longer.citations.find(({ issue, text: cited }) => issue === made.issue && cited === made.text)
      if (known === undefined) longer.citations.push(made)
      longer.answer += `\n${text} [${(known ?? made).n}]`
    }
  }
  return longer
}

/** @param steps below 0: shorter; above: longer, where a model's answer stays as it is, for it was asked for a longer one */
export const resized = (answer: Answer, steps: number, looked: Look): Answer => {
  if (!answer.answered || steps === 0) return answer
  if (steps < 0) return shortened(answer, -steps)
  return answer.model === null ? lengthened(answer, steps, looked) : answer
}
