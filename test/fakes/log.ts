/** A log that keeps its records for a test to look at. */
import { LEVELS } from '../../src/log.ts'
import type { Level, Log, LogFields } from '../../src/log.ts'

export interface RecordingLog extends Log {
  records: { level: Level; message: string; fields?: LogFields }[]
}

export const recordingLog = (): RecordingLog => {
  const records: RecordingLog['records'] = []
  const write =
    (level: Level) =>
    (message: string, fields?: LogFields): void =>
      void records.push({ level, message, ...(fields === undefined ? {} : { fields }) })
  return { records, ...(Object.fromEntries(LEVELS.map((level) => [level, write(level)])) as Record<Level, Log[Level]>) }
}
