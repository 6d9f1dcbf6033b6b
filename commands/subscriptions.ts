import { command } from '../src/bot/command.ts'
import type { Subscription, Subscriptions } from '../src/delivery/subscriptions.ts'
import { type ListItem, actions, button, doc, emphasis, heading, list, listItem, paragraph, strong } from '../src/doc/nodes.ts'
import { moment, supported, t } from '../src/locales/index.ts'
import { sectionsLabel } from './subscribe.ts'

export const subscriptions = command({
  name: 'subscriptions',
  description: 'subscriptions.description',
  options: {},
  discreet: true,
  manages: true,
  async run(_, { subscriptions: all, target, locale }) {
    const here = await all.list(target)
    const add = button(t(locale, 'subscriptions.add'), { command: 'subscribe', options: {} })
    if (here.length === 0) return doc(paragraph(t(locale, 'subscriptions.none')), actions(add))
    return doc(
      heading(2, t(locale, 'subscriptions.title')),
      list(here.map((subscription) => line(subscription, all, locale))),
      actions(
        button(t(locale, 'subscriptions.change'), { command: 'subscribe', options: {} }),
        button(t(locale, 'subscriptions.stop'), { command: 'unsubscribe', options: {} }),
      ),
    )
  },
})

const line = (subscription: Subscription, all: Subscriptions, locale: string): ListItem => {
  const { sections, hour, zone, layout, paused, target } = subscription
  const next = all.next(subscription, 1)[0]
  const state =
    paused === undefined
      ? next === undefined
        ? []
        : [emphasis(t(locale, 'subscriptions.next', { time: moment(locale, next, zone) }))]
      : [strong(t(locale, 'subscriptions.paused', { why: paused.why }))]
  const words = t(locale, 'subscriptions.line', {
    sections: sectionsLabel(sections, locale),
    hour,
    zone,
    layout: t(locale, `layout.${layout}`),
    language: t(locale, `language.name.${supported(subscription.locale)}`),
  })
  return listItem(
    paragraph(
      words,
      ...(target.thread === undefined ? [] : [` (${t(locale, 'subscriptions.thread')})`]),
      ...(state.length === 0 ? [] : [' — ', ...state]),
    ),
  )
}
