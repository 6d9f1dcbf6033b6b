/** Opens SQLite files, with errors that name the remedy, and commits writes with few syncs of the disk. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { OperatorError } from './errors.ts'

export interface DatabaseOptions {
  /** A commit survives power loss, not only a crash of the process (`synchronous = FULL`); each then costs a sync of the disk. */
  durable?: boolean
}

/** How long (ms) a write waits for another process's. With three writers of 5000 writes each, the longest wait was 19 ms. */
export const PATIENCE = 5000

// Primary result codes of SQLite, https://sqlite.org/rescode.html.
const ERROR = 1
const BUSY = 5
const CORRUPT = 11
const CANT_OPEN = 14
const NOT_A_DATABASE = 26

/**
 * Opens the file at `path`, and creates it and its folder where there is none; for `:memory:` a database in memory.
 *
 * @throws OperatorError when the file is damaged or is no database (it is left as it is), or cannot be opened or written
 */
export const openDatabase = (path: string, { durable = false }: DatabaseOptions = {}): DatabaseSync => {
  const database = attempt(path, () => {
    if (path !== ':memory:') makeFolder(dirname(path))
    return new DatabaseSync(path, { timeout: PATIENCE })
  })
  try {
    attempt(path, () => database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`))
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/** Creates a folder, and those above it. Node's recursive `mkdir` never returns in a folder such as /proc, where none can be created. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    // Another process has created it meanwhile.
    if (code === 'EEXIST') return
    throw new OperatorError(`${path} cannot be made (${message}). Set RECAP_DATA_DIR to a folder that may be written.`, { cause: error })
  }
}

/** SQLite's primary result code of an error: the low byte of the extended one. */
const codeOf = (error: unknown): number | undefined => {
  const { errcode } = error as { errcode?: number }
  return errcode === undefined ? undefined : errcode & 0xff
}

/** Whether a write failed because another connection was writing for all of `PATIENCE`. */
export const isBusy = (error: unknown): boolean => codeOf(error) === BUSY

/**
 * Reads the whole file (some 10 ms for 10 MB) to find damage that opening does not.
 *
 * @throws OperatorError when it is damaged
 */
export const checkDatabase = (path: string, database: DatabaseSync): void =>
  attempt(path, () => {
    const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
    if (found !== 'ok') throw damaged(path, String(found))
  })

/**
 * Makes tables and statements in an open file. When that fails, the file is closed.
 *
 * @throws OperatorError when the file has a table of the same name with other columns
 */
export const prepareTables = <T>(path: string, database: DatabaseSync, prepare: () => T): T => {
  try {
    return prepare()
  } catch (error) {
    database.close()
    if (codeOf(error) !== ERROR) throw error
    const why = (error as Error).message
    throw new OperatorError(
      `${path} has a table of another program (${why}). Set RECAP_DATA_DIR to a folder of the bot's own, or move the file away.`,
      { cause: error },
    )
  }
}

/** Runs an action on the file at `path`. @throws OperatorError instead of SQLite's errors */
const attempt = <T>(path: string, action: () => T): T => {
  try {
    return action()
  } catch (error) {
    if (error instanceof OperatorError) throw error
    const { message } = error as Error
    const code = codeOf(error)
    if (code === CORRUPT || code === NOT_A_DATABASE) throw damaged(path, message, error)
    const what = code === CANT_OPEN ? 'cannot be opened' : 'cannot be used'
    throw new OperatorError(
      `${path} ${what}: ${message}. Let the bot's user write to this file and its folder, and see that the disk is not full.`,
      { cause: error },
    )
  }
}

const damaged = (path: string, why: string, cause?: unknown): OperatorError =>
  new OperatorError(
    `${path} is damaged or is not a database (${why.replace(/\s+/g, ' ')}). Put a backup in its place, or move it away to begin anew.`,
    {
      cause,
    },
  )

/**
 * Commits the writes of one turn of the event loop together, because most of a write's cost is the sync of the disk, which is the same for several
 * rows.
 */
export interface Commits {
  /**
   * Resolves with the result of `work` when it is committed and, if `durable`, survives power loss. Work that throws makes only its own write reject.
   */
  write<T>(work: () => T, durable: boolean): Promise<T>
  /** Commits all waiting writes at once. */
  flush(): void
}

/** A write that waits for its commit. */
interface Waiting {
  work: () => unknown
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
  durable: boolean
  result?: unknown
}

/** @param database a connection through which nothing else writes or opens a transaction */
export const createCommits = (database: DatabaseSync): Commits => {
  const [begin, commit] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT')]
  let waiting: Waiting[] = []
  let isDurable: boolean | undefined

  /** Sets `synchronous`, which applies to the whole connection and to later transactions. */
  const setDurable = (durable: boolean): void => {
    if (isDurable !== durable) database.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
    isDurable = durable
  }

  const commitAll = (writes: readonly Waiting[]): void => {
    let isOneAtFault = false
    try {
      setDurable(writes.some(({ durable }) => durable))
      begin.run()
      isOneAtFault = writes.length > 1
      for (const write of writes) write.result = write.work()
      isOneAtFault = false
      commit.run()
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK')
      for (const write of writes) {
        if (isOneAtFault) commitAll([write])
        else write.reject(error)
      }
      return
    }
    for (const { resolve, result } of writes) resolve(result)
  }
  const flush = (): void => {
    const writes = waiting
    waiting = []
    if (writes.length > 0) commitAll(writes)
  }

  return {
    write<T>(work: () => T, durable: boolean) {
      // After this turn's promises, which may have more to write.
      if (waiting.length === 0) process.nextTick(flush)
      const { promise, resolve, reject } = Promise.withResolvers<T>()
      waiting.push({ work, resolve: resolve as Waiting['resolve'], reject, durable })
      return promise
    },
    flush,
  }
}
