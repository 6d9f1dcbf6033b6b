import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { shared } from '../shared.ts'

export interface Text {
  name: string
  text: string
}

/** The newest texts of the reference archive, or as many made-up ones. */
export const loadIssues = async (limit: number): Promise<{ sources: Text[]; from: string }> => {
  const archive = shared('corpus', 'archive', 'issues-en.tar.gz')
  if (archive === undefined) return { sources: Array.from({ length: limit }, (_, day) => madeUp(day)), from: 'made up' }
  const sources: Text[] = []
  const tar = createReadStream(archive).pipe(createGunzip()).pipe(extract())
  for await (const member of tar) {
    const bytes = await buffer(member)
    if (member.header.type === 'file') sources.push({ name: member.header.name, text: bytes.toString('utf8') })
  }
  return { sources: sources.toSorted((a, b) => (a.name < b.name ? 1 : -1)).slice(0, limit), from: 'of the reference archive' }
}

const WORDS =
  'model weights open context tokens agents release benchmark memory inference training vision speech licence price latency'.split(' ')

/** About 60 kB of a newsletter's shape; the same for the same day. */
const madeUp = (day: number): Text => {
  let seed = day + 1
  const word = (): string => WORDS[(seed = (seed * 48271) % 2147483647) % WORDS.length] ?? ''
  const sentence = (): string => `${Array.from({ length: 18 }, word).join(' ')}.`
  const item = (n: number): string =>
    `- **${word()} ${word()} ${n}**: ${sentence()} [${word()}](https://example.com/${day}/${n}) ${sentence()}`
  const topic = (name: string): string => `**${name} ${word()} ${word()}**\n\n${Array.from({ length: 12 }, (_, n) => item(n)).join('\n')}\n`
  const section = (name: string): string => `# AI ${name} Recap\n\n${Array.from({ length: 6 }, () => topic('About')).join('\n')}`
  const date = new Date(Date.UTC(2024, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
  return { name: `${date.slice(2)}-day-${day}.md`, text: ['Twitter', 'Reddit', 'Discord'].map(section).join('\n\n') }
}
