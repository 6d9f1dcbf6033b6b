/** Results to stdout, everything else to stderr. */
import { once } from 'node:events'
import type { Unread } from '../sources/source.ts'

/** Writes a line, and waits while whoever reads it is slower. */
export const print = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}

export const printJson = (value: unknown): Promise<void> => print(JSON.stringify(value))

export const complain = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** `path:line: why`, as compilers say it. */
export const complainUnread = ({ from, line, why }: Unread): void => complain(`${from}${line === undefined ? '' : `:${line}`}: ${why}`)

export interface Progress {
  /** `tell` is asked only when it is time to show something. */
  step(tell: () => string): void
  /** Takes the line off the terminal. */
  end(): void
}

/** On a terminal one line that is written over, else a line every few seconds. */
export const createProgress = (
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  now: () => number = Date.now,
): Progress => {
  const every = stream.isTTY ? 100 : 3000
  let last = now()
  return {
    step(tell) {
      if (now() - last < every) return
      last = now()
      stream.write(stream.isTTY ? `\r\u001b[2K${tell()}` : `${tell()}\n`)
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001b[2K')
    },
  }
}

/** What standard output can show. */
export const terminal = (): { color: boolean; width: number } => ({
  color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
  width: process.stdout.isTTY ? process.stdout.columns : 80,
})
