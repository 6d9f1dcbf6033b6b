import type { REST } from 'discord.js'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'

/** What the handlers of this platform work with. */
export interface Wire {
  rest: REST
  clock: Clock
  log: Log
}

export const NAME = 'discord'
