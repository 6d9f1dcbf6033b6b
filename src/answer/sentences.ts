/** Splits texts into sentences. */

/** The source of a pattern that matches words which refer back to a subject that was named before. */
export const BACK_REFERENCE = String.raw`(?:it|its|this|that|these|those|they|their|he|she|his|her|the (?:model|tool|extension|post|image|paper|company|author|article|release|system|team|project|update|app|service|device|robot|product|version|series|family))\b`

/** Matches an abbreviation, after which a full stop ends no sentence. */
const ABBREVIATIONS = /(?:^|[\s(])(?:e\.g|i\.e|vs|etc|approx|no|fig|mr|mrs|ms|dr|st|inc|corp|u\.s|cf|al|[a-z])\.$/iu
/** Matches what may end a sentence. */
const END = /[.!?…]["'”’)\]]*(?=\s)|[。！？]["'”’」』）]*|\n+/gu

/** The sentences of a text, in order, trimmed. */
export const sentences = (text: string): string[] => {
  const found: string[] = []
  let start = 0
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length
    const next = text.slice(end).trimStart()[0]
    // A title that is a question: `Which one fits? (Score: 5): …`
    if (next !== undefined && /[:：(（]/u.test(next)) continue
    const latin = match[0].startsWith('.')
    if (latin && (ABBREVIATIONS.test(text.slice(start, end)) || (next !== undefined && /\p{Ll}/u.test(next)))) continue
    found.push(text.slice(start, end).trim())
    start = end
  }
  found.push(text.slice(start).trim())
  return found.filter((sentence) => sentence !== '')
}

/**
 * Matches the end of a sentence that is being written. A full stop after citations ends it; one without may still be followed by them, so it counts
 * only when something else follows.
 */
const COMPLETE =
  /(?<=\[[\d,\s]{1,20}\]\s?)[.!?。！？]+["'”’」』）)]*|[.!?…。！？]["'”’」』）)]*(?:\s*\[[\d,\s]+\])*(?=\s+[^\s[]|[^\s\p{P}\p{N}[](?<=\p{Script=Han}.?))|\n\s*(?=[^\s[])/gu

/** The complete sentences of a text that is still being written, trimmed, and the rest. */
export const splitComplete = (text: string): { complete: string[]; rest: string } => {
  const complete: string[] = []
  let start = 0
  for (const { 0: end, index } of text.matchAll(COMPLETE)) {
    const sentence = text.slice(start, index + end.length).trim()
    if (ABBREVIATIONS.test(sentence)) continue
    if (sentence !== '') complete.push(sentence)
    start = index + end.length
  }
  return { complete, rest: text.slice(start) }
}
