/** Wraps styled text by the columns that its characters take on a terminal. */

export interface Run {
  text: string
  /** SGR codes. */
  style: readonly string[]
  url?: string
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Matches characters that are two columns wide: East Asian scripts, full-width forms and emoji. https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]|\ufe0f/u
const NONE = /^[\p{M}\p{Cf}]*$/u

/** The number of columns that a text takes on a terminal. */
export const displayWidth = (text: string): number => {
  // A fast path for printable ASCII, the common case.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let columns = 0
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : NONE.test(segment) ? 0 : 1
  return columns
}

/** Matches line breaks, spaces and words. An ideograph is a word, together with following punctuation, which must not begin a line. */
const TOKENS =
  /\n|[^\S\n]+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][\p{Pe}\p{Pf}\p{Po}]*|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu

/** Wraps text to lines of at most `width` columns. A longer word is not broken, so that an address can be copied. */
export const wrap = (runs: readonly Run[], width: number): Run[][] => {
  const lines: Run[][] = []
  let line: Run[] = []
  let used = 0
  /** The current word, in runs because its style may change within it. */
  let word: Run[] = []
  let space: Run | undefined

  const endWord = (): void => {
    if (word.length === 0) return
    const columns = word.reduce((sum, { text }) => sum + displayWidth(text), 0)
    const gap = space === undefined ? 0 : displayWidth(space.text)
    if (used > 0 && used + gap + columns > width) {
      lines.push(line)
      line = []
      used = 0
    } else if (space !== undefined && used > 0) {
      line.push(space)
      used += gap
    }
    line.push(...word)
    used += columns
    word = []
    space = undefined
  }

  for (const run of runs) {
    for (const [text] of run.text.matchAll(TOKENS)) {
      if (text === '\n') {
        endWord()
        lines.push(line)
        line = []
        used = 0
        space = undefined
      } else if (/^\s/.test(text)) {
        endWord()
        space = { ...run, text: ' ' }
      } else {
        if (displayWidth(text.charAt(0)) === 2 || displayWidth(word.at(-1)?.text.charAt(0) ?? '') === 2) endWord()
        word.push({ ...run, text })
      }
    }
  }
  endWord()
  if (line.length > 0) lines.push(line)
  return lines.map(joined)
}

/** Joins adjacent runs of the same style and address. */
const joined = (line: readonly Run[]): Run[] => {
  const runs: Run[] = []
  for (const run of line) {
    const last = runs.at(-1)
    if (last !== undefined && last.url === run.url && last.style.join(';') === run.style.join(';')) last.text += run.text
    else runs.push({ ...run })
  }
  return runs
}
