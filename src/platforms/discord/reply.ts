/** One answer in as many messages as it takes, growing by edits. */
import { type Clock, sleep } from '../../clock.ts'
import type { Doc } from '../../doc/nodes.ts'
import { RetryLater } from '../../errors.ts'
import type { Payload } from '../platform.ts'
import { translate } from './errors.ts'
import { limits } from './limits.ts'
import { renderDiscord } from './render.ts'

/** How the messages of one answer are made, changed and taken back. */
export interface Outlet {
  /** `index`: which message of the answer it is. Returns the message's id. */
  create(payload: Payload, index: number): Promise<string>
  edit(message: string, payload: Payload): Promise<void>
  remove(message: string): Promise<void>
}

/** How often a last doc that met a rate limit is tried. */
const ATTEMPTS = 4

/** Shows payloads, each time instead of those before. What is shown already is not sent again, so it can be repeated after a fault. */
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
 * Shows each doc in its turn, at most one a second, and the last one always. A fault on the way is passed over, for the next doc
 * replaces that one anyway; on the last doc it is thrown.
 *
 * @param placeholder a message that stands already and becomes the first of the answer
 * @returns whether there was anything to show
 */
export const showAll = async (docs: AsyncIterable<Doc>, outlet: Outlet, clock: Clock, placeholder?: string): Promise<boolean> => {
  const screen = createScreen(outlet, placeholder)
  let shownAt = Number.NEGATIVE_INFINITY
  let last: Payload[] = []
  /** What is being shown. The answer grows on meanwhile, and only its latest state is shown next. */
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
