/** The output of subcommands: results go to stdout, everything else to stderr. */
import { once } from 'node:events'
import type { Unread } from '../sources/source.ts'

export const EMPTY_ARCHIVE = 'The archive is empty: fill it with recap import, or let recap start read the sources.'

/** Writes a line to stdout; resolves when its reader can take more. */
export const print = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}

export const printJson = (value: unknown): Promise<void> => print(JSON.stringify(value))

/** Makes a text one line without control characters, so that names of files and servers, and texts of feeds, cannot control the terminal. */
export const plainLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

export const complain = (line: string): void => {
  process.stderr.write(`${plainLine(line)}\n`)
}

/** An instant (epoch ms) in the local time of a zone: `2026-11-24 09:00`. */
export const timeIn = (timeZone: string, instant: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(instant)

/** What could not be read, and why, in the format of compilers: `path:line: why`. */
export const unreadLine = ({ from, line, why }: Unread): string => `${from}${line === undefined ? '' : `:${line}`}: ${why}`

/** A number with its noun: `1 issue`, `2 issues`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

export interface Progress {
  /** Shows `tell`'s line, with the `share` that is done (0 to 1; undefined if unknown). Both are called only if the last line is old enough. */
  step(tell: () => string, share?: () => number | undefined): void
  /** Erases the line from the terminal. */
  end(): void
}

/** The width of the bar, in columns. */
const BAR = 24
const bar = (share: number): string => '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░')

/** Shows progress: on a terminal, one line with a bar, which is overwritten; elsewhere, a new line every few seconds. */
export const createProgress = (
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> & { columns?: number } = process.stderr,
  now: () => number = Date.now,
): Progress => {
  const every = stream.isTTY ? 100 : 3000
  const began = now()
  let last = began
  const known = (share: number): string => {
    const left = share === 0 ? '' : `, ${Math.ceil(((now() - began) * (1 - share)) / share / 1000)} s left`
    return `${stream.isTTY ? `${bar(share)} ` : ''}${Math.floor(share * 100)} %${left}: `
  }
  return {
    step(tell, share = () => undefined) {
      if (now() - last < every) return
      last = now()
      const part = share()
      const line = plainLine(`${part === undefined ? '' : known(Math.min(1, part))}${tell()}`)
      // Cut to the terminal's width, because a wrapped line could not be erased.
      stream.write(stream.isTTY ? `\r\u001b[2K${line.slice(0, (stream.columns ?? 80) - 1)}` : `${line}\n`)
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001b[2K')
    },
  }
}

/** What stdout supports: whether it has color, and its width in columns. */
export const terminal = (): { color: boolean; width: number } => ({
  color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
  width: process.stdout.isTTY ? process.stdout.columns : 80,
})
