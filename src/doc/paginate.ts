/** Cuts docs into parts that lose nothing. */
import type { Doc, Node } from './nodes.ts'
import { plainText } from './plain.ts'

/** A node, and the range of its text in the text of the whole doc, in UTF-16 units. Buttons and line breaks count as one. */
interface Span {
  node: Node
  start: number
  end: number
  children: Span[]
}

/** A place between two blocks or list items; `depth` 0: top-level blocks, 1: items of a top-level list … */
interface Cut {
  at: number
  depth: number
}

/** The length to try first, about a message; a wrong guess costs a few calls of `fits`. */
const FIRST_GUESS = 4096
/** A cut at a higher level (between blocks rather than items) is preferred where the part keeps this share of the length that is possible. */
const FULL_ENOUGH = 0.5
/** How many characters beyond a cut are read, to tell whether a sentence ends there. */
const LOOK_AHEAD = 64

const segmenters = {
  sentence: new Intl.Segmenter('en', { granularity: 'sentence' }),
  word: new Intl.Segmenter('en', { granularity: 'word' }),
  grapheme: new Intl.Segmenter('en', { granularity: 'grapheme' }),
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u

const measure = (node: Node, start: number): Span => {
  if ('value' in node) return { node, start, end: start + node.value.length, children: [] }
  if (node.type === 'break' || node.type === 'actions') return { node, start, end: start + 1, children: [] }
  if (node.type === 'thematicBreak') return { node, start, end: start, children: [] }
  let end = start
  const children = node.children.map((child: Node) => {
    const span = measure(child, end)
    end = span.end
    return span
  })
  return { node, start, end, children }
}

/** Index of the first element for which `reached` holds, in a list where it holds from some element on. */
const firstIndex = <T>(elements: readonly T[], reached: (element: T) => boolean): number => {
  let [low, high] = [0, elements.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const element = elements[middle]
    if (element === undefined || reached(element)) high = middle
    else low = middle + 1
  }
  return low
}

/** The part of a node between two places, without a thematic break at an edge: the cut itself separates. */
const slice = ({ node, start, end, children }: Span, from: number, to: number): Node => {
  if (from <= start && end <= to) return node
  if ('value' in node) return { ...node, value: node.value.slice(Math.max(0, from - start), to - start) }
  const first = firstIndex(children, (child) => child.end > from)
  const kept: Node[] = []
  for (let index = first; index < children.length; index++) {
    const child = children[index]
    if (child === undefined || child.start >= to) break
    kept.push(slice(child, from, to))
  }
  const number = node.type === 'list' && node.ordered && first > 0 ? { start: (node.start ?? 1) + first } : {}
  return { ...node, ...number, children: kept } as Node
}

/** Whether a cut would part a heading from what follows, or buttons from their text: allowed only when there is no other place. */
const isGlued = (before: Node | undefined, after: Node): boolean => before?.type === 'heading' || after.type === 'actions'

/** Every place between blocks and between list items, in order; the glued ones separately. */
const findCuts = (root: Span): { cuts: Cut[]; glued: ReadonlySet<number> } => {
  const found = new Map<number, number>()
  const glued = new Set<number>()
  const visit = (span: Span, depth: number): void => {
    const { type } = span.node
    if (type !== 'root' && type !== 'list' && type !== 'listItem' && type !== 'blockquote') return
    let before: Span | undefined
    for (const child of span.children) {
      if (before !== undefined && child.start > 0) {
        if (isGlued(before.node, child.node)) glued.add(child.start)
        if (!found.has(child.start)) found.set(child.start, depth)
      }
      visit(child, depth + 1)
      if (child.node.type !== 'thematicBreak' || before === undefined) before = child
    }
  }
  visit(root, 0)
  found.set(root.end, -1)
  for (const at of glued) if (at !== root.end) found.delete(at)
  return { cuts: [...found].map(([at, depth]) => ({ at, depth })).sort((a, b) => a.at - b.at), glued }
}

/** The text between two places, and the spans in it that should stay whole (`whole`) or be cut between lines (`code`). */
const read = (root: Span, from: number, to: number): { text: string; whole: Span[]; code: Span[] } => {
  let text = ''
  const whole: Span[] = []
  const code: Span[] = []
  const visit = (span: Span): void => {
    const { node, start, end } = span
    if (node.type === 'link' || node.type === 'inlineCode') whole.push(span)
    if (node.type === 'code') code.push(span)
    if ('value' in node) text += node.value.slice(Math.max(0, from - start), to - start)
    else if (node.type === 'break') text += '\n'
    else if (node.type === 'actions') text += '\uFFFC'
    for (let index = firstIndex(span.children, (child) => child.end > from); index < span.children.length; index++) {
      const child = span.children[index]
      if (child === undefined || child.start >= to) break
      if (child.start < child.end || end === start) visit(child)
    }
  }
  visit(root)
  return { text, whole, code }
}

/**
 * The largest number in `low`–`high` for which `ok` holds, given that it holds up to some number and not beyond;
 * `low - 1` when there is none. Searches outwards from `guess`, so that a good guess takes few calls. `ok` was called with the result.
 */
const largest = (low: number, high: number, guess: number, ok: (n: number) => boolean): number => {
  let [good, bad, step] = [low - 1, high + 1, 1]
  let probe = Math.min(high, Math.max(low, guess))
  while (bad - good > 1) {
    if (ok(probe)) good = probe
    else bad = probe
    if (bad > high) probe = Math.min(high, good + step)
    else if (good < low) probe = Math.max(low, bad - step)
    else probe = (good + bad) >> 1
    step *= 2
  }
  return good
}

/** Places to cut inside a block, best first, none beyond `limit` but the last, which is the end of the first grapheme. */
const textCuts = function* (root: Span, from: number, limit: number, to: number, glued: ReadonlySet<number>): Generator<number> {
  const { text, whole, code } = read(root, from, Math.min(to, limit + LOOK_AHEAD))
  const isInside = (spans: readonly Span[], at: number) => spans.some(({ start, end }) => start < at && at < end)
  // Words end before the next one begins, and CJK text, which has no spaces, anywhere but before closing punctuation.
  const isWordEnd = (at: number) => {
    const [before, after] = [text.charAt(at - from - 1), text.slice(at - from, at - from + 2)]
    return /\s/.test(before) ? !/^\s/.test(after) : CJK.test(before) && !/^[\s\p{Pe}\p{Pf}\p{Po}]/u.test(after)
  }
  const kinds = [
    { kind: 'sentence', allows: (at: number) => !glued.has(at) && (!isInside(code, at) || text[at - from - 1] === '\n') },
    { kind: 'word', allows: (at: number) => !glued.has(at) && isWordEnd(at) },
    { kind: 'grapheme', allows: () => true },
  ] as const
  const torn: number[] = []
  for (const { kind, allows } of kinds) {
    const places: number[] = []
    for (const { index, segment } of segmenters[kind].segment(text)) {
      const at = from + index + segment.length
      if (at > limit) break
      if (allows(at)) places.push(at)
    }
    const untorn = places.findLast((at) => !isInside(whole, at))
    if (untorn !== undefined) yield untorn
    torn.push(...places.slice(-1))
  }
  yield* torn
  yield from + (segmenters.grapheme.segment(text).containing(0)?.segment.length ?? 1)
}

/**
 * Divides a doc into parts that fit: between blocks, then list items, sentences (code: lines), words and, last, graphemes.
 * A heading stays with what follows, buttons with the text before them; a link is torn only when it does not fit alone,
 * and then each piece leads to its URL; an ordered list counts on. Nothing is lost but white space that would be a part by itself,
 * and thematic breaks at a cut. A single grapheme becomes a part even where `fits` refuses it, so this always ends.
 *
 * @param fits whether a part can be posted; where a longer part fits, a shorter one must fit too
 */
export const paginate = (doc: Doc, fits: (part: Doc) => boolean): Doc[] => {
  const root = measure(doc, 0)
  const { cuts, glued } = findCuts(root)
  const parts: Doc[] = []
  let guess = FIRST_GUESS
  for (let from = 0; from < root.end;) {
    const part = (to: number) => slice(root, from, to) as Doc
    // A part far longer than the guess is tried in growing pieces, so that a whole book is not rendered to learn that it does not fit.
    const reaches = (to: number): boolean => {
      for (let near = 2 * guess; from + near < to; near *= 2) if (!fits(part(from + near))) return false
      return fits(part(to))
    }
    const at = (index: number): Cut => cuts[index] ?? { at: root.end, depth: -1 }
    const low = firstIndex(cuts, (cut) => cut.at > from)
    const start = Math.max(low, firstIndex(cuts, (cut) => cut.at > from + guess) - 1)
    const best = largest(low, cuts.length - 1, start, (index) => reaches(at(index).at))
    let to: number
    if (best >= low) {
      to = at(best).at
      const enough = from + (to - from) * FULL_ENOUGH
      let coarse = at(best)
      for (let index = best - 1; index >= low && at(index).at >= enough; index--) if (at(index).depth < coarse.depth) coarse = at(index)
      if (coarse.at !== to && fits(part(coarse.at))) to = coarse.at
    } else {
      const next = at(low).at
      const limit = largest(from + 1, next - 1, from + guess, reaches)
      to = from + 1
      for (const place of textCuts(root, from, limit, next, glued)) {
        to = place
        if (fits(part(place))) break
      }
    }
    const whole = part(to)
    const isBlank = plainText(whole).trim() === '' && !whole.children.some(({ type }) => type === 'actions')
    if (!isBlank) parts.push(whole)
    guess = to - from
    from = to
  }
  return parts
}
