import { type Context, type News, choice, command, text } from '../src/bot/command.ts'
import { digest, sectionButton, sectionPages } from '../src/digest/digest.ts'
import { shorten } from '../src/doc/shorten.ts'
import { type Doc, actions, button, doc, emphasis, heading, link, list, listItem, paragraph } from '../src/doc/nodes.ts'
import { UserError } from '../src/errors.ts'
import { type Issue, RECAP_KINDS, type RecapKind } from '../src/issue/issue.ts'
import { day, supported, t } from '../src/locales/index.ts'

export const recap = command({
  name: 'recap',
  description: 'recap.description',
  options: {
    section: choice(RECAP_KINDS, { description: 'recap.section', label: (kind) => `section.${kind}` }),
    issue: text({ description: 'recap.issue', suggest: 'issue', words: true }),
    page: text({ description: 'recap.page', hidden: true }),
  },
  examples: ['recap.example.section', 'recap.example.day', 'recap.example.weekday'],
  run({ section, issue: wanted = '', page }, context) {
    const found = wanted === '' || NEWEST.test(wanted) ? issueOf(newestOf(context).id, context) : issueOf(wanted, context)
    if (found !== undefined) return shown(found.issue, section, page, context)
    newestOf(context)
    const days = context.conversation.days(wanted)
    if (days === undefined) return offer({ key: 'recap.unknown', words: wanted, heads: titled(wanted, context), section }, context)
    if (days === 'future') return offer({ key: 'recap.future', words: wanted, heads: headsOf(context, { limit: 1 }), section }, context)
    const heads = headsOf(context, days)
    const [newest] = heads
    const words = dated(wanted, days, context.locale)
    if (newest === undefined) return offer({ key: 'recap.none', words, heads: around(days, context), section }, context)
    const issue = issueOf(newest.id, context)?.issue
    return issue === undefined || (days.until !== days.since && section === undefined)
      ? newsDoc({ days }, context)
      : shown(issue, section, page, context)
  },
})

/** Words for the newest issue, which is also shown where none is named. */
const NEWEST =
  /^(?:the )?(?:newest|latest|last|most recent|neueste[rs]?|letzte[rs]?|derni[eè]re?|[uú]ltim[oa]|最新|最近|最後)(?: (?:one|issue|recap))?$/iu

/** An issue, or a page of one of its sections; where it has no such section, buttons for those that it has. */
const shown = (issue: Issue, section: RecapKind | undefined, page: string | undefined, { locale }: Here): Doc => {
  if (section === undefined) return digest(issue, { sections: [], layout: 'compact', locale })
  const pages = sectionPages(issue, section, locale)
  const found = pages[Math.min(Math.max(Number(page ?? 1) || 1, 1), pages.length) - 1]
  if (found !== undefined) return found
  const others = RECAP_KINDS.filter((kind) => sectionPages(issue, kind, locale).length > 0)
  return doc(
    paragraph(t(locale, 'recap.noSection', { section: t(locale, `section.${section}`), day: day(locale, issue.date) })),
    actions(
      button(t(locale, 'recap.back'), { command: 'recap', options: { issue: issue.id } }),
      ...others.map((kind) => sectionButton(issue, kind, locale)),
    ),
  )
}

type Here = Pick<Context, 'archive' | 'locale' | 'conversation'>
type Days = NonNullable<News['days']>
type Heads = ReturnType<Here['archive']['newest']>

/** Issues, newest first: those in the asker's language or English, else in any. */
const headsOf = ({ archive, locale }: Here, query: { since?: string; until?: string; limit?: number } = {}): Heads => {
  const own = archive.newest({ ...query, editions: [supported(locale), 'en'] })
  return own.length > 0 ? own : archive.newest(query)
}

/** @throws UserError when there is no issue at all */
const newestOf = (here: Here, days: { since?: string; until?: string } = {}): Heads[number] => {
  const [newest] = headsOf(here, { ...days, limit: 1 })
  if (newest !== undefined) return newest
  if (here.archive.count().issues === 0) throw new UserError('recap.empty')
  throw new UserError('news.none', { day: day(here.locale, newestOf(here).date) })
}

const issueOf = (id: string, { archive, locale }: Here) => archive.get(id, supported(locale)) ?? archive.get(id)

/** `last wednesday (January 22, 2025)` */
const dated = (words: string, { since, until }: Days, locale: string): string =>
  until === since && words !== since ? `${words} (${day(locale, since)})` : words

/** The issue before some days, and the one after them. */
const around = ({ since, until = since }: Days, here: Here): Heads => [
  ...headsOf(here, { until: since, limit: 1 }),
  ...headsOf(here, { since: until }).slice(-1),
]

/** How many issues are offered in place of an unknown one. */
const OFFERED = 3
/** How many of the newest issues are searched for words in their titles. */
const AMONG = 400

/** The issues with some words in their titles, and the newest one. */
const titled = (words: string, here: Here): Heads => {
  const named = headsOf(here, { limit: AMONG }).filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()))
  return [...named, ...headsOf(here, { limit: 1 })].slice(0, OFFERED)
}

interface Offer {
  key: 'recap.none' | 'recap.future' | 'recap.unknown'
  /** What was asked for. */
  words: string
  heads: Heads
  section: RecapKind | undefined
}

/** Says that there is no such issue, and offers others as buttons. */
const offer = ({ key, words, heads, section }: Offer, here: Here): Doc => {
  const { locale } = here
  const distinct = [...new Map(heads.map((head) => [head.id, head])).values()]
  const labelOf = ({ date, title }: Heads[number]): string =>
    key === 'recap.unknown' ? shorten(`${date} · ${title}`, LABEL) : day(locale, date)
  const optionsOf = (issue: string) => ({ issue, ...(section === undefined ? {} : { section }) })
  return doc(
    paragraph(t(locale, key, { day: words, newest: day(locale, newestOf(here).date) })),
    actions(...distinct.map((head) => button(labelOf(head), { command: 'recap', options: optionsOf(head.id) }))),
  )
}

/** Characters of a button's label. */
const LABEL = 60

/** How many issues are listed one by one: a week's. */
const LISTED = 7

/** What is new: the newest issue, compact, or the titles of the issues of some days. */
export const newsDoc = ({ days, section }: News, context: Context): Doc => {
  const { locale, now, zone } = context
  const newest = newestOf(context, days)
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now)
  const kinds = RECAP_KINDS.filter((kind) => kind === section)
  const isSpan = days?.until !== undefined && days.until > days.since
  const all = isSpan && kinds.length === 0 ? headsOf(context, days) : []
  const heads = all.slice(0, LISTED)
  if (isSpan && heads.length > 1)
    return doc(
      heading(2, t(locale, 'news.title', { from: day(locale, heads.at(-1)?.date ?? days.since), to: day(locale, newest.date) })),
      list(heads.map(({ title, url, date }) => listItem(paragraph(url === '' ? title : link(url, title), ` · ${day(locale, date)}`)))),
      ...(all.length > LISTED ? [paragraph(t(locale, 'digest.more', { count: all.length - LISTED }))] : []),
    )
  const found = issueOf(newest.id, context)
  if (found === undefined) throw new UserError('recap.empty')
  const shown = digest(found.issue, { sections: kinds, layout: 'compact', locale })
  const isDue = days?.until === undefined && newest.date < today
  return isDue ? doc(paragraph(emphasis(t(locale, 'news.notToday', { day: day(locale, newest.date) }))), ...shown.children) : shown
}
