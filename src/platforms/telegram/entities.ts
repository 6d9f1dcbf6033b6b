/**
 * Makes the text and entities that Telegram takes of a text with marks.
 *
 * Telegram also makes links by itself. `@name` in a recap is somebody on another site, but would ping whoever has that name on Telegram; a tap on
 * `/word` would send that command in the reader's name. Both are broken with an invisible word joiner. `#tags` stay, as they only open a search;
 * bare URLs stay, as they show where they lead.
 */
import type { MessageEntity } from 'grammy/types'

/** What a mark means. */
export type Meaning =
  | { type: 'bold' | 'italic' | 'strikethrough' | 'blockquote' | 'expandable_blockquote' | 'code' }
  | { type: 'pre'; language?: string }
  | { type: 'text_link'; url: string }
export type Mark = Span & Meaning

/** UTF-16 units, the end excluded. */
interface Span {
  start: number
  end: number
}

export interface Formatted {
  text: string
  entities: MessageEntity[]
}

const WORD_JOINER = '\u2060'
/** As in Telegram's code: td/telegram/MessageEntity.cpp, match_mentions and match_bot_commands. */
const MENTION = /(?<!\w)@(?=\w)/g
const COMMAND = /(?<![\w/<>])\/(?=\w{1,64}(?:@\w+)?(?![\w/<>]))/g
const URL_IN_TEXT = /https?:\/\/[\w-]+(?:\.[\w-]+)+[^\s<>"]*/gi

/** The order of marks with the same range, outermost first. */
const RANK: readonly Mark['type'][] = ['blockquote', 'expandable_blockquote', 'pre', 'code', 'text_link', 'bold', 'italic', 'strikethrough']

const isMono = ({ type }: Mark): boolean => type === 'code' || type === 'pre'
const isStyle = ({ type }: Mark): boolean => type === 'bold' || type === 'italic' || type === 'strikethrough'

/** Cuts a style at the code in it, which takes no other style. */
const besideCode = (mark: Mark, code: readonly Mark[]): Mark[] => {
  const pieces: Mark[] = []
  let { start } = mark
  for (const hole of code) {
    if (hole.end <= start || hole.start >= mark.end) continue
    pieces.push({ ...mark, start, end: hole.start })
    start = hole.end
  }
  return [...pieces, { ...mark, start }]
}

const trimmed = (text: string, mark: Mark): Mark => {
  let { start, end } = mark
  while (start < end && /\s/.test(text.charAt(end - 1))) end--
  if (mark.type !== 'pre' || text.slice(start, end).trim() === '') while (start < end && /\s/.test(text.charAt(start))) start++
  return { ...mark, start, end }
}

/** The places where a word joiner keeps Telegram from making a mention or command. */
const findJoints = (text: string, marks: readonly Mark[]): number[] => {
  const left: Span[] = [
    ...marks.filter(isMono),
    ...[...text.matchAll(URL_IN_TEXT)].map(({ index, 0: url }) => ({ start: index, end: index + url.length })),
  ]
  return [...text.matchAll(MENTION), ...text.matchAll(COMMAND)]
    .map(({ index }) => index + 1)
    .filter((at) => !left.some(({ start, end }) => start < at && at < end))
    .sort((a, b) => a - b)
}

const entity = ({ start, end, ...mark }: Mark): MessageEntity => ({ ...mark, offset: start, length: end - start })

/** `marks` must be nested, as those of a tree are. */
export const format = (raw: string, marks: readonly Mark[]): Formatted => {
  const end = raw.trimEnd().length
  const start = Math.min(end, raw.length - raw.trimStart().length)
  const joints = findJoints(raw, marks).filter((at) => start < at && at < end)
  const place = (at: number, isEnd: boolean): number =>
    Math.min(end, Math.max(start, at)) - start + joints.filter((joint) => (isEnd ? joint < at : joint <= at)).length

  let text = ''
  let from = start
  for (const joint of joints) {
    text += raw.slice(from, joint) + WORD_JOINER
    from = joint
  }
  text += raw.slice(from, end)

  const code = marks.filter(isMono).sort((a, b) => a.start - b.start)
  const entities = marks
    .flatMap((mark) => (isStyle(mark) ? besideCode(mark, code) : [mark]))
    .map((mark) => trimmed(text, { ...mark, start: place(mark.start, false), end: place(mark.end, true) }))
    .filter((mark) => mark.start < mark.end)
    .sort((a, b) => a.start - b.start || b.end - a.end || RANK.indexOf(a.type) - RANK.indexOf(b.type))
    .map(entity)
  return { text, entities }
}
