/** Reads the questions of `recap ask --batch`: a file with a JSON object per line. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Question } from '../answer/answer.ts'
import { OperatorError } from '../errors.ts'
import { SECTION_KINDS, type SectionKind } from '../issue/issue.ts'
import { isDay } from './args.ts'

export const MAX_CITATIONS = 50

/** A line of a batch. */
interface BatchRecord {
  id: string | number
  question: string
  now?: string
  section?: SectionKind
  lang?: string
  edition?: string
  limit?: number
}

/** Returns what is wrong with a field's value; undefined if it is valid. */
type Check = (value: unknown) => string | undefined

const text: Check = (value) => (typeof value === 'string' && value.trim() !== '' ? undefined : 'must be a text')
const checks: Readonly<Record<keyof BatchRecord, Check>> = {
  id: (value) => (typeof value === 'string' || typeof value === 'number' ? undefined : 'must be a text or a number'),
  question: text,
  now: (value) => (isDay(value) ? undefined : 'must be a day such as 2024-04-23'),
  section: (value) => (SECTION_KINDS.some((kind) => kind === value) ? undefined : `must be one of ${SECTION_KINDS.join(', ')}`),
  lang: text,
  edition: text,
  limit: (value) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_CITATIONS
      ? undefined
      : `must be a whole number from 1 to ${MAX_CITATIONS}`,
}

/**
 * Parses a line of a batch. All fields but `id` and `question` may be missing or null, and are then absent from the result.
 * @throws Error with one line that names every mistake
 */
export const readRecord = (line: string): Pick<Question, 'question'> & Partial<Question> & { id: string | number } => {
  const json = parse(line)
  const given = Object.entries(checks).flatMap(([field, check]) => {
    const value = json[field] ?? undefined
    return value === undefined ? [] : [{ field, value, why: check(value) }]
  })
  const missing = ['id', 'question'].filter((name) => !given.some(({ field }) => field === name))
  const mistakes = [
    ...missing.map((field) => `${field} is missing`),
    ...given.flatMap(({ field, why }) => (why === undefined ? [] : [`${field} ${why}`])),
  ]
  if (mistakes.length > 0) throw new Error(mistakes.join('; '))
  const { lang, ...rest } = Object.fromEntries(given.map(({ field, value }) => [field, value])) as unknown as BatchRecord
  return { ...rest, ...(lang === undefined ? {} : { locale: lang }) }
}

const parse = (line: string): Record<string, unknown> => {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new Error('this line is not JSON')
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('this line is no JSON object')
  return json as Record<string, unknown>
}

/** Yields the non-blank lines of a file, or of standard input (`-`). @throws OperatorError if there is no such file */
export async function* batchLines(file: string): AsyncGenerator<{ line: number; text: string }> {
  if (file !== '-' && !(await stat(file).catch(() => undefined))?.isFile()) {
    throw new OperatorError(`--batch ${file}: there is no such file.`)
  }
  const lines = createInterface({ input: file === '-' ? process.stdin : createReadStream(file), crlfDelay: Infinity })
  let line = 0
  for await (const text of lines) {
    line++
    if (text.trim() !== '') yield { line, text: text.replace(/^\uFEFF/, '') }
  }
}
