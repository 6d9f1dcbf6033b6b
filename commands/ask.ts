import { answerDoc } from '../src/answer/present.ts'
import { choice, command, text } from '../src/bot/command.ts'
import { RECAP_KINDS } from '../src/issue/issue.ts'

const DAYS = { day: 1, week: 7, month: 31 } as const

export const ask = command({
  name: 'ask',
  description: 'ask.description',
  options: {
    question: text({ description: 'ask.question', required: true, rest: true }),
    since: choice(['day', 'week', 'month'], { description: 'ask.since', label: (since) => `ask.since.${since}` }),
    section: choice(RECAP_KINDS, { description: 'ask.section', label: (kind) => `section.${kind}` }),
  },
  async *run({ question, since, section }, { answer, locale, now }) {
    const from = since === undefined ? undefined : new Date(now.getTime() - DAYS[since] * 86_400_000).toISOString().slice(0, 10)
    for await (const grown of answer({
      question,
      ...(section === undefined ? {} : { section }),
      ...(from === undefined ? {} : { since: from }),
    }))
      yield answerDoc(grown, locale)
  },
})
