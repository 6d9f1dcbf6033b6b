/**
 * Recognizes closed questions by their form: those for a single fact of which every word matters, so that only a sentence about exactly these words
 * answers it (`Did Acme buy Lumen?`).
 */

/** Indefinite subjects and pronouns, with which a question is not closed. */
const OPEN = String.raw`(?:any(?:one|body|thing)?|some(?:one|body|thing)?|people|ppl|folks|users?|you|we|i|it|they|there|this|that|these|those)\b`
const CLOSED = [
  new RegExp(String.raw`^(?:and |so |but )?(?:did|has|have|had|was|were|does) (?!${OPEN})`, 'iu'),
  /^(?:and |so |but )?who(?:'s|s| is| was| are| were| has| had)? (?!said|says|is talking|cares|else)/iu,
  /^(?:and |so |but )?(?:when|wen)(?:'s|s)? (?:did|was|were|is|will|has|have)\b/iu,
  /^(?:and |so |but )?wh(?:at|ats|ich)(?:'s|s| is| was| are| were) (?:the |an? )?(?!new\b|up\b|going\b|happening\b)(?:\p{L}+ ){1,2}(?:of|in|for|from|at) /iu,
  new RegExp(String.raw`^(?:and |so |but )?why (?:did|has|was|is|does) (?!${OPEN})`, 'iu'),
  /^(?:and |so |but )?(?:how|what) (?:tall|high|far|old|deep|heavy|hot|cold|wide)\b/iu,
  /^(?:and |so |but )?how (?:do|can|should|to)\b/iu,
]

/** Matches a second question: `… and when did it end`. */
const MORE = /[,;+&]|\b(?:and|n|or|but) (?:who|what|when|where|which|why|how|did|does|is|was)\b/iu

/** Whether a question asks for a cause. */
export const asksWhy = (question: string): boolean => /^\s*(?:and |so |but )?why\b/iu.test(question)

/** Whether a question asks for only one thing. */
export const isOne = (question: string): boolean => !MORE.test(question)
/** Whether an English question is closed. */
export const isClosed = (question: string): boolean => isOne(question) && CLOSED.some((pattern) => pattern.test(question.trim()))
