import type { Message } from './index.ts'

/** Every string that a person reads. */
export const en = {
  'ask.description': 'Ask a question; the answer comes from the recaps, with its sources',
} as const satisfies Record<string, Message>
