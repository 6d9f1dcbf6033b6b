/** The issues in a `.tar` or `.tar.gz`, read in one pass. */
import type { ReadStream } from 'node:fs'
import { basename, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { MAX_BYTES, type Memory, isIssueFile, readChanged, systemWords, tooLarge } from './file.ts'
import type { Found, Unread } from './source.ts'

export const isTar = (path: string): boolean => /\.(?:tar\.gz|tgz|tar)$/i.test(path)

/** What the names of a tar's members begin with. */
export const within = (path: string): string => `${path}${sep}`

/** Bytes that are unpacked at once: about an issue, whose pieces would each be handed on by themselves. */
const UNPACKED = 256 * 1024

/** The members one after another, each in memory only while it is read. */
export async function* readTar(path: string, packed: ReadStream, memory: Memory): AsyncGenerator<Found | Unread> {
  const unpacked = extract()
  const gzipped = !path.toLowerCase().endsWith('.tar')
  const flow = pipeline(gzipped ? [packed, createGunzip({ chunkSize: UNPACKED }), unpacked] : [packed, unpacked])
  // The iteration below meets the same failure, and reports it.
  flow.catch(() => {})
  try {
    for await (const entry of unpacked) {
      const { name, size, type } = entry.header
      const from = within(path) + name.replace(/^\.\//, '')
      if (type !== 'file' || !isIssueFile(name) || basename(name).startsWith('.')) entry.resume()
      else if (size > MAX_BYTES) {
        entry.resume()
        yield { from, why: tooLarge }
      } else {
        const chunks: Uint8Array[] = []
        for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(chunk)
        yield* readChanged(from, Buffer.concat(chunks), memory)
      }
    }
    await flow
  } catch (error) {
    yield { from: path, why: `the archive is damaged; what stood before the damage was read (${systemWords(error)})` }
  }
}
