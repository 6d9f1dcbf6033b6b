import { command } from '../src/bot/command.ts'
import { actions, button, doc, paragraph } from '../src/doc/nodes.ts'
import { t } from '../src/locales/index.ts'
import { optionsOf } from './subscribe.ts'

export const unsubscribe = command({
  name: 'unsubscribe',
  description: 'unsubscribe.description',
  options: {},
  discreet: true,
  manages: true,
  async run(_, context) {
    const { subscriptions, target, locale } = context
    const had = await subscriptions.get(target)
    if (had === undefined) return doc(paragraph(t(locale, 'unsubscribe.none')))
    await subscriptions.remove(target)
    const again = { command: 'subscribe', options: optionsOf(had, context) }
    return doc(paragraph(t(locale, 'unsubscribe.done')), actions(button(t(locale, 'unsubscribe.undo'), again)))
  },
})
