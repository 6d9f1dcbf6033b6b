/** An archive into which issues are filed at given times, and what a subscriber saw of a period. */
import { openArchive } from '../../src/archive/archive.ts'
import { type Replay, type Told, replay } from '../../src/cli/simulate-replay.ts'
import type { SubscriptionChoice } from '../../src/delivery/subscriptions.ts'
import type { Issue } from '../../src/issue/issue.ts'
import { renderTelegram } from '../../src/platforms/telegram/render.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'

const at = (time: string): number => Date.parse(`${time}Z`)
export const HOUR = 3_600_000

const DAILY: SubscriptionChoice = {
  target: { platform: 'telegram', chat: '1' },
  sections: [],
  hour: '08:00',
  zone: 'UTC',
  layout: 'compact',
  locale: 'en',
  createdBy: 'test',
}

export const openPeriod = () => {
  const clock = fakeClock()
  const archive = openArchive(':memory:', { clock })
  return {
    archive,
    async file(time: string, issue: Issue): Promise<void> {
      await clock.tick(at(time) - clock.now())
      archive.put(issue)
    },
    /** Of the week from Monday, 2 March 2026, unless told otherwise. */
    async seen(choice: Partial<SubscriptionChoice> = {}, options: Partial<Replay> = {}): Promise<Told[]> {
      const all: Told[] = []
      const period = replay({
        archive,
        choice: { ...DAILY, ...choice },
        render: renderTelegram,
        from: at('2026-03-02T00:00'),
        to: at('2026-03-08T23:59'),
        came: 30 * HOUR,
        every: HOUR / 4,
        log: recordingLog(),
        ...options,
      })
      for await (const told of period) all.push(told)
      return all
    },
  }
}

export const textOf = ({ payload }: Told): string => String(payload['text']).replaceAll('\u2060', '')

/** `03-03T08:00 post 1 The first line`. */
export const short = (told: Told): string =>
  `${new Date(told.at).toISOString().slice(5, 16)} ${told.action} ${told.message} ${textOf(told).split('\n')[0]}`
