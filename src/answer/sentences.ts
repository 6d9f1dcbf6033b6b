/** Where sentences end. */

/** After these a full stop ends no sentence. */
const ABBREVIATIONS = /(?:^|[\s(])(?:e\.g|i\.e|vs|etc|approx|no|fig|mr|mrs|ms|dr|st|inc|corp|u\.s|cf|al|[a-z])\.$/iu
const END = /[.!?…]["'”’)\]]*(?=\s)|[。！？]["'”’」』）]*|\n+/gu

/** The sentences of a text, in order, trimmed. */
export const sentences = (text: string): string[] => {
  const found: string[] = []
  let start = 0
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length
    const next = text.slice(end).trimStart()[0]
    // A title that asks: `Which one fits? (Score: 5): …`
    if (next !== undefined && /[:：(（]/u.test(next)) continue
    const latin = match[0].startsWith('.')
    if (latin && (ABBREVIATIONS.test(text.slice(start, end)) || (next !== undefined && /\p{Ll}/u.test(next)))) continue
    found.push(text.slice(start, end).trim())
    start = end
  }
  found.push(text.slice(start).trim())
  return found.filter((sentence) => sentence !== '')
}

/** A sentence whose citations stand before its full stop ends with it. They may follow it: until something else does, it is not known to be complete. */
const COMPLETE =
  /(?<=\[[\d,\s]{1,20}\]\s?)[.!?。！？]+["'”’」』）)]*|[.!?…。！？]["'”’」』）)]*(?:\s*\[[\d,\s]+\])*(?=\s+[^\s[]|[^\s\p{P}\p{N}[](?<=\p{Script=Han}.?))|\n\s*(?=[^\s[])/gu

/** What of a text that is still being written can be judged, and what must wait. */
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
