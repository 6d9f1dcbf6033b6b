/** Shows a growing answer by editing its messages, as many as it takes. */
import { type Clock, sleep } from '../../clock.ts'
import type { Doc } from '../../doc/nodes.ts'
import { RetryLater } from '../../errors.ts'
import type { Payload } from '../platform.ts'
import { translate } from './errors.ts'
import { limits } from './limits.ts'
import { renderDiscord } from './render.ts'

/** Creates, edits and deletes the messages of one answer. */
export interface Outlet {
  /** `index`: the position of the message in the answer. Returns the message's id. */
  create(payload: Payload, index: number): Promise<string>
  edit(message: string, payload: Payload): Promise<void>
  remove(message: string): Promise<void>
}

/** How often the last doc is tried when it meets a rate limit. */
const ATTEMPTS = 4

/** A function that shows payloads in place of those before. What is already shown is not sent again, so a call can be repeated after a fault. */
const createScreen = (outlet: Outlet, placeholder?: string): ((payloads: readonly Payload[]) => Promise<void>) => {
  const shown: { message: string; content: string }[] = placeholder === undefined ? [] : [{ message: placeholder, content: '' }]
  return async (payloads) => {
    for (const [index, payload] of payloads.entries()) {
      const content = JSON.stringify(payload)
      const there = shown[index]
      if (there?.content === content) continue
      const message = there?.message ?? (await outlet.create(payload, index))
      if (there !== undefined) await outlet.edit(message, payload)
      shown[index] = { message, content }
    }
    for (const { message } of shown.splice(payloads.length)) await outlet.remove(message)
  }
}

/**
 * Shows the docs in turn, at most one a second, and always the last one. Faults are ignored, since the next doc replaces that one anyway; for the
 * last doc they are thrown.
 *
 * @param placeholder an existing message that becomes the first of the answer
 * @returns whether there was anything to show
 */
export const showAll = async (docs: AsyncIterable<Doc>, outlet: Outlet, clock: Clock, placeholder?: string): Promise<boolean> => {
  const screen = createScreen(outlet, placeholder)
  let shownAt = Number.NEGATIVE_INFINITY
  let last: Payload[] = []
  /** Pending while a doc is being shown. Docs that come meanwhile are skipped, but for the last. */
  let showing: Promise<void> | undefined
  const show = async (payloads: readonly Payload[]): Promise<void> => {
    await screen(payloads).catch(() => undefined)
    shownAt = clock.now()
    showing = undefined
  }
  for await (const doc of docs) {
    last = renderDiscord(doc)
    if (last.length === 0 || showing !== undefined || clock.now() - shownAt < limits.editEvery) continue
    showing = show(last)
  }
  await showing
  if (last.length === 0) return false
  for (let attempt = 1; ; attempt++) {
    try {
      await screen(last)
      return true
    } catch (error) {
      const told = translate(error)
      if (!(told instanceof RetryLater) || attempt === ATTEMPTS) throw error
      await sleep(clock, told.ms)
    }
  }
}
