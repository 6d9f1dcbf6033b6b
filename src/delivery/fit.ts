/** Cuts a digest to the number of messages that it has in a chat, for corrections, which post no further ones. */
import type { Block, Doc } from '../doc/nodes.ts'

/** The doc, cut after as many blocks as fit into `parts` messages, with `line` in place of the rest. Its buttons are kept. */
export const fit = (whole: Doc, parts: number, render: (doc: Doc) => readonly unknown[], line: Block): Doc => {
  if (render(whole).length <= parts) return whole
  const blocks = whole.children.filter(({ type }) => type !== 'actions')
  const buttons = whole.children.filter(({ type }) => type === 'actions')
  const cut = (kept: number): Doc => ({ ...whole, children: [...blocks.slice(0, kept), line, ...buttons] })
  let fits = 0
  for (let tooMany = blocks.length; tooMany - fits > 1;) {
    const middle = (fits + tooMany) >> 1
    if (render(cut(middle)).length <= parts) fits = middle
    else tooMany = middle
  }
  return cut(fits)
}
