/** Short forms of texts and addresses, for where there is little room. */

/** The end of a sentence, not a full stop after a single capital: `the U.S. market`. */
const SENTENCE_END = /(?<![\p{Lu}][.]?\p{Lu})(?<!\b\p{Lu})[.!?…]["”’)]?(?=\s)|[。！？]/gu

/**
 * The first whole sentences that fit into `room` characters; where they would fill less than a third of it, the first words and an ellipsis; nothing
 * where `room` is below 20.
 */
export const shorten = (full: string, room: number): string => {
  const flat = full.replace(/\s+/g, ' ').trim()
  if (flat.length <= room) return flat
  if (room < 20) return ''
  const head = flat.slice(0, room)
  const sentence = [...head.matchAll(SENTENCE_END)].at(-1)
  const end = sentence === undefined ? 0 : sentence.index + sentence[0].length
  if (end >= room / 3) return head.slice(0, end)
  const word = head.lastIndexOf(' ')
  return `${head.slice(0, word > room / 2 ? word : room - 1).replace(/[\s,;:，；：\uD800-\uDBFF]+$/u, '')}…`
}

/** Cuts a label to `limit` characters, the last of which is then an ellipsis. */
export const cutLabel = (label: string, limit: number): string => {
  const chars = Array.from(label.toWellFormed())
  return chars.length <= limit ? chars.join('') : `${chars.slice(0, limit - 1).join('')}…`
}

/** The site of a link as people name it: its host without `www.`. */
export const siteOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '')
