/** The archive and who answers from it: all that the command line needs, without platforms, stores and queues. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createAnswers } from './answer/ask.ts'
import type { Answers } from './answer/ask.ts'
import { openArchive } from './archive/archive.ts'
import type { Archive } from './archive/archive.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { OperatorError } from './errors.ts'
import type { Log } from './log.ts'
import type { Model } from './models/model.ts'

export interface Core {
  archive: Archive
  answers: Answers
  /** Absent where answers are put together without one. */
  model?: Model
}

export const dataFile = (config: Config, name: 'archive' | 'state'): string => join(config.dataDir, `${name}.sqlite`)

/** @throws OperatorError when the data folder cannot be made, or the archive not opened */
export const openCore = async (config: Config, { log, clock }: { log: Log; clock: Clock }): Promise<Core> => {
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
  return { archive, answers: createAnswers({ archive, clock, log, ...model }), ...model }
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
