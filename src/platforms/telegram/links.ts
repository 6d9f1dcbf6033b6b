/** Whether Telegram makes a link of an address. It silently drops others: a host without a dot, spaces, quotes. */
const isUsable = (url: string): boolean => {
  const host = /^https?:\/\/(?:[^/?#@\s]*@)?([^/?#:\s]+)/i.exec(url)?.[1]
  return host !== undefined && host.includes('.') && !/^\.|\.$|\.\./.test(host) && /^[^\s"<>]+$/.test(url)
}

/** An address in a form that Telegram accepts; undefined when there is none. */
export const usableLink = (url: string): string | undefined => {
  if (isUsable(url) && url.isWellFormed()) return url
  const encoded = URL.canParse(url) ? new URL(url).href : ''
  return isUsable(encoded) ? encoded : undefined
}
