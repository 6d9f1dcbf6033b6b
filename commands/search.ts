import { hitsDoc } from '../src/answer/present.ts'
import { choice, command, text } from '../src/bot/command.ts'
import { RECAP_KINDS } from '../src/issue/issue.ts'

/** How many items are shown: as many as one message holds. */
const HITS = 8

export const search = command({
  name: 'search',
  description: 'search.description',
  options: {
    query: text({ description: 'search.query', required: true, rest: true, suggest: 'name' }),
    section: choice(RECAP_KINDS, { description: 'search.section', label: (kind) => `section.${kind}` }),
  },
  examples: ['search.example'],
  run: ({ query, section }, { search: find, locale }) =>
    hitsDoc(find({ text: query, limit: HITS, ...(section === undefined ? {} : { kinds: [section] }) }), query, locale),
})
