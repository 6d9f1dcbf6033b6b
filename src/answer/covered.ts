/** Whether the items found answer the question at all. */
import type { Asked } from './question.ts'
import type { Retrieved } from './retrieve.ts'

/** An item must have this share of what was asked for, by weight. */
const ENOUGH = 0.3

export const isCovered = ({ hits }: Retrieved, _asked: Asked): boolean => hits.some(({ coverage }) => coverage >= ENOUGH)
