import { type Context, choice, command, text } from '../src/bot/command.ts'
import { LAYOUTS, type Subscription } from '../src/delivery/subscriptions.ts'
import { type Block, type Doc, actions, button, doc, inlineCode, paragraph, strong } from '../src/doc/nodes.ts'
import { UserError } from '../src/errors.ts'
import { RECAP_KINDS, type RecapKind } from '../src/issue/issue.ts'
import { languages, moment, t } from '../src/locales/index.ts'

/** The hours offered as buttons: before work, at work, after work. */
const HOURS = ['07:00', '08:00', '09:00', '12:00', '18:00']

const SECTIONS = ['all', 'twitter', 'reddit', 'discord', 'twitter+reddit', 'twitter+discord', 'reddit+discord'] as const
type Sections = (typeof SECTIONS)[number]

export const subscribe = command({
  name: 'subscribe',
  description: 'subscribe.description',
  options: {
    hour: text({ description: 'subscribe.hour', takes: /^\d/ }),
    sections: choice(SECTIONS, { description: 'subscribe.sections', label: (value) => `sections.${value}` }),
    zone: text({ description: 'subscribe.zone', suggest: 'zone', takes: /^(?:\p{L}+(?:\/[\p{L}\d_+-]+)+|UTC|GMT)$/iu }),
    layout: choice(LAYOUTS, { description: 'subscribe.layout', label: (value) => `layout.${value}` }),
    language: choice(languages, { description: 'subscribe.language', label: (value) => `language.name.${value}` }),
  },
  examples: ['subscribe.example', 'subscribe.example.zone'],
  discreet: true,
  manages: true,
  async run(given, context) {
    const { locale, target, user, subscriptions } = context
    const had = await subscriptions.get(target)
    const zone = given.zone === undefined ? (had?.zone ?? context.zone) : readZone(given.zone)
    const hour = given.hour === undefined ? had?.hour : readHour(given.hour)
    const passed = Object.fromEntries(Object.entries({ ...given, hour }).filter((pair): pair is [string, string] => pair[1] !== undefined))
    const changesNothing = Object.keys(given).length === 0
    if (hour === undefined || changesNothing) return doc(...askWhen(context, zone, passed))
    if (given.sections === undefined && had === undefined) return askWhich(locale, hour, zone, passed)
    const { subscription, isNew } = await subscriptions.put({
      target,
      hour,
      zone,
      sections: given.sections === undefined ? (had?.sections ?? []) : kindsOf(given.sections),
      layout: given.layout ?? had?.layout ?? 'compact',
      locale: given.language ?? had?.locale ?? locale,
      createdBy: had?.createdBy ?? user.id,
    })
    return confirmation(subscription, isNew, await context.mayPost(), context)
  },
})

/** The first tap: when. Also what `/start` shows. */
export const askWhen = ({ locale }: Pick<Context, 'locale'>, zone: string, passed: Readonly<Record<string, string>> = {}): Block[] => [
  paragraph(t(locale, 'subscribe.when', { zone })),
  actions(...HOURS.map((hour) => button(hour, { command: 'subscribe', options: { ...passed, hour } }))),
]

const askWhich = (locale: string, hour: string, zone: string, passed: Readonly<Record<string, string>>): Doc =>
  doc(
    paragraph(t(locale, 'subscribe.which', { hour, zone })),
    actions(
      ...(['all', ...RECAP_KINDS] as const).map((sections) =>
        button(t(locale, `sections.${sections}`), { command: 'subscribe', options: { ...passed, sections } }),
      ),
    ),
  )

const confirmation = (subscription: Subscription, isNew: boolean, mayPost: boolean, { locale, subscriptions }: Context): Doc => {
  const { hour, zone } = subscription
  const next = subscriptions.next(subscription, 1)[0]
  return doc(
    paragraph(
      strong(
        t(locale, isNew ? 'subscribe.done' : 'subscribe.changed', { sections: sectionsLabel(subscription.sections, locale), hour, zone }),
      ),
    ),
    ...(mayPost ? [] : [paragraph(strong(t(locale, 'subscribe.mayNotPost')))]),
    ...(next === undefined ? [] : [paragraph(t(locale, 'subscribe.next', { time: moment(locale, next, zone) }))]),
    paragraph(t(locale, 'subscribe.zoneHint'), ' ', inlineCode(t(locale, 'subscribe.zoneExample', { hour }))),
    actions(button(t(locale, 'subscribe.preview'), { command: 'recap', options: {} })),
  )
}

/** What a choice of sections is called. */
export const sectionsLabel = (kinds: readonly RecapKind[], locale: string): string => {
  const value = RECAP_KINDS.filter((kind) => kinds.includes(kind)).join('+')
  return t(locale, `sections.${SECTIONS.find((one) => one === value) ?? 'all'}`)
}

const kindsOf = (sections: Sections): RecapKind[] =>
  sections === 'all' ? [] : RECAP_KINDS.filter((kind) => sections.split('+').includes(kind))

/** `8`, `8:30`, `8pm`, `08.00`, `20h`, `8点` → `HH:MM`. */
const readHour = (typed: string): string => {
  const [, hour = '', minute = '0', half] = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(?:h|[点點时時]|(am|pm))?$/i.exec(typed.trim()) ?? []
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (hour === '' || hours > 23 || Number(minute) > 59) throw new UserError('subscribe.badHour', { hour: typed })
  return `${String(hours).padStart(2, '0')}:${minute.padStart(2, '0')}`
}

const readZone = (typed: string): string => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions().timeZone
  } catch {
    throw new UserError('subscribe.badZone', { zone: typed })
  }
}
