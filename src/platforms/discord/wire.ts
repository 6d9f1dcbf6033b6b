import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Dispatch } from '../platform.ts'
import type { Rest } from './rest.ts'

/** What the event handlers of this platform work with. */
export interface Wire {
  /** For answers, which somebody waits for. */
  rest: Rest
  on: Dispatch
  clock: Clock
  log: Log
}

export const NAME = 'discord'
