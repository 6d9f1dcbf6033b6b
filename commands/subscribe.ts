import { type Context, choice, command, text } from '../src/bot/command.ts'
import { LAYOUTS, QUIET, type Subscription } from '../src/delivery/subscriptions.ts'
import { RHYTHMS, type Rhythm, isWeekly } from '../src/delivery/timing.ts'
import { type Block, type Button, type Doc, actions, button, doc, inlineCode, paragraph, strong } from '../src/doc/nodes.ts'
import { UserError } from '../src/errors.ts'
import { RECAP_KINDS } from '../src/issue/issue.ts'
import { languages, moment, supported, t } from '../src/locales/index.ts'
import {
  SECTIONS,
  TAKES_HOUR,
  TAKES_ZONE,
  kindsOf,
  readHours,
  readLanguage,
  readNames,
  readRhythm,
  readSections,
  readZone,
  refuseLanguage,
  sectionsLabel,
  valueOf,
  weekdayName,
} from './options.ts'

/** The hours offered as buttons: before, at and after work. */
const HOURS = ['07:00', '08:00', '09:00', '12:00', '18:00']
/** The default hour. */
const HOUR = '08:00'
/** The default window for issues as they arrive: when most people are awake. */
const WINDOW = { hour: '07:30', until: '22:00' }

export const subscribe = command({
  name: 'subscribe',
  description: 'subscribe.description',
  options: {
    hour: text({ description: 'subscribe.hour', takes: TAKES_HOUR }),
    every: choice(RHYTHMS, { description: 'subscribe.every', label: (value) => `every.${value}`, read: readRhythm }),
    sections: choice(SECTIONS, { description: 'subscribe.sections', label: (value) => `sections.${value}`, read: readSections }),
    about: text({ description: 'subscribe.about', suggest: 'name', opens: true }),
    zone: text({ description: 'subscribe.zone', suggest: 'zone', takes: TAKES_ZONE }),
    layout: choice(LAYOUTS, { description: 'subscribe.layout', label: (value) => `layout.${value}` }),
    quiet: choice(QUIET, { description: 'subscribe.quiet', label: (value) => `quiet.${value}` }),
    publish: choice(['yes', 'no'], { description: 'subscribe.publish', label: (value) => `publish.${value}`, hidden: true }),
    language: choice(languages, {
      description: 'subscribe.language',
      label: (value) => `language.name.${value}`,
      read: readLanguage,
      refuse: refuseLanguage,
    }),
  },
  examples: [
    'subscribe.example',
    'subscribe.example.zone',
    'subscribe.example.weekly',
    'subscribe.example.arrival',
    'subscribe.example.about',
  ],
  discreet: true,
  manages: true,
  async run(given, context) {
    const { locale, target, user, subscriptions, archive, followable } = context
    if (given.publish !== undefined && !followable) throw new UserError('subscribe.unfollowable')
    const had = await subscriptions.get(target)
    const zone = given.zone === undefined ? (had?.zone ?? context.zone) : readZone(given.zone)
    if (Object.keys(given).length === 0)
      return doc(...askWhen(context, zone), ...(had === undefined ? [] : askWhich(locale, whenLabel(had, locale), {})))
    const when = { ...timesOf(given, had), zone }
    const { about, unknown } =
      given.about === undefined ? { about: had?.about ?? [], unknown: [] } : readNames(given.about, archive.names())
    if (given.sections === undefined && given.about === undefined && had === undefined) {
      const passed = Object.entries({ ...given }).filter((pair): pair is [string, string] => pair[1] !== undefined)
      return doc(...askWhich(locale, whenLabel(when, locale), Object.fromEntries(passed)))
    }
    const { subscription, isNew } = await subscriptions.put({
      target,
      ...when,
      about,
      sections: given.sections === undefined ? (had?.sections ?? []) : kindsOf(given.sections),
      layout: given.layout ?? had?.layout ?? 'compact',
      quiet: given.quiet ?? had?.quiet ?? 'usual',
      ...publishing(given.publish, had, followable),
      locale: given.language ?? had?.locale ?? locale,
      createdBy: had?.createdBy ?? user.id,
    })
    const hasZone = given.zone !== undefined || subscription.zone !== context.zone
    return confirmation(subscription, { isNew, hasZone, unknown, mayPost: await context.mayPost() }, context)
  },
})

/** In a channel that others can follow, digests are published unless somebody says no: that is what such a channel is for. */
const publishing = (given: 'yes' | 'no' | undefined, had: Subscription | undefined, followable: boolean): { publish?: boolean } => {
  if (followable) return { publish: given === undefined ? (had?.publish ?? true) : given === 'yes' }
  // It may become such a channel again, so a no is kept.
  return had?.publish === false ? { publish: false } : {}
}

/** In a channel that others can follow, the button that begins or ends publishing. */
export const publishButtons = ({ publish = false }: Subscription, { locale, followable }: Context): Button[] => {
  const value = publish ? 'no' : 'yes'
  return followable ? [button(t(locale, `publish.${value}`), { command: 'subscribe', options: { publish: value } })] : []
}

/** The options that make the same subscription again. */
export const optionsOf = (subscription: Subscription, { followable }: Pick<Context, 'followable'>): Readonly<Record<string, string>> => {
  const { every, hour, until, sections, about, zone, layout, quiet, publish, locale } = subscription
  return {
    every,
    hour: until === undefined ? hour : `${hour}-${until}`,
    sections: valueOf(sections),
    about: about.join(', ') || 'all',
    zone,
    layout,
    quiet,
    language: supported(locale),
    ...(followable && publish === false ? { publish: 'no' } : {}),
  }
}

