/** Issues for the tests of digests: what each section says, a topic each. */
import type { Issue, Item, SectionKind } from '../../src/issue/issue.ts'

export const item = (text: string): Item => ({ text, urls: [`https://example.com/${text.length}`], authors: [] })

export const issueOf = (date: string, sections: Partial<Record<SectionKind, string[]>>, more: Partial<Issue> = {}): Issue => ({
  id: `${date.slice(2)}-issue`,
  edition: 'en',
  date,
  title: `Issue of ${date}`,
  url: `https://example.com/issues/${date}`,
  summary: `What happened on ${date}.`,
  tags: { companies: ['anthropic'], models: ['llama-3', 'llama-3-1', 'llama-3-8b'], topics: [], people: [] },
  sections: Object.entries(sections).map(([kind, texts]) => ({
    kind: kind as SectionKind,
    heading: kind,
    topics: [{ heading: `Talk of ${kind}`, items: texts.map(item) }],
  })),
  ...more,
})
