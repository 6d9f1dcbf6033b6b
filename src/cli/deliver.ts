import { createApp } from '../app.ts'
import { OperatorError } from '../errors.ts'
import { targetKey } from '../platforms/platform.ts'
import { readArgs } from './args.ts'
import { print } from './output.ts'
import { openSession } from './session.ts'

export const help = `usage: recap deliver --dry-run

Shows who would get what, and when next. Sends nothing: recap start delivers,
each digest at its subscriber's hour.

  --dry-run   required, so that nobody expects this to deliver`

export const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, { 'dry-run': { type: 'boolean', default: false } })
  if (!values['dry-run'] || positionals.length > 0) {
    throw new OperatorError('recap deliver takes --dry-run only. Digests are delivered by recap start, each at its hour.')
  }
  const session = openSession()
  const app = await createApp(session.config, session)
  try {
    const subscriptions = await app.subscriptions.list()
    if (subscriptions.length === 0) await print('Nobody has subscribed yet. In a chat: /subscribe')
    for (const subscription of subscriptions) {
      const { target, sections, layout, locale, hour, zone, paused } = subscription
      const what = `${sections.length === 0 ? 'all sections' : sections.join(', ')}, ${layout}, ${locale}`
      const [next] = app.subscriptions.next(subscription, 1)
      const when =
        paused === undefined
          ? `next ${next === undefined ? 'never' : moment(next, zone)} (daily at ${hour} ${zone})`
          : `paused: ${paused.why}`
      const due = paused === undefined ? await app.due(subscription) : []
      const titles = due.flatMap((uid) => app.archive.get(uid) ?? []).map(({ issue }) => `${issue.date} ${issue.title}`)
      await print(`${targetKey(target)}: ${what}; ${when}`)
      await print(titles.length === 0 ? '  nothing waits; the next issue to come' : titles.map((title) => `  ${title}`).join('\n'))
    }
    return 0
  } finally {
    await app.stop()
  }
}

/** `2026-11-24 09:00`, in the subscriber's zone. */
const moment = (time: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(time)
