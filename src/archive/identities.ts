/**
 * Makes all machines use the same uid for an issue. Each machine has its own archive, where an issue's uid is the first slug that it was read under.
 * A machine that starts after an issue was renamed knows only the new slug, but deliveries are recorded under the uid that the first machine used.
 */
import type { Store } from '../stores/store.ts'
import type { Archive } from './archive.ts'

export interface Identities {
  /** Reads which uids other machines use for the newest issues, and publishes those that are new. */
  agree(): Promise<void>
  /** The archive with the agreed uids; an issue without one keeps its own. */
  archive: Pick<Archive, 'get' | 'newest' | 'names'>
}

/** For how many of the newest issues of each edition a uid is agreed on: more than can be due or corrected. */
const RECENT = 40
/** How long (ms) an agreed uid is stored: far longer than its issue is delivered. */
const KNOWN = 120 * 86_400_000

/** @param names a store that all machines share: the uid by slug, and by `day YYYY-MM-DD` that of the day's first issue */
export const createIdentities = (archive: Archive, names: Store<string>): Identities => {
  /** The agreed uid by our own uid, where they differ. */
  const agreed = new Map<string, string>()
  /** Our own uid by the agreed uid, where they differ. */
  const ours = new Map<string, string>()

  /**
   * The uid of an issue whose slug no machine has published. If others have an issue of this day that we lack, it is taken for this one before it was
   * renamed.
   */
  const uidByDay = async (slug: string, date: string): Promise<string> => {
    const key = `day ${date}`
    const first = (await names.add(key, slug, KNOWN)) ? slug : ((await names.get(key)) ?? slug)
    if (first === slug || archive.get(first) !== undefined) return slug
    await names.set(slug, first, KNOWN)
    return first
  }

  /** The agreed uid of the issue that has this uid in our archive, and this slug now. */
  const settle = async (uid: string, slug: string, date: string): Promise<string> => {
    if (slug === uid) return (await names.add(slug, uid, KNOWN)) ? uidByDay(slug, date) : ((await names.get(slug)) ?? uid)
    const known = await names.get(slug)
    // Another machine knew an earlier slug. If it knew only this one, our uid is older and replaces it.
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