type When = Pick<Subscription, 'every' | 'hour' | 'until' | 'zone'>

/** A span of hours without `every` means as issues arrive. */
const timesOf = (given: { hour?: string | undefined; every?: Rhythm | undefined }, had: When | undefined): Omit<When, 'zone'> => {
  const { hour, until } = given.hour === undefined ? {} : readHours(given.hour)
  const every = given.every ?? (until === undefined ? (had?.every ?? 'day') : 'arrival')
  if (every !== 'arrival') {
    if (until !== undefined) throw new UserError('subscribe.badWindow', { hour: given.hour ?? '' })
    return { every, hour: hour ?? (had === undefined || had.every === 'arrival' ? HOUR : had.hour) }
  }
  const before = had?.every === 'arrival' ? had : WINDOW
  return { every, hour: hour ?? before.hour, until: until ?? before.until ?? WINDOW.until }
}

/** Asks when digests shall come, with buttons: an hour is that of every day. */
export const askWhen = ({ locale }: Pick<Context, 'locale'>, zone: string): Block[] => [
  paragraph(t(locale, 'subscribe.when', { zone })),
  actions(
    ...HOURS.map((hour) => button(hour, { command: 'subscribe', options: { every: 'day', hour } })),
    ...(['arrival', 'monday'] as const).map((every) => button(t(locale, `every.${every}`), { command: 'subscribe', options: { every } })),
  ),
]

/** Asks which sections, with buttons; `passed`: what is chosen already. */
const askWhich = (locale: string, when: string, passed: Readonly<Record<string, string>>): Block[] => [
  paragraph(t(locale, 'subscribe.which', { when })),
  actions(
    ...(['all', ...RECAP_KINDS] as const).map((sections) =>
      button(t(locale, `sections.${sections}`), { command: 'subscribe', options: { ...passed, sections } }),
    ),
  ),
]

/** `hasZone`: somebody chose the zone. `unknown`: names that the recaps do not have yet. */
interface Outcome {
  isNew: boolean
  hasZone: boolean
  unknown: readonly string[]
  mayPost: boolean
}

const confirmation = (subscription: Subscription, { isNew, hasZone, unknown, mayPost }: Outcome, context: Context): Doc => {
  const { locale, subscriptions } = context
  const next = subscriptions.next(subscription, 1)[0]
  const state = stateOf(subscription, subscriptions.isOpen(subscription))
  return doc(
    paragraph(strong(t(locale, isNew ? 'subscribe.done' : 'subscribe.changed', { what: fullLabel(subscription, locale) }))),
    ...(mayPost ? [] : [paragraph(strong(t(locale, 'subscribe.mayNotPost')))]),
    ...(unknown.length === 0 ? [] : [paragraph(t(locale, 'subscribe.newNames', { names: unknown.join(', ') }))]),
    ...(next === undefined ? [] : [paragraph(t(locale, `subscribe.next.${state}`, { time: moment(locale, next, subscription.zone) }))]),
    ...(hasZone ? [] : [paragraph(t(locale, 'subscribe.zoneHint'), ' ', inlineCode(t(locale, 'subscribe.zoneExample')))]),
    actions(button(t(locale, 'subscribe.preview'), { command: 'recap', options: {} }), ...publishButtons(subscription, context)),
  )
}

/** A subscription in words: `Reddit only, about Llama 3, every day at 08:00 (UTC)`. */
export const whatLabel = (subscription: Subscription, locale: string): string => {
  const { sections, about, quiet, publish } = subscription
  return [
    sectionsLabel(sections, locale),
    ...(about.length === 0 ? [] : [t(locale, 'subscriptions.about', { names: about.join(', ') })]),
    whenLabel(subscription, locale),
    ...(quiet === 'usual' ? [] : [t(locale, `subscriptions.quiet.${quiet}`)]),
    ...(publish === true ? [t(locale, 'subscriptions.publish')] : []),
  ].join(t(locale, 'list.comma'))
}

/** The same with all that was chosen: `Reddit only, every day at 08:00 (UTC), one message, English`. */
export const fullLabel = (subscription: Subscription, locale: string): string =>
  t(locale, 'subscriptions.line', {
    what: whatLabel(subscription, locale),
    layout: t(locale, `subscriptions.layout.${subscription.layout}`),
    language: t(locale, `language.name.${supported(subscription.locale)}`),
  })

/** Whether issues come at their hour, or as they arrive: at any hour, in a window that is open now, or in one that is shut. */
export const stateOf = ({ every, hour, until = hour }: When, isOpen: boolean): 'due' | 'always' | 'open' | 'shut' =>
  every !== 'arrival' ? 'due' : until === hour ? 'always' : isOpen ? 'open' : 'shut'

const whenLabel = ({ every, hour, until = hour, zone }: When, locale: string): string => {
  if (every === 'arrival') return t(locale, until === hour ? 'when.always' : 'when.arrival', { hour, until, zone })
  if (!isWeekly(every)) return t(locale, 'when.day', { hour, zone })
  return t(locale, 'when.week', { weekday: weekdayName(every, locale), hour, zone })
}
