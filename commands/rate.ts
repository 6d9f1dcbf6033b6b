import { choice, command, text } from '../src/bot/command.ts'
import { doc, paragraph } from '../src/doc/nodes.ts'
import { UserError } from '../src/errors.ts'
import { t } from '../src/locales/index.ts'

/** The thumb buttons under an answer. */
export const rate = command({
  name: 'rate',
  description: 'rate.description',
  options: {
    of: text({ description: 'rate.description', hidden: true, required: true }),
    vote: choice(['up', 'down'], { description: 'rate.vote', label: (vote) => `rate.vote.${vote}`, hidden: true }),
  },
  hidden: true,
  aside: true,
  async run({ of, vote }, { conversation, rate: count, locale }) {
    if (vote === undefined || (await conversation.evidence(of)) === undefined) throw new UserError('answer.gone')
    await count(of, vote)
    return doc(paragraph(t(locale, `rate.${vote}`)))
  },
})
