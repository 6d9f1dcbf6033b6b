/** Whether the items found answer the question at all. */
import type { Retrieved } from './retrieve.ts'

/** One item must have this share of what was asked for, by weight. */
const ENOUGH = 0.3

export const isCovered = ({ hits }: Retrieved): boolean => hits.some(({ coverage }) => coverage >= ENOUGH)
