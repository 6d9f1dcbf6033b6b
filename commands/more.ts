import { moreDoc } from '../src/answer/present.ts'
import { type Page, command, text } from '../src/bot/command.ts'
import { type Doc, doc, paragraph } from '../src/doc/nodes.ts'
import { t } from '../src/locales/index.ts'

/** The button that shows more items; typed as a command, it goes on with the last answer. */
export const more = command({
  name: 'more',
  description: 'more.description',
  options: {
    of: text({ description: 'more.description', hidden: true }),
    from: text({ description: 'more.description', hidden: true }),
  },
  hidden: true,
  aside: true,
  run: async ({ of, from }, { conversation, locale }) =>
    pageDoc(await conversation.more(of, from === undefined ? undefined : Math.max(0, Math.trunc(Number(from)) || 0)), locale),
})

export const pageDoc = (page: Page, locale: string): Doc => {
  switch (page.kind) {
    case 'items':
      return moreDoc(page.citations, locale, page.next === undefined ? undefined : { of: page.id, from: String(page.next) })
    case 'end':
    case 'nothing':
      return doc(paragraph(t(locale, `more.${page.kind}`)))
    default:
      return page satisfies never
  }
}
