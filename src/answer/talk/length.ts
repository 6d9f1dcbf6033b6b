/** An answer in fewer sentences, or in more of the recaps' own. */
import type { Answer } from '../answer.ts'
import { cite } from '../ask.ts'
import { extract } from '../extract.ts'
import type { Asked } from '../question.ts'
import type { Retrieved } from '../retrieve.ts'
import { splitComplete } from '../sentences.ts'

/** How many steps an answer goes from its usual length, either way. */
export const STEPS = 2
/** Characters by which a sentence is known again: a long one may have been cut. */
const KNOWN_BY = 300

/** The sentences of an answer, and what stands between them. */
const taken = ({ answer, model }: Answer): { sentences: string[]; between: string } => {
  if (model === null || answer.includes('\n')) return { sentences: answer.split('\n'), between: '\n' }
  const { complete, rest } = splitComplete(answer)
  return { sentences: [...complete, rest.trim()].filter((sentence) => sentence !== ''), between: ' ' }
}

const bestMark = (sentence: string): number => Math.min(...Array.from(sentence.matchAll(/\[(\d+)\]/gu), ([, n]) => Number(n)))

/** Half of the sentences at each step, those of the best items. */
const shortened = (answer: Answer, steps: number): Answer => {
  const { sentences, between } = taken(answer)
  const best = sentences.map((sentence, at) => ({ at, mark: bestMark(sentence) })).sort((a, b) => a.mark - b.mark || a.at - b.at)
  const kept = new Set(best.slice(0, Math.ceil(sentences.length / 2 ** steps)).map(({ at }) => at))
  return { ...answer, answer: sentences.filter((_, at) => kept.has(at)).join(between) }
}

/** At each step as much again of what has not been said. */
const lengthened = (answer: Answer, steps: number, { hits, statements }: Retrieved, { intent }: Asked): Answer => {
  const longer = { ...answer, citations: [...answer.citations] }
  for (let step = 0; step < steps; step++) {
    const unsaid = statements.filter(({ text }) => !longer.answer.includes(text.slice(0, KNOWN_BY)))
    for (const { text, index } of extract({ hits, statements: unsaid }, { broad: true, intent }).sentences) {
      const hit = hits[index]
      if (hit === undefined) continue
      const made = cite(hit, longer.citations.length)
      const known = longer.citations.find(({ issue, text: cited }) => issue === made.issue && cited === made.text)
      if (known === undefined) longer.citations.push(made)
      longer.answer += `\n${text} [${(known ?? made).n}]`
    }
  }
  return longer
}

/** @param steps below 0 shorter, above longer, which a model sees to by itself */
export const resized = (answer: Answer, steps: number, found: Retrieved, asked: Asked): Answer => {
  if (!answer.answered || steps === 0) return answer
  if (steps < 0) return shortened(answer, -steps)
  return answer.model === null ? lengthened(answer, steps, found, asked) : answer
}
