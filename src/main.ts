#!/usr/bin/env node
/** The program: runs the file in `cli/` that the first argument names, and loads only that file and its libraries. */
import { enableCompileCache } from 'node:module'
import packageJson from '../package.json' with { type: 'json' }
import { OperatorError, messageOf } from './errors.ts'
import { nearest } from './issue/slips.ts'

interface Subcommand {
  /** What `--help` prints. */
  help: string
  /** Resolves with the exit code. @throws OperatorError */
  run: (args: string[]) => Promise<number>
}

const subcommands: Readonly<Record<string, { about: string; load: () => Promise<Subcommand> }>> = {
  start: { about: 'run the bot, its scheduler and the playground', load: () => import('./cli/start.ts') },
  parse: { about: 'read files and print the issues in them', load: () => import('./cli/parse.ts') },
  import: { about: 'read files, folders, feeds into the archive', load: () => import('./cli/import.ts') },
  ask: { about: 'answer a question from the archive', load: () => import('./cli/ask.ts') },
  preview: { about: 'show what a platform would be sent', load: () => import('./cli/preview.ts') },
  deliver: { about: 'show who would get what, and when next', load: () => import('./cli/deliver.ts') },
  simulate: { about: 'replay a period for a subscription', load: () => import('./cli/simulate.ts') },
  doctor: { about: 'check configuration, tokens, sources, stores', load: () => import('./cli/doctor.ts') },
}

const help = `recap: recaps of a newsletter for Discord and Telegram, and answers from them

usage: recap SUBCOMMAND [OPTIONS]

${Object.entries(subcommands)
  .map(([name, { about }]) => `  ${name.padEnd(10)}${about}`)
  .join('\n')}

recap SUBCOMMAND --help says more; --version prints the version.`

const main = async ([name, ...args]: string[]): Promise<number> => {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${help}\n`)
    return 0
  }
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${packageJson.version}\n`)
    return 0
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined
  if (subcommand === undefined) {
    const meant = nearest(name, [...Object.keys(subcommands), '--help', '--version'])
    throw new OperatorError(
      `recap knows no "${name}". ${meant === undefined ? 'recap --help lists what it knows.' : `Did you mean ${meant}?`}`,
    )
  }
  const { help: ownHelp, run } = await subcommand.load()
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${ownHelp}\n`)
    return 0
  }
  return run(args)
}

/** The lines for stderr: the problems of an OperatorError; any other error as one line, with its stack at log level debug. */
const explain = async (error: unknown): Promise<string[]> => {
  if (error instanceof OperatorError) return [...error.problems]
  const stack = error instanceof Error && process.env['RECAP_LOG_LEVEL'] === 'debug' ? [error.stack ?? ''] : []
  const { knownSecrets } = await import('./config.ts')
  const { createMask } = await import('./log.ts')
  return [`recap failed: ${messageOf(error).replace(/\s+/g, ' ')}`, ...stack].map(createMask(knownSecrets()))
}

enableCompileCache()
// A reader that closes the pipe early (`recap parse … | head`) is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })
}
try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${(await explain(error)).join('\n')}\n`)
  process.exitCode = 1
}
