/** Opens the parts that subcommands share: archive and model, then stores and answers for those that need them. */
import { join } from 'node:path'
import { type Answers, createAnswers } from './answer/ask.ts'
import { type Budgets, createBudgets } from './answer/budget.ts'
import { createAnswerCache } from './answer/cache.ts'
import { type Archive, openArchive } from './archive/archive.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Model } from './models/model.ts'
import type { Stores } from './stores/store.ts'

export interface Core {
  archive: Archive
  /** Absent: answers are composed without a model. */
  model?: Model
}

export const dataFile = (config: Config, name: 'archive' | 'state'): string => join(config.dataDir, `${name}.sqlite`)

/** @throws OperatorError when the data folder cannot be created, or the archive cannot be opened */
export const openCore = async (config: Config, { clock, ...log }: { clock: Clock; log?: Log }): Promise<Core> => {
  const archive = openArchive(dataFile(config, 'archive'), { clock, ...log })
  const model = await openModel(config, clock)
  return { archive, ...model }
}

/** Opens the stores that the configuration names. @throws OperatorError when Redis cannot be reached */
export const openStores = async (config: Config, { clock, ...log }: { clock: Clock; log?: Log }): Promise<Stores> => {
  // The libraries are loaded only here, because most subcommands need neither.
  if (config.redisUrl === undefined) return (await import('./stores/sqlite.ts')).openSqliteStores(dataFile(config, 'state'), { clock })
  return (await import('./stores/redis.ts')).openRedisStores(config.redisUrl, log)
}

/** Opens the answers. A model is used only with stores, which count its tokens and cache its answers. */
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

/** Opens the model. Its client library is loaded only where a server is configured. */
const openModel = async ({ openaiApiKey, openaiBaseUrl, openaiModel }: Config, clock: Clock): Promise<{ model?: Model }> => {
  if (openaiApiKey === undefined && openaiBaseUrl === undefined) return {}
  const { createOpenAI } = await import('./models/openai.ts')
  const server = {
    ...(openaiApiKey === undefined ? {} : { apiKey: openaiApiKey }),
    ...(openaiBaseUrl === undefined ? {} : { baseUrl: openaiBaseUrl }),
  }
  return { model: createOpenAI({ model: openaiModel, clock, ...server }) }
}
