/** Does Telegram make a link of this? It drops what it takes for no address (a host without a dot, spaces, quotes) without a word. */
const isUsable = (url: string): boolean => {
  const host = /^https?:\/\/(?:[^/?#@\s]*@)?([^/?#:\s]+)/i.exec(url)?.[1]
  return host !== undefined && host.includes('.') && !/^\.|\.$|\.\./.test(host) && /^[^\s"<>]+$/.test(url)
}

/** The URL in a form that Telegram takes, or undefined when there is none. */
export const usableLink = (url: string): string | undefined => {
  if (isUsable(url) && url.isWellFormed()) return url
  const encoded = URL.canParse(url) ? new URL(url).href : ''
  return isUsable(encoded) ? encoded : undefined
}
