import { choice, command, text } from '../src/bot/command.ts'
import { digest, sectionPage } from '../src/digest/digest.ts'
import { UserError } from '../src/errors.ts'
import { RECAP_KINDS } from '../src/issue/issue.ts'
import { supported, t } from '../src/locales/index.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

export const recap = command({
  name: 'recap',
  description: 'recap.description',
  options: {
    section: choice(RECAP_KINDS, { description: 'recap.section', label: (kind) => `section.${kind}` }),
    issue: text({ description: 'recap.issue', suggest: 'issue' }),
    page: text({ description: 'recap.page', hidden: true }),
  },
  run({ section, issue: wanted, page }, { archive, locale }) {
    const editions = [supported(locale), 'en']
    const newest = archive.newest({ editions, limit: 1 })[0] ?? archive.newest({ limit: 1 })[0]
    if (newest === undefined) throw new UserError('recap.empty')
    const asked =
      wanted === undefined ? newest.id : DAY.test(wanted) ? archive.newest({ since: wanted, until: wanted, limit: 1 })[0]?.id : wanted
    const found = asked === undefined ? undefined : (archive.get(asked, supported(locale)) ?? archive.get(asked))
    if (found === undefined) throw new UserError('recap.none', { day: wanted ?? '', newest: newest.date })
    if (section === undefined) return digest(found.issue, { sections: [], layout: 'compact', locale })
    const shown = sectionPage(found.issue, section, Number(page ?? 1) || 1, locale)
    if (shown === undefined) throw new UserError('recap.noSection', { section: t(locale, `section.${section}`) })
    return shown.doc
  },
})
