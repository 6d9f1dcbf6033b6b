/** Normalizes the citation marks of a model's sentence, and tells which words rest on which. */

/** Full-width letters, digits and brackets. */
const FULL_WIDTH = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF3B\uFF3D]/gu
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200D\u2060-\u2064\uFEFF]|\u034F|\p{Variation_Selector}/gu
/** Other brackets around numbers, which models and pranksters write. */
const OTHER_BRACKETS = /[【〔〖⟦❲](\s*\d[\d\s,，、]*)[】〕〗⟧❳]/gu

/** Normalizes characters that only look different, so that marks are `[1]` or `[1, 2]`. May be applied to pieces of a text. */
export const plainMarks = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(OTHER_BRACKETS, (_, inner: string) => `[${inner.replace(/[，、]/gu, ',')}]`)

const MARK = /\[\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*\]/gu

/** A part of a sentence with the numbers of the items that it cites. */
export interface Segment {
  text: string
  cited: readonly number[]
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/** A sentence cut at its marks. Words cite the marks after them; words after the last mark cite that one, and words after an opening mark it too. */
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

/** A sentence with its marks written `[1][2]`, without the numbers that `keep` refuses. */
export const rewriteMarks = (sentence: string, keep: (n: number) => boolean): string =>
  sentence
    .replace(MARK, (_, numbers: string) =>
      [...new Set(numbers.split(/[,，、]/u).map(Number))]
        .filter(keep)
        .map((n) => `[${n}]`)
        .join(''),
    )
    .replace(/\s+(?=[.,;:!?。，；：！？]|$)/gu, '')
