/** A newsletter of our own, served as a feed, and the program that reads it. */
import type { TestContext } from 'node:test'
import type { App } from '../../src/app.ts'
import { type BotOptions, createBot, temporaryFolder } from '../fakes/bot.ts'
import type { FakeClock } from '../fakes/clock.ts'
import { type FakeSite, startSite } from '../fakes/feed.ts'

export const FIRST: Written = {
  slug: '26-03-02-otter',
  title: 'Otter opens',
  items: ['<strong>Otter is out</strong>: its weights are open.', 'A second thing happened.', 'A third.', 'And a fourth.'],
}

export interface Written {
  slug: string
  title: string
  /** Each the text of an item of the Twitter section. */
  items: string[]
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const body = ({ items }: Written): string =>
  `<h1>AI Twitter Recap</h1><p><strong>Models</strong></p><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>` +
  '<h1>AI Reddit Recap</h1><h2>/r/LocalLlama Recap</h2><p><strong>Theme 1. Hardware</strong></p><ul><li><strong>Two cards</strong>: a guide to four-bit inference.</li></ul>'

const item = (origin: string, issue: Written): string =>
  `<item><title>${escape(issue.title)}</title><link>${origin}/issues/${issue.slug}/</link><guid>${origin}/issues/${issue.slug}/</guid>` +
  `<description>${escape(`What happened: ${issue.title}.`)}</description><pubDate>Mon, 02 Mar 2026 05:44:39 GMT</pubDate>` +
  `<content:encoded>${escape(body(issue))}</content:encoded></item>`

export interface Newsletter extends FakeSite {
  url: string
  /** What the feed holds from now on, newest first. */
  publish(...issues: Written[]): void
}

export const startNewsletter = async (): Promise<Newsletter> => {
  const site = await startSite()
  return {
    ...site,
    url: `${site.origin}/rss.xml`,
    publish: (...issues) =>
      site.serve(
        '/rss.xml',
        `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>` +
          `<link>${site.origin}/</link><description>d</description>${issues.map((issue) => item(site.origin, issue)).join('')}</channel></rss>`,
      ),
  }
}

/** Starts the program any number of times over the same folder; each `created` comes before its start. Takes it through the time between. */
export const createRuns = (t: TestContext, options: BotOptions & { clock: FakeClock }, created: (app: App) => void = () => {}) => {
  const { clock } = options
  const folder = temporaryFolder(t)
  return {
    async start(): Promise<App> {
      const { app } = await createBot(t, { folder, issues: false, ...options })
      created(app)
      const { ready } = await app.start()
      await ready
      return app
    },
    /** The minutes between, as the schedule sees them. */
    async sleepUntil(app: App, time: string): Promise<void> {
      await clock.tick(Date.parse(time) - clock.now())
      await app.schedule.look()
      await clock.tick(0)
    },
  }
}
