import { type About, type Context, command } from '../src/bot/command.ts'
import { type ListItem, doc, heading, link, list, listItem, paragraph } from '../src/doc/nodes.ts'
import { day, moment, supported, t } from '../src/locales/index.ts'

export const about = command({
  name: 'about',
  description: 'about.description',
  options: {},
  discreet: true,
  async run(_, context) {
    const { locale, archive } = context
    const { version, sources, model, usage } = await context.about()
    const { issues, from, to } = archive.count()
    const newest = archive.newest({ editions: [supported(locale), 'en'], limit: 1 })[0] ?? archive.newest({ limit: 1 })[0]
    return doc(
      heading(2, t(locale, 'about.title', { version })),
      paragraph(
        from === undefined || to === undefined
          ? t(locale, 'about.empty')
          : t(locale, 'about.archive', { count: issues, from: day(locale, from), to: day(locale, to) }),
      ),
      ...(newest === undefined
        ? []
        : [
            paragraph(
              t(locale, 'about.newest', { day: day(locale, newest.date) }),
              ' ',
              newest.url === '' ? newest.title : link(newest.url, newest.title),
            ),
          ]),
      heading(3, t(locale, 'about.sources')),
      list(sources.map((source) => sourceLine(source, context))),
      paragraph(model === undefined ? t(locale, 'about.noModel') : t(locale, 'about.model', { model })),
      ...(usage === undefined ? [] : [paragraph(usageText(usage, locale))]),
      paragraph(t(locale, 'about.privacy'), ...(model === undefined ? [] : [` ${t(locale, 'about.privacy.model')}`])),
    )
  },
})

/** The tokens that all, this chat and the asker used today. */
const usageText = ({ limits, all, user, chat, renews }: NonNullable<About['usage']>, locale: string): string => {
  const of = (who: 'all' | 'chat' | 'user', tokens: number): string =>
    t(locale, limits[who] === 0 ? `about.usage.${who}.free` : `about.usage.${who}`, { tokens, limit: limits[who] })
  return [
    of('all', all.tokens),
    ...(chat ? [of('chat', chat.tokens)] : []),
    ...(user ? [of('user', user.tokens)] : []),
    t(locale, 'about.usage.asked', { asked: all.asked, cached: all.cached }),
    t(locale, 'about.usage.renews', { time: moment(locale, renews, 'UTC') }),
  ].join(' ')
}

const sourceLine = ({ name, lastLook, problem }: About['sources'][number], { locale, zone }: Context): ListItem =>
  listItem(
    paragraph(
      [
        name,
        ...(lastLook === undefined ? [] : [t(locale, 'about.looked', { time: moment(locale, lastLook, zone) })]),
        ...(problem === undefined ? [] : [t(locale, 'about.problem', { why: problem })]),
      ].join(' · '),
    ),
  )
