/** Whether what was found answers the question at all, or only speaks of the same things. */
import type { Statement } from './evidence.ts'
import type { Asked } from './question.ts'
import type { RankedHit, Retrieved } from './retrieve.ts'

/** Some sentence, with what stands around it, must have this share of the question, by weight. */
const ENOUGH = 0.2

/**
 * A question for a price, a date or a count is answered by a sentence that has one, next to the words of the question. The fewer words it has, the
 * more plainly it says what it is about, and the more of them must be there: the demand falls by e every `FEW` words beyond two. A question of many
 * words describes, in other words than the items.
 *
 * The weights were fitted by logistic regression to 221 questions about three years of issues, and rounded; fitted to one half of the questions, they
 * refused 0.50 to 0.75 of the other half's unanswerable ones and answered 0.96 to 0.97 of its others. The bound was chosen with 90 questions more
 * that were written for it: of those and the others it refuses some 0.75 of what cannot be answered, and answers 0.97 of the rest.
 */
const FEW = 3
const SHORT = 1.35
const MISSING = 1.7
const SUPPORTED = 0.95
const BEARABLE = 0.9

/** "Claude 6", "DeepSeek V9", "k4": a name with a version. */
const VERSIONED = /(?<![\p{L}\p{N}.])(\p{L}{2,}|\p{L}(?=\p{N}))[\s-]{0,1}v?(\p{N}{1,2}(?:\.\p{N}{1,2})?)(?![\p{L}\p{N}%]|\.\p{N})/giu
/** So often other versions must be spoken of. */
const OTHERS = 3

/** The versions of a name that texts speak of. */
const versionsOf = (name: string, texts: readonly string[]): string[] => {
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}])${name}(?:\s\p{L}+(?=\s?v\p{N}))?[\s-]?v?(\p{N}{1,2}(?:\.\p{N}{1,2})?)(?![\p{L}\p{N}%])`,
    'giu',
  )
  return texts.flatMap((text) => Array.from(text.matchAll(pattern), ([, version = '']) => version))
}

/** Asks for a version that is not spoken of, though others of the same name are: there may be none. */
const asksForOtherVersion = (text: string, hits: readonly RankedHit[]): boolean => {
  const texts = hits.map(({ topic, item }) => `${topic}\n${item.text}`)
  return Array.from(text.matchAll(VERSIONED)).some(([, name = '', version = '']) => {
    const spoken = versionsOf(name, texts)
    return spoken.length >= OTHERS && !spoken.some((other) => other === version || other.startsWith(`${version}.`))
  })
}

const most = (statements: readonly Statement[]): Statement | undefined =>
  statements.reduce<Statement | undefined>((a, b) => (a && a.support >= b.support ? a : b), undefined)

export const isCovered = (
  { hits, statements, telling }: Pick<Retrieved, 'hits' | 'statements' | 'telling'>,
  { text, intent, wants }: Pick<Asked, 'text' | 'intent' | 'wants'>,
): boolean => {
  if (intent !== 'comparison' && intent !== 'course' && asksForOtherVersion(text, hits)) return false
  const nearest = most(statements)
  if (nearest === undefined || nearest.support < ENOUGH) return false
  if (wants.length === 0) return true
  const { missing, support } = most(statements.filter(({ value }) => value)) ?? { missing: 1, support: 0 }
  const doubt = Math.exp(-Math.max(0, telling - 2) / FEW) * (SHORT + MISSING * missing - SUPPORTED * support)
  return doubt <= BEARABLE
}
