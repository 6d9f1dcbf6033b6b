/** Shows an answer that grows: in messages that are edited, as many as it takes, and no faster than a platform allows. */
import type { Clock } from '../../clock.ts'
import { RetryLater } from '../../errors.ts'

/** Creates, edits and deletes the messages of one answer. */
export interface Outlet<Message, Payload> {
  /** `index`: the position of the message in the answer. */
  create(payload: Payload, index: number): Promise<Message>
  /** `false`: the message can no longer be edited, and another one takes its place. */
  edit(message: Message, payload: Payload): Promise<boolean>
  remove(message: Message): Promise<void>
}

/**
 * A function that shows payloads in place of those before; none change nothing. What is already shown is not sent again, so a call can be repeated
 * after a fault.
 *
 * @param placeholder an existing message that becomes the first of the answer
 */
export const createScreen = <Message, Payload>(
  outlet: Outlet<Message, Payload>,
  placeholder?: Message,
): ((payloads: readonly Payload[]) => Promise<void>) => {
  const shown: { message: Message; content?: string }[] = placeholder === undefined ? [] : [{ message: placeholder }]
  return async (payloads) => {
    if (payloads.length === 0) return
    for (const [index, payload] of payloads.entries()) {
      const content = JSON.stringify(payload)
      const there = shown[index]
      if (there?.content === content) continue
      const isEdited = there !== undefined && (await outlet.edit(there.message, payload))
      shown[index] = { message: isEdited ? there.message : await outlet.create(payload, index), content }
    }
    while (shown.length > payloads.length) {
      const [surplus] = shown.splice(-1)
      if (surplus !== undefined) await outlet.remove(surplus.message)
    }
  }
}

/**
 * Shows the docs that come, at most one in `pace` milliseconds; those that come meanwhile are skipped. A failure is only told to `failed`, as the
 * next doc replaces the one that failed.
 *
 * @returns the last doc, which may not be shown; undefined when none came
 */
export const showGrowing = async <Doc>(
  docs: AsyncIterable<Doc>,
  { show, failed, pace, clock }: { show: (doc: Doc) => Promise<void>; failed: (error: unknown) => void; pace: number; clock: Clock },
): Promise<Doc | undefined> => {
  let last: Doc | undefined
  let due = Number.NEGATIVE_INFINITY
  let showing: Promise<void> | undefined
  try {
    for await (const doc of docs) {
      last = doc
      if (showing !== undefined || clock.now() < due) continue
      due = clock.now() + pace
      showing = show(doc)
        .catch((error: unknown) => {
          due = clock.now() + Math.max(pace, error instanceof RetryLater ? error.ms : 0)
          failed(error)
        })
        .finally(() => (showing = undefined))
    }
  } finally {
    await showing
  }
  return last
}
