import type { Target } from '../../../src/platforms/platform.ts'
import { createTelegram } from '../../../src/platforms/telegram/index.ts'
import { systemClock } from '../../../src/clock.ts'
import { platformContract } from '../../contracts/platform.ts'
import { recordingLog } from '../../fakes/log.ts'
import { fakeTelegram, refusals } from '../../fakes/telegram.ts'
import { memoryStore } from './bench.ts'
import { objections } from './objections.ts'

const LOST = 666
const CHAT = 42

const target = (chat: number): Target => ({ platform: 'telegram', chat: String(chat) })
const withoutJoiners = (text: string): string => text.replaceAll('\u2060', '')

platformContract('telegram', async () => {
  const telegram = await fakeTelegram()
  telegram.chat(LOST).lost = refusals.blocked()
  const { token, apiRoot } = telegram
  const platform = createTelegram({ token, apiRoot, mode: 'polling', seen: memoryStore(), clock: systemClock, log: recordingLog() })
  return {
    platform,
    target: target(CHAT),
    lost: target(LOST),
    shown: ({ chat }) => telegram.messages(Number(chat)).map(({ text }) => withoutJoiners(text)),
    read: ({ text }) => withoutJoiners(String(text)),
    check: objections,
    fail(how) {
      const error = { busy: refusals.tooMany(30), refused: refusals.badRequest(), broken: refusals.internal() }[how]
      telegram.fail({ method: 'sendMessage', error })
    },
    async say(command) {
      telegram.say(CHAT, `/${command}`)
    },
    until: telegram.until,
    async close() {
      await platform.stop()
      await telegram.close()
    },
  }
})
