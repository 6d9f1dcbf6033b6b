import { createApp } from '../app.ts'
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

/** A container is given ten seconds at most, an operator less patience. What is cut short is taken up at the next start. */
/** npm passes on the signal that the terminal sent already: what comes this soon (ms) after the first is the same. */
const ONCE = 500
const STOP_MS = 1800

export const run = async (args: string[]): Promise<number> => {
  const { positionals } = readArgs(args, {})
  if (positionals.length > 0) throw new OperatorError('recap start takes no arguments.')
  const session = openSession()
  const { log } = session
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
  // A signal need not wait for the start.
  const signal = await Promise.race([asked, starting.then(() => asked)]).catch((error: unknown) => {
    // What fails while starting ends the program, whatever is open by then.
    setTimeout(() => process.exit(1), STOP_MS).unref()
    app.stop().catch(() => {})
    throw error
  })
  const since = performance.now()
  for (const again of ['SIGTERM', 'SIGINT'] as const) process.on(again, () => performance.now() - since > ONCE && process.exit(1))
  log.info(`${signal}: stopping`)
  const patience = setTimeout(() => {
    log.warn('stopping takes too long; ending now, the rest is done at the next start')
    process.exit(1)
  }, STOP_MS)
  starting.catch(() => {})
  await app.stop()
  clearTimeout(patience)
  process.exit(0)
}
