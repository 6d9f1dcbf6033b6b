/** A folder with issues, for tests of whatever reads one. */
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Source } from '../../src/sources/source.ts'
import { sourceContract } from '../contracts/source.ts'
import { sampleMarkdown } from '../fakes/feed.ts'

export const openFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recap-'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

export const folderContract = (name: string, create: (folder: string) => Source): void =>
  sourceContract(name, async () => {
    const { folder, [Symbol.asyncDispose]: dispose } = await openFolder()
    let turn = 0
    const write = async (slug: string, text: string): Promise<void> => {
      const path = join(folder, `${slug}.md`)
      await writeFile(path, text)
      // Two writes may fall into one tick of the file system's clock.
      await utimes(path, 1000, 1000 + turn++)
    }
    return {
      source: create(folder),
      put: (slug, ...items) => write(slug, sampleMarkdown(...items)),
      spoil: (slug) => write(slug, 'nothing to see'),
      remove: () => rm(folder, { recursive: true }),
      [Symbol.asyncDispose]: dispose,
    }
  })
