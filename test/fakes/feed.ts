/** A newsletter's site on loopback: a feed, pages, and every way in which they fail. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string | Buffer
  /** The whole length is announced, half is sent, then the connection is torn. */
  cut?: boolean
  /** No answer ever. */
  hang?: boolean
  /** An answer without end: a byte every so many milliseconds, */
  drip?: number
  /** or as much as is taken. */
  endless?: boolean
}

export interface FakeSite {
  [Symbol.asyncDispose](): Promise<void>
  origin: string
  /** What a path is answered with from now on; a 200 gets an ETag, and 304 by it. `undefined`: 404. */
  serve(path: string, answer: Answer | string | undefined): void
  /** In order; cleared by `splice`. */
  requests: { path: string; headers: IncomingHttpHeaders }[]
  /** Resolves when a path is asked for. */
  asked(path: string): Promise<void>
}

export const startSite = async (): Promise<FakeSite> => {
  const answers = new Map<string, Answer>()
  const requests: FakeSite['requests'] = []
  const awaited = new Map<string, () => void>()
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers })
    awaited.get(path)?.()
    const answer: Answer = answers.get(path) ?? { status: 404, body: 'not found' }
    const { status = 200, headers = {}, body = '', cut = false, hang = false, drip, endless = false } = answer
    if (hang) return
    if (drip !== undefined) {
      const dripping = setInterval(() => response.write('x'), drip)
      response.once('close', () => clearInterval(dripping))
      return
    }
    if (endless) {
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(2 ** 16)));
      }
      response.on('drain', pour)
      pour()
      return
    }
    const etag = headers['etag'] ?? `"${createHash('sha256').update(body).digest('hex').slice(0, 8)}"`
    if (status === 200 && request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end()
      return
    }
    const bytes = Buffer.from(body)
    response.writeHead(status, { 'content-length': bytes.length, ...(status === 200 ? { etag } : {}), ...headers })
    if (!cut) response.end(bytes)
    else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(path, answer) {
      if (answer === undefined) answers.delete(path)
      else answers.set(path, typeof answer === 'string' ? { body: answer } : answer)
    },
    requests,
    asked: (path) => new Promise((resolve) => awaited.set(path, resolve)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export interface SampleItem {
  slug: string
  title?: string
  /** As `pubDate`. */
  date?: string
  /** HTML; absent: the item carries no text. */
  body?: string
  /** The folder in which its page stands. */
  folder?: string
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A recap of one topic, as HTML. */
export const sampleBody = (...items: string[]): string =>
  `<h1>AI Twitter Recap</h1><p><strong>Models and Releases</strong></p><ul>${items
    .map((item, index) => `<li><strong>${item}</strong>: <a href="https://x.com/lab/status/${index + 1}">@lab</a> says more</li>`)
    .join('')}</ul>`

/** The same as a file. */
export const sampleMarkdown = (...items: string[]): string =>
  `# AI Twitter Recap\n\n**Models and Releases**\n\n${items
    .map((item, index) => `- **${item}**: [@lab](https://x.com/lab/status/${index + 1}) says more\n`)
    .join('')}`

export const samplePage = (title: string, body: string): string =>
  `<!doctype html><html><head><title>${title} | News</title></head><body><div role="banner"><h1>${title}</h1></div><main id="main-content"><article class="content-area">${body}</article></main></body></html>`

/** RSS as the newsletter's site makes it. `site`: where the links lead. */
export const sampleFeed = (site: string, items: readonly (SampleItem | string)[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title><link>${site}/</link>\n${items
    .map((item) => (typeof item === 'string' ? item : sampleItem(site, item)))
    .join('\n')}</channel></rss>`

const sampleItem = (site: string, { slug, title = slug, date, body, folder = 'issues' }: SampleItem): string => {
  const link = `${site}/${folder}/${slug}/`
  const parts = [
    `<title>${escape(title)}</title><link>${link}</link><guid isPermaLink="true">${link}</guid><description>**In short**</description>`,
    ...(date === undefined ? [] : [`<pubDate>${date}</pubDate>`]),
    ...(body === undefined ? [] : [`<content:encoded>${escape(body)}</content:encoded>`]),
    '<category>acme-labs</category>',
  ]
  return `<item>${parts.join('')}</item>`
}
