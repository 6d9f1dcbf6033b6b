/** Whether what was found answers the question at all, or only speaks of the same things. */
import type { Statement } from './evidence.ts'
import type { Asked } from './question.ts'
import type { Retrieved } from './retrieve.ts'

/** Some sentence, with what stands around it, must have this share of the question, by weight. */
const ENOUGH = 0.2

/**
 * A question for a price, a date or a count is answered by a sentence that has one, next to the words of the question. The fewer words it has, the
 * more plainly it says what it is about, and the more of them must be there: the demand falls by e every `FEW` words beyond two. A question of many
 * words describes, in other words than the items.
 *
 * The weights were fitted by logistic regression to 221 questions about three years of issues, and rounded; fitted to one half of the questions, they
 * refused 0.50 to 0.75 of the other half's unanswerable ones and answered 0.96 to 0.97 of its others.
 */
const FEW = 3
const SHORT = 1.35
const MISSING = 1.7
const SUPPORTED = 0.95
/** What is bearable; less where the kind of value has a unit to tell it by, and cannot be overlooked. */
const BEARABLE = 1.1
const BEARABLE_WITH_UNIT = 0.85

const most = (statements: readonly Statement[]): Statement | undefined =>
  statements.reduce<Statement | undefined>((a, b) => (a && a.support >= b.support ? a : b), undefined)

export const isCovered = ({ statements, telling }: Pick<Retrieved, 'statements' | 'telling'>, { wants }: Pick<Asked, 'wants'>): boolean => {
  const nearest = most(statements)
  if (nearest === undefined || nearest.support < ENOUGH) return false
  if (wants.length === 0) return true
  const { missing, support } = most(statements.filter(({ value }) => value)) ?? { missing: 1, support: 0 }
  const doubt = Math.exp(-Math.max(0, telling - 2) / FEW) * (SHORT + MISSING * missing - SUPPORTED * support)
  return doubt <= (wants.some(({ kind }) => kind !== 'number') ? BEARABLE_WITH_UNIT : BEARABLE)
}
