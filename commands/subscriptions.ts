import { type Context, type Delivered, command } from '../src/bot/command.ts'
import type { Subscription } from '../src/delivery/subscriptions.ts'
import {
  type Inline,
  type ListItem,
  actions,
  button,
  doc,
  emphasis,
  heading,
  list,
  listItem,
  paragraph,
  strong,
  text,
} from '../src/doc/nodes.ts'
import { en } from '../src/locales/en.ts'
import { type MessageKey, moment, t } from '../src/locales/index.ts'
import { fullLabel, publishButtons, stateOf, whatLabel } from './subscribe.ts'

/** How many of the next runs are shown. */
const RUNS = 3
/** How many of the last deliveries. */
const DELIVERIES = 3

export const subscriptions = command({
  name: 'subscriptions',
  description: 'subscriptions.description',
  options: {},
  discreet: true,
  manages: true,
  async run(_, context) {
    const { subscriptions: all, target, locale } = context
    const here = await all.list(target)
    const add = button(t(locale, 'subscriptions.add'), { command: 'subscribe', options: {} })
    if (here.length === 0) return doc(paragraph(t(locale, 'subscriptions.none')), actions(add))
    const lately = await context.recent(DELIVERIES)
    return doc(
      heading(2, t(locale, 'subscriptions.title')),
      list(here.map((subscription) => line(subscription, context))),
      ...(lately.length === 0 ? [] : [heading(3, t(locale, 'subscriptions.lately')), list(lately.map((each) => delivered(each, context)))]),
      actions(
        button(t(locale, 'subscriptions.change'), { command: 'subscribe', options: {} }),
        button(t(locale, 'subscriptions.stop'), { command: 'unsubscribe', options: {} }),
        ...here.flatMap((subscription) => publishButtons(subscription, context)),
      ),
    )
  },
})

const line = (subscription: Subscription, context: Context): ListItem => {
  const { locale } = context
  const thread = subscription.target.thread === undefined ? '' : ` (${t(locale, 'subscriptions.thread')})`
  return listItem(paragraph(fullLabel(subscription, locale), thread, ' — ', ...state(subscription, context)))
}

/** When the digest comes next, or why it does not. */
const state = (subscription: Subscription, { locale, subscriptions: all }: Context): Inline[] => {
  const { paused, zone, every } = subscription
  if (paused !== undefined) {
    const why = t(locale, 'subscriptions.paused', { time: moment(locale, paused.at, zone), why: reason(paused.why, locale) })
    return [strong(why), text(` ${t(locale, 'subscriptions.wake')}`)]
  }
  const runs = all.next(subscription, every === 'arrival' ? 1 : RUNS).map((at) => moment(locale, at, zone))
  return [emphasis(t(locale, `subscriptions.${stateOf(subscription, all.isOpen(subscription))}`, { time: runs.join(' · ') }))]
}

/** What became of a delivery, and why not all of it arrived. */
const delivered = ({ at, uid, outcome, publication, why }: Delivered, { locale, zone, archive }: Context): ListItem => {
  const issue = archive.get(uid)?.issue.title ?? uid
  const came = [t(locale, `outcome.${outcome}`), ...(publication === undefined ? [] : [t(locale, `publication.${publication}`)])]
  const words = t(locale, 'subscriptions.delivery', {
    time: moment(locale, at, zone),
    issue,
    outcome: came.join(t(locale, 'list.comma')),
  })
  return listItem(paragraph(why === undefined ? words : `${words}: ${reason(why, locale)}`))
}

const MENDS = (Object.keys(en) as MessageKey[]).filter((key) => key.startsWith('mend.'))

/** What a platform said stays as it is; the mend that follows it comes in the reader's language. */
const reason = (why: string, locale: string): string => MENDS.reduce((text, key) => text.replace(t('en', key), () => t(locale, key)), why)

/** A run for a list of runs: what comes, and how often; with `note` where issues come as they arrive, whether one would come now. */
export const runLabel = (
  { at, subscription }: { at: number; subscription: Subscription },
  locale: string,
  isOpen: boolean,
): { what: string; note?: string } => {
  const { every, zone } = subscription
  const note = t(locale, `subscriptions.${stateOf(subscription, isOpen)}`, { time: moment(locale, at, zone) })
  return { what: whatLabel(subscription, locale), ...(every === 'arrival' ? { note } : {}) }
}
