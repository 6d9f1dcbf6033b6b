import type { StateBlock } from 'markdown-it'

type Rule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean

/** Fences of one character that are known to be unclosed: those of at least `length`, in the lines before `until`. */
interface Open {
  until: number
  length: number
}

const at = ({ bMarks, tShift }: StateBlock, line: number): number => (bMarks[line] ?? 0) + (tShift[line] ?? 0)
const isBlank = (state: StateBlock, line: number): boolean => at(state, line) >= (state.eMarks[line] ?? 0)

/**
 * Wraps markdown-it's rule for fenced code: a fence that is not closed before the next part of the text (a rule followed by a heading) is read as text.
 * Otherwise three stray backticks would turn all that follows into code.
 */
export const closedFence =
  (rule: Rule): Rule =>
  (state, startLine, endLine, silent) => {
    const start = at(state, startLine)
    const mark = state.src.charCodeAt(start)
    if (silent || state.level > 0 || (mark !== 0x60 && mark !== 0x7e)) return rule(state, startLine, endLine, silent)
    const length = state.skipChars(start, mark) - start
    if (length < 3) return false

    const open = state.env as Record<number, Open | undefined>
    const known = open[mark]
    if (known !== undefined && startLine < known.until && length >= known.length) return false
    for (let line = startLine + 1; line < endLine; line++) {
      const from = at(state, line)
      const code = state.src.charCodeAt(from)
      if (code === mark) {
        const end = state.skipChars(from, mark)
        if (end - from >= length && state.skipSpaces(end) >= (state.eMarks[line] ?? 0)) return rule(state, startLine, endLine, silent)
      } else if (code === 0x2d && /^-{3,}\s*$/.test(state.src.slice(from, state.eMarks[line]))) {
        let next = line + 1
        while (next < endLine && isBlank(state, next)) next++
        if (!/^#{1,6} /.test(state.src.slice(at(state, next), at(state, next) + 7))) continue
        open[mark] = { until: line, length }
        return false
      }
    }
    return rule(state, startLine, endLine, silent)
  }
