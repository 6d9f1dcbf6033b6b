/** The citation marks of a model's sentence, in one form, and which words rest on which. */

/** Full-width letters, digits and brackets, and other brackets around digits, as models and pranksters write them. */
const FULL_WIDTH = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF3B\uFF3D]/gu
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200D\u2060-\u2064\uFEFF]|\u034F|\p{Variation_Selector}/gu
const OTHER_BRACKETS = /[【〔〖⟦❲](\s*\d[\d\s,，、]*)[】〕〗⟧❳]/gu

/** One form for what only looks different. Takes a text piece by piece, too. */
export const plainMarks = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(OTHER_BRACKETS, (_, inner: string) => `[${inner.replace(/[，、]/gu, ',')}]`)

const MARK = /\[\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*\]/gu

/** A stretch of a sentence and the numbers of the items that it rests on. */
export interface Segment {
  text: string
  cited: readonly number[]
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/** The sentence cut at its marks: words rest on the marks that follow them, those after the last on these, those after an opening mark on it too. */
export const segmentsOf = (sentence: string): Segment[] => {
  const segments: { text: string; cited: number[] }[] = []
  let start = 0
  let opening: number[] = []
  for (const match of sentence.matchAll(MARK)) {
    const text = sentence.slice(start, match.index)
    const cited = (match[1] ?? '').split(/[,，、]/u).map(Number)
    const last = segments.at(-1)
    if (hasWords(text)) segments.push({ text, cited: [...opening, ...cited] })
    else if (last) {
      last.text += text
      last.cited.push(...cited)
    } else opening.push(...cited)
    if (segments.length > 0) opening = []
    start = match.index + match[0].length
  }
  const rest = sentence.slice(start)
  const last = segments.at(-1)
  if (opening.length > 0) segments.push({ text: rest, cited: opening })
  else if (last && hasWords(rest)) segments.push({ text: rest, cited: last.cited })
  return segments
}

/** Every mark as `[1][2]`, those that `keep` refuses taken out. */
export const rewriteMarks = (sentence: string, keep: (n: number) => boolean): string =>
  sentence
    .replace(MARK, (_, numbers: string) =>
      [...new Set(numbers.split(/[,，、]/u).map(Number))]
        .filter(keep)
        .map((n) => `[${n}]`)
        .join(''),
    )
    .replace(/\s+(?=[.,;:!?。，；：！？]|$)/gu, '')
