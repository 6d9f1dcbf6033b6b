/** The configuration, log and clock that a subcommand works with. */
import { type Clock, systemClock } from '../clock.ts'
import { type Config, loadConfig, secretsOf } from '../config.ts'
import { type Log, createLog } from '../log.ts'

export interface Session {
  config: Config
  log: Log
  clock: Clock
}

/** Loads the configuration and opens the log. @throws OperatorError with every mistake in the configuration */
export const openSession = (): Session => {
  const config = loadConfig()
  return { config, clock: systemClock, log: createLog({ level: config.logLevel, format: config.logFormat, secrets: secretsOf(config) }) }
}
