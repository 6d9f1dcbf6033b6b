import { answerDoc } from '../src/answer/present.ts'
import { type Context, type Retold, choice, command, text } from '../src/bot/command.ts'
import { type Doc, doc, emphasis, inlineCode, list, listItem, paragraph } from '../src/doc/nodes.ts'
import { DAY, dayOf } from '../src/issue/day.ts'
import { RECAP_KINDS } from '../src/issue/issue.ts'
import { languageName, t } from '../src/locales/index.ts'
import { citedDoc } from './evidence.ts'
import { overview } from './help.ts'
import { pageDoc } from './more.ts'
import { newsDoc } from './recap.ts'

const DAYS = { day: 1, week: 7, month: 31 } as const

export const ask = command({
  name: 'ask',
  description: 'ask.description',
  options: {
    question: text({ description: 'ask.question', required: true, rest: true }),
    since: choice(['day', 'week', 'month'], { description: 'ask.since', label: (since) => `ask.since.${since}` }),
    section: choice(RECAP_KINDS, { description: 'ask.section', label: (kind) => `section.${kind}` }),
  },
  examples: ['ask.example', 'ask.example.since'],
  async *run({ question, since, section }, context) {
    const { conversation, locale, now } = context
    const from = since === undefined ? undefined : dayOf(now.getTime() - DAYS[since] * DAY)
    const said = { question, ...(section === undefined ? {} : { section }), ...(from === undefined ? {} : { since: from }) }
    for await (const reply of conversation.say(said)) {
      switch (reply.kind) {
        case 'hello':
        case 'thanks':
        case 'noted':
          yield greeting(reply.kind, context)
          break
        case 'help':
          yield overview(context)
          break
        case 'nothing':
          yield doc(paragraph(t(locale, 'talk.nothing')))
          break
        case 'sources':
          yield citedDoc(reply.citations, locale)
          break
        case 'wrong':
          await context.rate(reply.of, 'down')
          yield doc(paragraph(t(locale, 'talk.wrong')), ...citedDoc(reply.citations, locale).children)
          break
        case 'news':
          yield retold(reply, context, (here) => newsDoc(reply, here))
          break
        case 'more':
          yield pageDoc(reply.page, locale)
          break
        case 'answer':
          yield retold(reply, context, (here) => answerDoc(reply.answer, here.locale, reply))
          break
        default:
          reply satisfies never
      }
    }
  },
})

/** Shows an answer in the language that was asked for, and says where the recaps' own words are not translated. */
const retold = ({ untranslated, locale }: Retold, context: Context, show: (context: Context) => Doc): Doc => {
  const here = { ...context, locale: locale ?? context.locale }
  const shown = show(here)
  if (untranslated === undefined) return shown
  const names = { from: languageName(here.locale, untranslated.from), into: languageName(here.locale, untranslated.into) }
  return doc(paragraph(emphasis(t(here.locale, 'talk.untranslated', names))), ...shown.children)
}

const EXAMPLES = ['talk.example.news', 'talk.example.name', 'talk.example.follow'] as const

const greeting = (kind: 'hello' | 'thanks' | 'noted', { locale }: Context): Doc =>
  doc(
    paragraph(t(locale, `talk.${kind}`)),
    list(EXAMPLES.map((key) => listItem(paragraph(inlineCode(t(locale, key)))))),
    paragraph(t(locale, 'talk.help')),
  )
