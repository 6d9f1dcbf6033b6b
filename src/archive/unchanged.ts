import type { DatabaseSync } from 'node:sqlite'

/** Gives what was made of the archive for as long as it is the same; anew when it has changed, through this connection or another. */
export const whileUnchanged = <T>(db: DatabaseSync, make: () => T): (() => T) => {
  const revision = db.prepare('SELECT number FROM revision')
  let kept: { of: number; made: T } | undefined
  return () => {
    // What a transaction wrote may be undone.
    if (db.isTransaction) return make()
    const of = Number(revision.get()?.['number'])
    if (kept?.of !== of) kept = { of, made: make() }
    return kept.made
  }
}
