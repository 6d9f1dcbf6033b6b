import { isSample } from '../archive/sample.ts'
import { openCore } from '../core.ts'
import { localDay, nextTimes } from '../delivery/times.ts'
import { OperatorError } from '../errors.ts'
import { DAY, addDays } from '../issue/day.ts'
import type { Names } from '../issue/names.ts'
import { createLog } from '../log.ts'
import { targetKey } from '../platforms/platform.ts'
import { dayOption, oneOf, readArgs } from './args.ts'
import { choiceHelp, choiceOptions, readChoice, timeOption } from './subscription-options.ts'
import { EMPTY_ARCHIVE, complain, counted, print, printJson, timeIn } from './output.ts'
import { rendererOf, textOf } from './payloads.ts'
import { type Told, replay } from './simulate-replay.ts'
import { rhythm } from './rhythm.ts'
import { openSession } from './session.ts'

const PLATFORMS = ['telegram', 'discord'] as const
/** How many days are simulated if `--from` is not given. */
const DAYS = 7

export const help = `usage: recap simulate [OPTIONS]

Replays a period for a subscription, from the issues in the archive, and prints
every message and edit as the chat would have seen it. Sends nothing, and needs
no token. The same archive and options print the same.

  --from DATE        first day, YYYY-MM-DD; default: a week up to the last
  --to DATE          last day; default: the day after the newest issue
${choiceHelp}
  --platform NAME    ${PLATFORMS.join(' or ')} (default: telegram)
  --publish          as in an announcement channel of Discord, where what is
                     posted is published to those who follow it
  --came HH:MM       when an issue came that was imported later, so that nobody
                     knows: UTC, on the day after its own (default: 06:00)
  --json             one line a message or edit: at, action (post, edit,
                     publish), target, part, of, message, text`

export const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    ...choiceOptions,
    platform: { type: 'string', default: 'telegram' },
    publish: { type: 'boolean', default: false },
    came: { type: 'string', default: '06:00' },
    json: { type: 'boolean', default: false },
  })
  const [stray] = positionals
  if (stray !== undefined) throw new OperatorError(`recap simulate takes options only, not "${stray}".`)
  const session = openSession()
  const platform = oneOf('--platform', values.platform, PLATFORMS)
  if (values.publish && platform !== 'discord') throw new OperatorError('--publish is for Discord: add --platform discord.')
  const choice = { ...readChoice(values, { platform, chat: 'simulation' }, session.config), publish: values.publish }
  const { zone } = choice
  const came = Date.parse(`1970-01-02T${timeOption('--came', values.came)}Z`)
  const { archive } = await openCore(session.config, session)
  try {
    const newest = archive.newest({ limit: 1 })[0]
    if (newest === undefined) throw new OperatorError(EMPTY_ARCHIVE)
    if (isSample(newest.id))
      throw new OperatorError('The archive holds only the bundled sample, which is never delivered: fill it with recap import.')
    const { first, last } = daysOf(values, newest.date)
    const period = { from: midnight(first, zone), to: midnight(addDays(last, 1), zone) - 1 }
    for (const name of choice.about.filter((name) => archive.names().lookup(name) === undefined)) complain(notTagged(name, archive.names()))
    const render = await rendererOf(platform)
    const every = session.config.pollMinutes * 60_000
    // The log shows failures only, because the messages are printed.
    const log = createLog({ level: 'warn', format: session.config.logFormat, secrets: [] })
    const count = { post: 0, edit: 0, publish: 0 }
    for await (const told of replay({ archive, choice, render, ...period, came, every, log })) {
      count[told.action]++
      await (values.json ? printJson(record(told)) : print(readable(told, zone)))
    }
    if (archive.newest({ since: first, until: last, limit: 1 }).length === 0) {
      const { from = '', to = '' } = archive.count()
      complain(`The archive has no issue of these days: it holds those from ${from} to ${to}.`)
    }
    if (!values.json)
      await print(
        `${first} to ${last}, ${rhythm(choice)}: ${counted(count.post, 'message')}, ${counted(count.edit, 'edit')}${values.publish ? `, ${count.publish} published` : ''}.`,
      )
    return 0
  } finally {
    archive.close()
  }
}

const daysOf = ({ from, to }: { from?: string | undefined; to?: string | undefined }, newest: string): { first: string; last: string } => {
  const last = to === undefined ? addDays(newest, 1) : dayOption('--to', to)
  const first = from === undefined ? addDays(last, 1 - DAYS) : dayOption('--from', from)
  if (first > last) throw new OperatorError(`--from ${first} is after --to ${last}.`)
  return { first, last }
}

/** The warning about a name without a tag. It is not an error, because later issues may have the tag. */
const notTagged = (name: string, names: Names): string => {
  const [near] = names.suggest(name, 1)
  return `No issue in the archive is tagged with "${name}"${near === undefined ? '' : `; with "${near.forms[0]}" some are`}.`
}

const record = ({ at, action, target, part, of, message, payload }: Told) => ({
  at: new Date(at).toISOString(),
  action,
  target: targetKey(target),
  part,
  of,
  message: Number(message),
  text: textOf(payload),
})

const VERBS = { post: 'posts', edit: 'edits', publish: 'publishes' } as const

const readable = ({ at, action, part, of, message, payload }: Told, zone: string): string => {
  const what = `${VERBS[action]} message ${message}${of > 1 ? ` (part ${part} of ${of})` : ''}`
  return `--- ${timeIn(zone, at)}, ${what}\n${action === 'publish' ? '' : textOf(payload)}\n`
}

/** The instant (epoch ms) at which a day begins in a zone. */
const midnight = (date: string, zone: string): number => {
  const around = Date.parse(date) - 2 * DAY
  return nextTimes('00:00', zone, around, 5).find((instant) => localDay(instant, zone) >= date) ?? Date.parse(date)
}
