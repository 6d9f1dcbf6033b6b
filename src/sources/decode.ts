/** Decodes bytes to text, whatever encoding is stated for them. */

/** Encodings whose bytes are all ASCII, so that being valid UTF-8 says nothing. */
const ALSO_ASCII = /^iso-2022-/i

const labelIn = (start: string): string | undefined =>
  (/^\S{0,3}<\?xml[^>]*encoding=["']([\w-]+)/.exec(start) ?? /<meta[^>]*charset=["']?([\w-]+)/i.exec(start))?.[1]

/** `undefined` when there is no such encoding, or (`fatal`) the bytes are not in it. */
const attempt = (bytes: Uint8Array, label: string, fatal = false): string | undefined => {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * The encoding is that of a byte order mark; else UTF-8 where all bytes are valid UTF-8, as servers and files often name a wrong encoding and other
 * encodings hardly ever look like it; else the one that the server (`type`: a Content-Type) or the text names.
 */
export const decode = (bytes: Uint8Array, type = ''): string => {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (first === 0x3c && second === 0) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0 && second === 0x3c) return new TextDecoder('utf-16be').decode(bytes)
  const label =
    /charset\s*=\s*["']?([\w-]+)/i.exec(type)?.[1] ?? labelIn(Buffer.from(bytes.subarray(0, 1024)).toString('latin1')) ?? 'utf-8'
  const text = ALSO_ASCII.test(label) ? undefined : attempt(bytes, 'utf-8', true)
  return text ?? attempt(bytes, label) ?? new TextDecoder().decode(bytes)
}
