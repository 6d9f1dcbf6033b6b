import type { DatabaseSync } from 'node:sqlite'

/** Gives what was made of the archive for as long as it is the same; anew when it has changed, through this connection or another. */
export const whileUnchanged = <T>(db: DatabaseSync, make: () => T): (() => T) => {
  const written = db.prepare("SELECT total_changes() || ' ' || data_version AS changes FROM pragma_data_version")
  let kept: { of: string; made: T } | undefined
  return () => {
    // What a transaction wrote may be undone, which counts as no change.
    if (db.isTransaction) return make()
    const of = String(written.get()?.['changes'])
    if (kept?.of !== of) kept = { of, made: make() }
    return kept.made
  }
}
