import MarkdownIt from 'markdown-it'

/** Finds bare http(s) addresses in text; no bare host names, no mail addresses, no other schemes. */
export const linkify = new MarkdownIt().linkify
  .set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null)

/** Characters that must be encoded in an address. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const UNSAFE = /[\s<>"\u0000-\u001f\u007f]/g

const CLOSING = new Set('<>"')
const MAY_FOLLOW = new Set('.,;:!?)|')

/** Removes the end of the `<…>` or quotes that an address stood in: `https://e.com/x>.` */
const withoutClosing = (url: string): string => {
  let end = url.length
  for (let at = end - 1; at >= 0; at--) {
    const char = url.charAt(at)
    if (CLOSING.has(char)) end = at
    else if (!MAY_FOLLOW.has(char)) break
  }
  return url.slice(0, end)
}

/** An address as a doc may hold it: absolute http(s), without characters that would end a link early. Undefined for anything else. */
export const httpUrl = (href: string, base?: string): string | undefined => {
  let url = withoutClosing(href.trim())
  if (!/^https?:\/\//i.test(url)) {
    // Braces are placeholders that nobody filled in.
    if (base === undefined || /[{}]|%7b/i.test(url) || !URL.canParse(url, base)) return undefined
    url = new URL(url, base).href
    if (!/^https?:/i.test(url)) return undefined
  }
  url = url.replace(UNSAFE, encodeURIComponent)
  return URL.canParse(url) ? url : undefined
}

/** A markdown link or picture among raw HTML. Its length is bounded, so that searching for it stays cheap. */
export const LEFT_LINK = /(?<picture>!)?\[(?<words>[^[\]]{0,300})\]\((?<url>https?:\/\/[^\s()<>"]{1,2000})\)/g

/** A bare address without the prose after it, which begins at a full-width or quoting character, or with punctuation at the end. */
export const bareUrl = (found: string): string => {
  const url = found.replace(/[\u2018-\u201f\u2026\u3000-\u9fff\uff00-\uffef].*$/s, '')
  const end = url.length - (/[?!.,:;*_~'"`|]+$/.exec(url)?.[0].length ?? 0)
  return url.slice(0, end)
}
