/** Shows the docs that a call yields: as a message that is then edited, with further messages where one is too short. */
import { type Clock, every, sleep } from '../../clock.ts'
import type { Doc } from '../../doc/nodes.ts'
import { plainText } from '../../doc/plain.ts'
import { Gone, Moved, Rejected, RetryLater } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { createScreen, showGrowing } from '../pace/growing.ts'
import type { Dispatch, Target } from '../platform.ts'
import type { Call } from './api.ts'
import type { Said } from './incoming.ts'
import { limits } from './limits.ts'
import { remove, replace, send, typing } from './requests.ts'
import { renderTelegram, type TelegramPayload } from './render.ts'

export interface ReplyParts {
  call: Call
  clock: Clock
  log: Log
  on: Pick<Dispatch, 'gone' | 'moved'>
  /** Aborts all waiting when the platform stops. */
  signal: AbortSignal
}

/** "typing" is shown when there is no answer after so long (ms). */
const QUICK = 500
/** Waits (ms) before the last doc is sent again after a failure whose outcome is unknown: two answers are better than none. */
const PAUSES: readonly number[] = [1000, 4000]
/** The longest wait (ms) that Telegram may ask for; beyond it the answer is given up. */
const LONGEST_WAIT = 5 * 60_000

/** Shows docs, each in place of the one before. @throws when the platform stopped before the last doc was shown */
export const reply = async (docs: AsyncIterable<Doc>, said: Said, parts: ReplyParts): Promise<void> => {
  const { call, clock, log, on, signal } = parts
  let { target } = said
  const screen = createScreen<number, TelegramPayload>(
    {
      create: (payload) => send(call, target, payload, said.message),
      edit: (message, payload) => replace(call, target, message, payload),
      remove: (message) => remove(call, target, message),
    },
    said.edits,
  )
  const put = async (doc: Doc): Promise<void> => screen(renderTelegram(doc))

  /** Shows the last doc, with retries; logs why where that is not possible. */
  const insist = async (doc: Doc): Promise<void> => {
    for (let failures = 0; ;) {
      try {
        return await put(doc)
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof Moved) {
          const to = { ...target, chat: error.to }
          await on.moved(target, to)
          target = to
        } else if (error instanceof Gone) return await on.gone(target, error.message)
        else if (error instanceof RetryLater && error.ms <= LONGEST_WAIT) await sleep(clock, error.ms, signal)
        else {
          const pause = error instanceof Rejected || error instanceof RetryLater ? undefined : PAUSES[failures++]
          if (pause === undefined) return log.error('an answer could not be shown on Telegram', { chat: target.chat, error })
          await sleep(clock, pause, signal)
        }
      }
    }
  }

  const endTyping = announce(target, parts)
  const last = await showGrowing(docs, {
    async show(doc) {
      endTyping()
      await put(doc)
    },
    failed: (error) => log.debug('a growing answer could not be shown', { error }),
    pace: said.private ? limits.privatePace : limits.groupPace,
    clock,
  }).finally(endTyping)
  if (last !== undefined) await insist(last)
}

/** Answers the press of a button without changing its message: a single line as a notice that only the presser sees, anything else as a message. */
export const notify = async (docs: AsyncIterable<Doc>, said: Said, press: string, parts: ReplyParts): Promise<void> => {
  let last: Doc | undefined
  for await (const doc of docs) last = doc
  const text = last?.children.length === 1 && last.children[0]?.type === 'paragraph' ? plainText(last) : ''
  const isNotice = text !== '' && text.length <= limits.notice
  await parts
    .call((raw) => raw.answerCallbackQuery({ callback_query_id: press, ...(isNotice ? { text } : {}) }))
    .catch((error: unknown) => parts.log.debug('a pressed button could not be acknowledged', { error }))
  if (last !== undefined && !isNotice) await reply(once(last), said, parts)
}

async function* once(doc: Doc): AsyncGenerator<Doc> {
  yield doc
}

/** Shows "typing" until the returned function is called. */
const announce = (target: Target, { call, clock, log }: ReplyParts): (() => void) => {
  const type = (): void => {
    typing(call, target).catch((error: unknown) => log.debug('typing could not be shown', { error }))
  }
  return every(clock, limits.typing, type, QUICK)
}
