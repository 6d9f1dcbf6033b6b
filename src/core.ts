/** The archive and who answers from it: all that the command line needs, without platforms, stores and queues. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Answers, createAnswers } from './answer/ask.ts'
import { type Budgets, createBudgets } from './answer/budget.ts'
import { createAnswerCache } from './answer/cache.ts'
import { openArchive } from './archive/archive.ts'
import type { Archive } from './archive/archive.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { OperatorError } from './errors.ts'
import type { Log } from './log.ts'
import type { Model } from './models/model.ts'
import type { Stores } from './stores/store.ts'

export interface Core {
  archive: Archive
  /** Absent where answers are put together without one. */
  model?: Model
}

export const dataFile = (config: Config, name: 'archive' | 'state'): string => join(config.dataDir, `${name}.sqlite`)

/** @throws OperatorError when the data folder cannot be made, or the archive not opened */
export const openCore = async (config: Config, { clock }: { clock: Clock }): Promise<Core> => {
  try {
    mkdirSync(config.dataDir, { recursive: true })
  } catch (error) {
    throw new OperatorError(
      `${config.dataDir} cannot be made (${(error as Error).message}). Set RECAP_DATA_DIR to a folder that may be written.`,
      { cause: error },
    )
  }
  const archive = openArchive(dataFile(config, 'archive'), { clock })
  const model = await openModel(config, clock)
  return { archive, ...model }
}

/** Where this installation keeps small state. @throws OperatorError when the server that the configuration names is away */
export const openStores = async (config: Config, { clock, ...log }: { clock: Clock; log?: Log }): Promise<Stores> => {
  // Neither is loaded where nothing is kept.
  if (config.redisUrl === undefined) return (await import('./stores/sqlite.ts')).openSqliteStores(dataFile(config, 'state'), { clock })
  return (await import('./stores/redis.ts')).openRedisStores(config.redisUrl, log)
}

/** Who answers. What a model costs is counted in the stores, and what it wrote is kept there: without them only answers without one can be had. */
export const openAnswers = (
  { archive, model }: Core,
  stores: Stores | undefined,
  config: Config,
  { log, clock }: { log: Log; clock: Clock },
): { answers: Answers; budgets?: Budgets } => {
  if (model === undefined || stores === undefined) return { answers: createAnswers({ archive, clock, log }) }
  const limits = { user: config.tokensPerUser, chat: config.tokensPerChat, all: config.tokensPerDay }
  const budgets = createBudgets({ store: stores.open('budgets'), limits, clock })
  const cache = createAnswerCache(stores.open('answers'), config.openaiBaseUrl)
  return { answers: createAnswers({ archive, clock, log, model, budgets, cache }), budgets }
}

/** The client library is loaded only where there is a server to talk to. */
const openModel = async ({ openaiApiKey, openaiBaseUrl, openaiModel }: Config, clock: Clock): Promise<{ model?: Model }> => {
  if (openaiApiKey === undefined && openaiBaseUrl === undefined) return {}
  const { createOpenAI } = await import('./models/openai.ts')
  const server = {
    ...(openaiApiKey === undefined ? {} : { apiKey: openaiApiKey }),
    ...(openaiBaseUrl === undefined ? {} : { baseUrl: openaiBaseUrl }),
  }
  return { model: createOpenAI({ model: openaiModel, clock, ...server }) }
}
