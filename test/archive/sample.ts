/** Small issues to file, in the style of the newsletter. */
import type { Issue, Item, SectionKind } from '../../src/issue/issue.ts'

export const item = (text: string, url?: string): Item => ({ text, urls: url === undefined ? [] : [url], authors: [] })

interface Sketch extends Partial<Omit<Issue, 'sections'>> {
  /** Items by kind and topic. */
  sections?: Partial<Record<SectionKind, Record<string, Item[]>>>
}

export const issue = ({ sections = {}, ...rest }: Sketch = {}): Issue => {
  const date = rest.date ?? '2026-03-02'
  const id = rest.id ?? `${date.slice(2)}-a-day`
  return {
    id,
    edition: 'en',
    date,
    title: 'A day',
    url: `https://example.com/issues/${id}/`,
    summary: '',
    tags: { companies: [], models: [], topics: [], people: [] },
    ...rest,
    sections: Object.entries(sections).map(([kind, topics]) => ({
      kind: kind as SectionKind,
      heading: `AI ${kind} Recap`,
      topics: Object.entries(topics).map(([heading, items]) => ({ heading, items })),
    })),
  }
}

/** Items that make an issue recognizable under another slug. */
export const body = (about: string): Record<string, Item[]> => ({
  [about]: ['first', 'second', 'third', 'fourth'].map((nth) =>
    item(`The ${nth} thing about ${about} today`, `https://example.com/${about}/${nth}`),
  ),
})
