import { createApp } from '../app.ts'
import { doubts } from '../config.ts'
import { OperatorError } from '../errors.ts'
import { readArgs } from './args.ts'
import { print } from './output.ts'
import { openSession } from './session.ts'

export const help = `usage: recap start

Runs the bot: every platform that has a token, the scheduler, and a playground
on this machine, whose address is printed. Ends on SIGTERM or SIGINT; a second
one ends it at once.

With REDIS_URL any number of them share the work; RECAP_ROLE says which part
this one does. Of those that listen to the chats with one token, one does so
and another takes over when it dies.

Settings come from the environment, .env and recap.config.yaml; recap doctor
checks them.`

/** A signal within this time (ms) after the first is ignored, because npm passes on a signal that the terminal has sent to this process too. */
const SAME_SIGNAL = 500
/** How long (ms) a stop may take, of the ten seconds that a container is given. Jobs that are cut off run again at the next start. */
const STOP = 1800

export const run = async (args: string[]): Promise<number> => {
  const { positionals } = readArgs(args, {})
  if (positionals.length > 0) throw new OperatorError('recap start takes no arguments.')
  const session = openSession()
  const { log } = session
  for (const doubt of doubts(session.config)) log.warn(doubt)
  process.on('uncaughtException', (error) => {
    log.error('unexpected failure; ending', { error })
    process.exit(1)
  })
  const app = await createApp(session.config, { ...session, wait: true })
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })
  const start = async (): Promise<void> => {
    const { url, ready } = await app.start()
    await print(`Playground: ${url}`)
    await ready
  }
  const starting = start()
  // A signal may arrive before the start is complete.
  const signal = await Promise.race([asked, starting.then(() => asked)]).catch((error: unknown) => {
    setTimeout(() => process.exit(1), STOP).unref()
    app.stop().catch(() => {})
    throw error
  })
  const since = performance.now()
  for (const again of ['SIGTERM', 'SIGINT'] as const) process.on(again, () => performance.now() - since > SAME_SIGNAL && process.exit(1))
  log.info(`${signal}: stopping`)
  const deadline = setTimeout(() => {
    log.warn('stopping takes too long; ending now, the rest is done at the next start')
    process.exit(1)
  }, STOP)
  starting.catch(() => {})
  await app.stop()
  clearTimeout(deadline)
  process.exit(0)
}
