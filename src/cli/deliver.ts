import { type App, createApp } from '../app.ts'
import type { Subscription } from '../delivery/subscriptions.ts'
import { OperatorError } from '../errors.ts'
import { targetKey } from '../platforms/platform.ts'
import { numberOption, readArgs } from './args.ts'
import { printDeliveries } from './deliver-log.ts'
import { print, timeIn } from './output.ts'
import { rhythm } from './rhythm.ts'
import { openSession } from './session.ts'

/** How many deliveries `--log` lists by default. */
const LIMIT = 50

export const help = `usage: recap deliver --dry-run | --log [--limit N] [--json]

Shows who would get what, and when next; or what was delivered, and why
something did not arrive. Sends nothing: recap start delivers, each digest at
its subscriber's hour.

  --dry-run   who would get what
  --log       the last deliveries and those under way, newest first
  --limit N   so many of them (default: ${LIMIT})
  --json      one line a delivery, with every message and what was refused`

export const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, {
    'dry-run': { type: 'boolean', default: false },
    log: { type: 'boolean', default: false },
    limit: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  if (values['dry-run'] === values.log || positionals.length > 0) {
    throw new OperatorError('recap deliver takes --dry-run or --log. Digests are delivered by recap start, each at its hour.')
  }
  const limit = values.limit === undefined ? LIMIT : numberOption('--limit', values.limit, 1)
  const session = openSession()
  const app = await createApp(session.config, session)
  try {
    if (values.log) {
      await printDeliveries(app, limit, session.config.zone, values.json)
      return 0
    }
    await app.agree()
    const subscriptions = await app.subscriptions.list()
    if (subscriptions.length === 0) await print('Nobody has subscribed yet. In a chat: /subscribe')
    for (const subscription of subscriptions) for (const line of await outlook(app, subscription)) await print(line)
    return 0
  } finally {
    await app.stop()
  }
}

/** How many of a subscription's next runs are shown. */
const RUNS = 3

/** The lines about a subscription: its options, its next runs, and the issues that it would get if it were due now. */
const outlook = async (app: App, subscription: Subscription): Promise<string[]> => {
  const { target, sections, about, layout, quiet, locale, zone, paused, publish } = subscription
  const what = [
    sections.length === 0 ? 'all sections' : sections.join('+'),
    ...(about.length === 0 ? [] : [`about ${about.join(', ')}`]),
    layout,
    ...(quiet === 'usual' ? [] : [`quiet days: ${quiet}`]),
    locale,
    ...(publish === true ? ['published to followers'] : []),
  ]
  const line = `${targetKey(target)}: ${what.join(', ')}; ${rhythm(subscription)}`
  if (paused !== undefined) return [`${line}; paused since ${timeIn(zone, paused.at)}: ${paused.why}`]
  const runs = app.subscriptions.next(subscription, RUNS).map((at) => timeIn(zone, at))
  const isOpen = app.subscriptions.isOpen(subscription)
  const issues = (await app.due(subscription)).flatMap((uid) => app.archive.get(uid) ?? []).map(({ issue }) => issue)
  return [
    `${line}; ${isOpen ? 'open now, ' : ''}next ${runs.join(', ')}`,
    ...(issues.length === 0 ? ['  nothing waits; the next issue to come'] : issues.map(({ date, title }) => `  ${date} ${title}`)),
  ]
}
