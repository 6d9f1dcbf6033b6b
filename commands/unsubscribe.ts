import { command } from '../src/bot/command.ts'
import { doc, paragraph } from '../src/doc/nodes.ts'
import { t } from '../src/locales/index.ts'

export const unsubscribe = command({
  name: 'unsubscribe',
  description: 'unsubscribe.description',
  options: {},
  discreet: true,
  manages: true,
  async run(_, { subscriptions, target, locale }) {
    const had = await subscriptions.remove(target)
    return doc(paragraph(t(locale, had ? 'unsubscribe.done' : 'unsubscribe.none')))
  },
})
