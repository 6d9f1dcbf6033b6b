import { type Config, doubts, loadConfig, secretsOf } from '../config.ts'
import { systemClock } from '../clock.ts'
import { OperatorError } from '../errors.ts'
import { createMask } from '../log.ts'
import { readArgs } from './args.ts'
import {
  type Finding,
  about,
  archiveCheck,
  clockCheck,
  folderCheck,
  modelCheck,
  runtimeCheck,
  sourceChecks,
  storeCheck,
} from './doctor-checks.ts'
import { plainLine, print, printJson } from './output.ts'
import { discordChecks, discordSteps, telegramChecks, telegramSteps } from './doctor-tokens.ts'

export const help = `usage: recap doctor [--json]

Checks runtime, configuration, data folder, archive, store, clock, sources,
tokens, permissions and the model server: one line each, with the mend. Sends
nothing to any chat. Without a token it says, step by step, how to get one.

  --json   one JSON object a check: level (ok, warn, fail), what, result

The exit code is 1 if something fails; a missing token is no failure.`

export const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, { json: { type: 'boolean', default: false } })
  if (positionals.length > 0) throw new OperatorError('recap doctor takes no arguments but --json.')
  let failed = false
  let mask = createMask([])
  const tell = async (findings: readonly Finding[]): Promise<void> => {
    for (const { level, what, result } of findings) {
      failed ||= level === 'fail'
      const finding = { level, what, result: mask(plainLine(result)) }
      await (values.json ? printJson(finding) : print(`${level.padEnd(4)}  ${what}: ${finding.result}`))
    }
  }
  await tell([runtimeCheck()])
  const config = await configuration(tell)
  if (config === undefined) return 1
  mask = createMask(secretsOf(config))
  // The checks run concurrently, since most wait for a network; their findings are printed in order.
  const checks = [
    folderCheck(config),
    archiveCheck(config, systemClock),
    storeCheck(config, systemClock),
    clockCheck(config, systemClock),
    sourceChecks(config, systemClock),
    discordChecks(config),
    telegramChecks(config),
    modelCheck(config),
  ].map((check) => Promise.resolve(check).catch((error: unknown): Finding[] => [about('check').fail(String(error))]))
  for (const check of checks) await tell(await check)
  if (!values.json) {
    if (config.discordToken === undefined) await print(`\n${discordSteps}`)
    if (config.telegramToken === undefined) await print(`\n${telegramSteps}`)
  }
  return failed ? 1 : 0
}

const configuration = async (tell: (findings: readonly Finding[]) => Promise<void>): Promise<Config | undefined> => {
  const { ok, warn, fail } = about('configuration')
  try {
    const config = loadConfig()
    await tell([ok('every setting is valid')])
    await tell(doubts(config).map(warn))
    return config
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    await tell(error.problems.map(fail))
    return undefined
  }
}
