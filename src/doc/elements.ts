/** What the elements of HTML stand for in a doc. */
import type { BlockType, Builder, MarkType } from './builder.ts'
import type { Heading } from './nodes.ts'

export const MARKS: ReadonlyMap<string, Exclude<MarkType, 'link'>> = new Map([
  ['strong', 'strong'],
  ['b', 'strong'],
  ['em', 'emphasis'],
  ['i', 'emphasis'],
  ['del', 'delete'],
  ['s', 'delete'],
  ['strike', 'delete'],
])

export const BLOCKS: ReadonlyMap<string, BlockType> = new Map<string, BlockType>([
  ['p', 'paragraph'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, 'heading'] as const),
  ['ul', 'list'],
  ['ol', 'list'],
  ['li', 'listItem'],
  ['tr', 'listItem'],
  ['blockquote', 'blockquote'],
])

/** Elements whose content is not for reading. */
export const HIDDEN: ReadonlySet<string> = new Set(
  'button,head,iframe,noscript,object,script,select,style,svg,template,textarea,title'.split(','),
)

/** Elements that only separate paragraphs. */
export const BOXES: ReadonlySet<string> = new Set(
  'article,aside,body,caption,center,dd,details,div,dl,dt,fieldset,figcaption,figure,footer,form,header,main,nav,section,summary,table,tbody,tfoot,thead'.split(
    ',',
  ),
)

/** All other elements of HTML. */
const OTHERS: ReadonlySet<string> = new Set(
  'a,abbr,big,br,cite,code,font,hr,img,ins,kbd,mark,picture,pre,q,samp,small,source,span,sub,sup,td,th,tt,u,var,wbr'.split(','),
)

/** Whether HTML has an element of this name: `<think>` in a text is no markup. */
export const isElement = (name: string): boolean => [MARKS, BLOCKS, HIDDEN, BOXES, OTHERS].some((names) => names.has(name))

/** Starts the block that an element stands for. `start`: the number of an ordered list's first item. */
export const startElement = (builder: Builder, name: string, start?: number): void => {
  const block = BLOCKS.get(name)
  switch (block) {
    case 'heading':
      return builder.startBlock({ type: block, depth: Number(name[1]) as Heading['depth'], children: [] })
    case 'list':
      return builder.startBlock({ type: block, ordered: name === 'ol', ...(start === undefined ? {} : { start }), children: [] })
    case 'paragraph':
    case 'listItem':
    case 'blockquote':
      return builder.startBlock({ type: block, children: [] })
    case undefined:
      return
    default:
      block satisfies never
  }
}
