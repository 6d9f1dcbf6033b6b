/** One line a record. */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof LEVELS)[number]

/** `fields` are JSON; an Error is written with its message, stack and cause. */
export type LogFields = Readonly<Record<string, unknown>>
export type Log = Readonly<Record<Level, (message: string, fields?: LogFields) => void>>
