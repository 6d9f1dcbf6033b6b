/** The bundled issues, for somebody without network or data: they can be read and asked about, and are never sent to a subscriber. */
import type { Source } from '../sources/source.ts'
import type { Archive } from './archive.ts'

const PREFIX = 'sample-'

export const isSample = (id: string): boolean => id.startsWith(PREFIX)

/** Files the sample; its issues stand nowhere on the web, so they get no address. */
export const fileSample = async (archive: Pick<Archive, 'put'>, sample: Source): Promise<void> => {
  const { issues } = await sample.look({})
  for await (const found of issues) if ('issue' in found) archive.put({ ...found.issue, url: '' })
}

/** Makes room for the real thing. */
export const dropSample = (archive: Pick<Archive, 'newest' | 'remove'>): void => {
  for (const { uid, id } of archive.newest()) if (isSample(id)) archive.remove(uid)
}
