import { command } from '../src/bot/command.ts'
import { doc, paragraph } from '../src/doc/nodes.ts'
import { t } from '../src/locales/index.ts'

export const forget = command({
  name: 'forget',
  description: 'forget.description',
  options: {},
  discreet: true,
  async run(_, { conversation, locale }) {
    const count = await conversation.forget()
    return doc(paragraph(count === 0 ? t(locale, 'forget.none') : t(locale, 'forget.done', { count })))
  },
})
