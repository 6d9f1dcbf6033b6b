/**
 * One identity of an issue for all machines. Each has an archive of its own, and calls an issue by the first slug under which it met it: a machine that
 * comes after an issue was renamed knows but the new one. What was delivered is noted under the identity that the first of them gave.
 */
import type { Store } from '../stores/store.ts'
import type { Archive } from './archive.ts'

export interface Identities {
  /** Learns what the others call the newest issues, and tells them. */
  agree(): Promise<void>
  /** The archive by the identities agreed on; issues that were not agreed on go by their own. */
  archive: Pick<Archive, 'get' | 'newest' | 'names'>
}

/** How many issues of an edition are agreed on: more than may be due or corrected. */
const RECENT = 40
/** How long (ms) a name is known: far longer than its issue is delivered. */
const KNOWN = 120 * 86_400_000

/** `names` is shared by all machines: identities by slug, and of each day's first issue by its day. */
export const createIdentities = (archive: Archive, names: Store<string>): Identities => {
  /** Where they differ: the identities agreed on by our own, and ours by those. */
  const agreed = new Map<string, string>()
  const ours = new Map<string, string>()

  /** Of an issue that nobody has met by this slug: an issue of its day that others have, and we have not, is this one, renamed before we came. */
  const met = async (slug: string, date: string): Promise<string> => {
    const key = `day ${date}`
    const first = (await names.add(key, slug, KNOWN)) ? slug : ((await names.get(key)) ?? slug)
    if (first === slug || archive.get(first) !== undefined) return slug
    await names.set(slug, first, KNOWN)
    return first
  }

  /** The identity of the issue that we call `uid` and that has this slug now. */
  const settle = async (uid: string, slug: string, date: string): Promise<string> => {
    if (slug === uid) return (await names.add(slug, uid, KNOWN)) ? met(slug, date) : ((await names.get(slug)) ?? uid)
    const known = await names.get(slug)
    // Somebody else knows what it was called before; who calls it by this slug does not.
    if (known !== undefined && known !== slug) return known
    const own = (await names.get(uid)) ?? uid
    await names.set(slug, own, KNOWN)
    return own
  }

  return {
    async agree() {
      for (const edition of archive.count().editions) {
        for (const { uid, id: slug, date } of archive.newest({ editions: [edition], limit: RECENT })) {
          const identity = await settle(uid, slug, date)
          if (identity === uid) continue
          agreed.set(uid, identity)
          ours.set(identity, uid)
        }
      }
    },
    archive: {
      names: () => archive.names(),
      newest: (query) => archive.newest(query).map((head) => ({ ...head, uid: agreed.get(head.uid) ?? head.uid })),
      get(id, edition) {
        const found = archive.get(ours.get(id) ?? id, edition)
        return found && { ...found, uid: agreed.get(found.uid) ?? found.uid }
      },
    },
  }
}
