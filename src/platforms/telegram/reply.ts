/** Shows the docs that a call yields: as a message that is then edited, with further messages where one is too short. */
import { type Clock, sleep } from '../../clock.ts'
import type { Doc } from '../../doc/nodes.ts'
import { plainText } from '../../doc/plain.ts'
import { Gone, Moved, Rejected, RetryLater } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Dispatch, Target } from '../platform.ts'
import type { Call } from './api.ts'
import type { Said } from './incoming.ts'
import { limits } from './limits.ts'
import { remove, replace, send, typing } from './requests.ts'
import { renderTelegram } from './render.ts'

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
  const pace = said.private ? limits.privatePace : limits.groupPace
  let { target } = said
  /** The messages of the answer; `body` is absent where it is not known what the message shows. */
  const shown: { message: number; body?: string }[] = said.edits === undefined ? [] : [{ message: said.edits }]

  const put = async (doc: Doc): Promise<void> => {
    const payloads = renderTelegram(doc)
    for (const [index, payload] of payloads.entries()) {
      const body = JSON.stringify(payload)
      const old = shown[index]
      if (old?.body === body) continue
      const isEdited = old !== undefined && (await replace(call, target, old.message, payload))
      const message = isEdited ? old.message : await send(call, target, payload, said.message)
      shown[index] = { message, body }
    }
    while (payloads.length > 0 && shown.length > payloads.length) {
      const [surplus] = shown.splice(-1)
      if (surplus !== undefined) await remove(call, target, surplus.message)
    }
  }

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
  let last: Doc | undefined
  let due = 0
  /** Pending while a doc is being shown. Docs that come meanwhile are skipped, but for the last. */
  let showing: Promise<void> | undefined
  try {
    for await (const doc of docs) {
      endTyping()
      last = doc
      if (showing !== undefined || clock.now() < due) continue
      due = clock.now() + pace
      // A failure is not reported: the next doc, or the last one, replaces this one.
      showing = put(doc)
        .catch((error: unknown) => {
          due = clock.now() + Math.max(pace, error instanceof RetryLater ? error.ms : 0)
          log.debug('a growing answer could not be shown', { error })
        })
        .finally(() => (showing = undefined))
    }
  } finally {
    endTyping()
    await showing
  }
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
    cancel = clock.after(limits.typing, type)
  }
  let cancel = clock.after(QUICK, type)
  return () => cancel()
}
