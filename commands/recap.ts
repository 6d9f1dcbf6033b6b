import { type Context, type News, choice, command, text } from '../src/bot/command.ts'
import { digest, sectionPage } from '../src/digest/digest.ts'
import { type Doc, doc, emphasis, heading, link, list, listItem, paragraph } from '../src/doc/nodes.ts'
import { UserError } from '../src/errors.ts'
import { RECAP_KINDS } from '../src/issue/issue.ts'
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
  run({ section, issue: wanted, page }, context) {
    const { archive, locale } = context
    const newest = newestOf(context)
    const found = wanted === undefined ? issueOf(newest.id, context) : find(wanted, context)
    if (found === undefined) {
      const known = wanted !== undefined && context.conversation.days(wanted) !== undefined
      throw new UserError(known ? 'recap.none' : 'recap.unknown', {
        day: wanted ?? '',
        newest: archive.newest({ limit: 1 })[0]?.date ?? '',
      })
    }
    if (section === undefined) return digest(found.issue, { sections: [], layout: 'compact', locale })
    const shown = sectionPage(found.issue, section, Number(page ?? 1) || 1, locale)
    if (shown === undefined) throw new UserError('recap.noSection', { section: t(locale, `section.${section}`) })
    return shown.doc
  },
})

type Here = Pick<Context, 'archive' | 'locale' | 'conversation'>

/** In the asker's language where there is one. @throws UserError when there is no issue at all */
const newestOf = ({ archive, locale }: Here, days: { since?: string; until?: string } = {}) => {
  const newest = archive.newest({ ...days, editions: [supported(locale), 'en'], limit: 1 })[0] ?? archive.newest({ ...days, limit: 1 })[0]
  if (newest === undefined)
    throw new UserError(archive.count().issues === 0 ? 'recap.empty' : 'news.none', { day: newestDay(archive, locale) })
  return newest
}

const newestDay = (archive: Here['archive'], locale: string): string => {
  const { date } = archive.newest({ limit: 1 })[0] ?? {}
  return date === undefined ? '' : day(locale, date)
}

const issueOf = (id: string, { archive, locale }: Here) => archive.get(id, supported(locale)) ?? archive.get(id)

/** By its slug, or the newest of the days that are named. */
const find = (wanted: string, here: Here) => {
  const itself = issueOf(wanted, here)
  if (itself !== undefined) return itself
  const days = here.conversation.days(wanted)
  const [newest] = days === undefined ? [] : here.archive.newest({ ...days, limit: 1 })
  return newest && issueOf(newest.id, here)
}

/** Issues that are listed one by one: a week's. */
const LISTED = 7

/** What is new: the newest issue in short, or what the issues of some days were about. */
export const newsDoc = ({ days, section }: News, context: Context): Doc => {
  const { archive, locale, now, zone } = context
  const newest = newestOf(context, days)
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now)
  const kinds = RECAP_KINDS.filter((kind) => kind === section)
  const heads = archive.newest({ ...days, editions: [supported(locale), 'en'], limit: LISTED })
  const isSpan = days?.until !== undefined && days.until > days.since
  if (isSpan && heads.length > 1 && kinds.length === 0)
    return doc(
      heading(2, t(locale, 'news.title', { from: day(locale, heads.at(-1)?.date ?? days.since), to: day(locale, newest.date) })),
      list(heads.map(({ title, url, date }) => listItem(paragraph(url === '' ? title : link(url, title), ` · ${day(locale, date)}`)))),
    )
  const found = issueOf(newest.id, context)
  if (found === undefined) throw new UserError('recap.empty')
  const shown = digest(found.issue, { sections: kinds, layout: 'compact', locale })
  const isDue = days?.until === undefined && newest.date < today
  return isDue ? doc(paragraph(emphasis(t(locale, 'news.notToday', { day: day(locale, newest.date) }))), ...shown.children) : shown
}
