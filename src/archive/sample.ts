/** The bundled sample issues, for use without network or data. They can be read and asked about, but are never sent to subscribers. */
import type { Source } from '../sources/source.ts'
import type { Archive } from './archive.ts'

const PREFIX = 'sample-'

export const isSample = (id: string): boolean => id.startsWith(PREFIX)

/** Puts the sample into the archive, without addresses, because its issues are not on the web. */
export const fileSample = async (archive: Pick<Archive, 'put'>, sample: Source): Promise<void> => {
  const { issues } = await sample.look({})
  for await (const found of issues) if ('issue' in found) archive.put({ ...found.issue, url: '' })
}

/** Removes the sample from the archive, once real issues have been read. */
export const dropSample = (archive: Pick<Archive, 'newest' | 'remove'>): void => {
  for (const { uid, id } of archive.newest()) if (isSample(id)) archive.remove(uid)
}
