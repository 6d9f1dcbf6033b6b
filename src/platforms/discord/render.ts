/** Makes request bodies of a doc: Components V2, one container a message. Loads no discord.js, so that a preview is quick. */
import { callId } from '../../bot/command.ts'
import { cutLabel } from '../../doc/shorten.ts'
import { type Button, type Doc, link, paragraph } from '../../doc/nodes.ts'
import { paginate } from '../../doc/paginate.ts'
import type { Payload } from '../platform.ts'
import { limits } from './limits.ts'
import { markdown, type TextBlock } from './markdown.ts'

/** https://docs.discord.com/developers/components/reference#component-object-component-types */
const TYPE = { actionRow: 1, button: 2, textDisplay: 10, separator: 14, container: 17 } as const
/** https://docs.discord.com/developers/components/reference#button-button-styles */
const STYLE = { secondary: 2, link: 5 } as const
/** https://docs.discord.com/developers/resources/message#message-object-message-flags */
const IS_COMPONENTS_V2 = 1 << 15
const ACCENT = 0x5865f2

type Component =
  | { type: typeof TYPE.textDisplay; content: string }
  | { type: typeof TYPE.separator }
  | { type: typeof TYPE.actionRow; components: ButtonComponent[] }
type ButtonComponent = { type: typeof TYPE.button; label: string } & (
  | { style: typeof STYLE.link; url: string }
  | { style: typeof STYLE.secondary; custom_id: string }
)

/** The request bodies for a doc, in order, each within Discord's limits; none pings anybody. Pure. */
export const renderDiscord = (doc: Doc): Payload[] =>
  paginate(doc, (part) => fits(components(part)))
    .map(components)
    .filter((parts) => parts.length > 0)
    .map((parts) => ({
      flags: IS_COMPONENTS_V2,
      components: [{ type: TYPE.container, accent_color: ACCENT, components: parts }],
      allowed_mentions: { parse: [] },
    }))

/** Counts text in UTF-16 units, which are never fewer than the characters that Discord counts. */
const fits = (parts: readonly Component[]): boolean => {
  let text = 0
  let count = 1
  for (const part of parts) {
    count += part.type === TYPE.actionRow ? 1 + part.components.length : 1
    if (part.type === TYPE.textDisplay) text += part.content.length
  }
  return text <= limits.text && count <= limits.components
}

const components = (doc: Doc): Component[] => {
  const parts: Component[] = []
  const ids = new Set<string>()
  let run: TextBlock[] = []
  const flush = (): void => {
    const content = markdown(run)
    if (content !== '') parts.push({ type: TYPE.textDisplay, content })
    run = []
  }
  for (const block of doc.children) {
    switch (block.type) {
      case 'thematicBreak':
        flush()
        // A separator at the top or after another separates nothing.
        if (parts.length > 0 && parts.at(-1)?.type !== TYPE.separator) parts.push({ type: TYPE.separator })
        break
      case 'actions': {
        const { buttons, links } = usable(block.children, ids)
        if (links.length > 0) run.push(paragraph(...links))
        flush()
        for (let at = 0; at < buttons.length; at += limits.rowButtons)
          parts.push({ type: TYPE.actionRow, components: buttons.slice(at, at + limits.rowButtons) })
        break
      }
      default:
        run.push(block)
    }
  }
  flush()
  return parts.at(-1)?.type === TYPE.separator ? parts.slice(0, -1) : parts
}

/** Leaves out a second button for the same call, which Discord refuses; an address too long for a button becomes a link in the text. */
const usable = (buttons: readonly Button[], ids: Set<string>) => {
  const found: ButtonComponent[] = []
  const links: ReturnType<typeof link>[] = []
  for (const { label: wanted, action } of buttons) {
    const label = cutLabel(wanted.trim() === '' ? '…' : wanted, limits.buttonLabel)
    if ('url' in action) {
      const url = action.url.toWellFormed()
      if (url.length <= limits.buttonUrl) found.push({ type: TYPE.button, style: STYLE.link, label, url })
      else links.push(link(url, wanted))
    } else {
      const id = callId(action)
      if (!ids.has(id)) found.push({ type: TYPE.button, style: STYLE.secondary, label, custom_id: id })
      ids.add(id)
    }
  }
  return { buttons: found, links }
}
