/** What stands for something longer, where there is little room. */

/** A full stop after a lone capital is an abbreviation's: `the U.S. market`. */
const SENTENCE_END = /(?<![\p{Lu}][.]?\p{Lu})(?<!\b\p{Lu})[.!?…]["”’)]?(?=\s)|[。！？]/gu

/** The first whole sentences that fit into `room` characters; where not even one does, its first words and an ellipsis. */
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

/** The site of a link, as people call it: its host without `www.`. */
export const siteOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '')
