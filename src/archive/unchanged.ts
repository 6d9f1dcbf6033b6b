import type { DatabaseSync } from 'node:sqlite'

/** A function with a cache of what `make` computes from the archive, until the archive changes, through this connection or another. */
export const whileUnchanged = <T>(db: DatabaseSync, make: () => T): (() => T) => {
  const revision = db.prepare('SELECT number FROM revision')
  let kept: { of: number; made: T } | undefined
  return () => {
    // Not cached within a transaction, as its changes may be rolled back.
    if (db.isTransaction) return make()
    const of = Number(revision.get()?.['number'])
    if (kept?.of !== of) kept = { of, made: make() }
    return kept.made
  }
}
