import { evidenceDoc } from '../src/answer/present.ts'
import { type Context, command, text } from '../src/bot/command.ts'
import { type Doc, doc, paragraph } from '../src/doc/nodes.ts'
import { UserError } from '../src/errors.ts'
import { t } from '../src/locales/index.ts'

/** The button that shows the items behind an answer. */
export const evidence = command({
  name: 'evidence',
  description: 'evidence.description',
  options: { of: text({ description: 'evidence.description', hidden: true, required: true }) },
  hidden: true,
  aside: true,
  async run({ of }, { conversation, locale }) {
    return citedDoc(await conversation.evidence(of), locale)
  },
})

/** @throws UserError when the items are no longer kept */
export const citedDoc = (citations: Awaited<ReturnType<Context['conversation']['evidence']>>, locale: string): Doc => {
  if (citations === undefined) throw new UserError('answer.gone')
  return citations.length === 0 ? doc(paragraph(t(locale, 'evidence.none'))) : evidenceDoc(citations, locale)
}
