/** Shows an answer by editing its messages. */
import { sleep } from '../../clock.ts'
import type { Doc } from '../../doc/nodes.ts'
import { RetryLater } from '../../errors.ts'
import { type Outlet, createScreen, showGrowing } from '../pace/growing.ts'
import type { Payload } from '../platform.ts'
import { brief, translate } from './errors.ts'
import { limits } from './limits.ts'
import { renderDiscord } from './render.ts'
import type { Wire } from './wire.ts'

/** How often the last doc is tried when it meets a rate limit. */
const ATTEMPTS = 4

/**
 * Shows the docs in turn, at most one a second, and always the last one. Faults of the last are thrown.
 *
 * @param placeholder an existing message that becomes the first of the answer
 * @returns whether there was anything to show
 */
export const showAll = async (
  docs: AsyncIterable<Doc>,
  outlet: Outlet<string, Payload>,
  { clock, log }: Wire,
  placeholder?: string,
): Promise<boolean> => {
  const screen = createScreen(outlet, placeholder)
  const last = await showGrowing(docs, {
    show: async (doc) => screen(renderDiscord(doc)),
    failed: (error) => log.debug('a growing answer could not be shown', brief(error)),
    pace: limits.editEvery,
    clock,
  })
  const payloads = last === undefined ? [] : renderDiscord(last)
  if (payloads.length === 0) return false
  for (let attempt = 1; ; attempt++) {
    try {
      await screen(payloads)
      return true
    } catch (error) {
      const told = translate(error)
      if (!(told instanceof RetryLater) || attempt === ATTEMPTS) throw error
      await sleep(clock, told.ms)
    }
  }
}
