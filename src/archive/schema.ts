/** Opens the archive's SQLite file: creates its tables, upgrades older formats, and refuses files that are no archive. */
import type { DatabaseSync } from 'node:sqlite'
import { PATIENCE, isBusy, openDatabase } from '../database.ts'
import { OperatorError } from '../errors.ts'
import type { Log } from '../log.ts'
import { reindex } from './indexing.ts'

/** The version of the file's format: its tables, and what its index holds. A change of either needs a step in `UPGRADES`. */
const VERSION = 4
/** The id ("Rcap") that tells an archive from other programs' databases. https://sqlite.org/pragma.html#pragma_application_id */
const APPLICATION = 0x52636170

/**
 * Settings of the full-text index. Each transaction adds a segment to it, or several if it has more than `hashsize` bytes. SQLite merges them only
 * when there are `crisismerge`, since merging them as they come (`automerge`) would write each word of an import several times; `mergeIndex` merges
 * them when nobody waits. https://sqlite.org/fts5.html#configuration_options_config_table_
 */
const SETTINGS = { automerge: 0, crisismerge: 100, hashsize: 8_000_000 }

const TABLES = `
CREATE TABLE issue (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  edition TEXT NOT NULL,
  slug TEXT NOT NULL,
  date TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  head TEXT NOT NULL, -- the issue as JSON, its topics without items
  items INTEGER NOT NULL,
  hash TEXT NOT NULL,
  sketch TEXT NOT NULL, -- its fingerprint, to recognize it under another slug
  source TEXT NOT NULL, -- the name of the source that it was last read from
  origin TEXT NOT NULL, -- the path or address within the source
  filed_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  UNIQUE (uid, edition)
) STRICT;
CREATE INDEX issue_by_day ON issue (edition, date, slug);
CREATE INDEX issue_by_size ON issue (date, items, uid);
CREATE TABLE slug (
  slug TEXT NOT NULL,
  edition TEXT NOT NULL,
  uid TEXT NOT NULL,
  hash TEXT NOT NULL, -- of the last content under this slug
  PRIMARY KEY (slug, edition)
) STRICT, WITHOUT ROWID;
CREATE TABLE item ( -- a row for each item, or for each passage of an item that has passages
  id INTEGER PRIMARY KEY, -- grows with the day, so that the index reads a range of days as a range of rows
  issue INTEGER NOT NULL REFERENCES issue (id),
  section INTEGER NOT NULL,
  topic INTEGER NOT NULL,
  item INTEGER NOT NULL, -- its number within the topic, the same for all passages of an item
  kind TEXT NOT NULL,
  heading TEXT NOT NULL,
  body TEXT NOT NULL -- the item, or a passage of it, as JSON
) STRICT;
CREATE INDEX item_of_issue ON item (issue, id);
CREATE VIRTUAL TABLE words USING fts5 (
  heading, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
PRAGMA application_id = ${APPLICATION};
`

/** Tables that are not part of the format: programs that do not know them can still use the file. */
const EXTRA_TABLES = `
CREATE TABLE IF NOT EXISTS withdrawn ( -- the issues that a source withdrew, with the source's name
  uid TEXT PRIMARY KEY,
  source TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS revision ( -- grows with each change of an issue. With a trigger, the index would write a segment each time
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;
INSERT OR IGNORE INTO revision VALUES (1, 0);
`

/** The upgrades, each to the next format, beginning with format 1. */
const UPGRADES: readonly ((db: DatabaseSync) => void)[] = [
  (db) =>
    db.exec(
      `ALTER TABLE issue ADD COLUMN source TEXT NOT NULL DEFAULT '';
       ALTER TABLE issue ADD COLUMN origin TEXT NOT NULL DEFAULT '';
       ALTER TABLE item ADD COLUMN item INTEGER NOT NULL DEFAULT 0;
       UPDATE item SET item = id;`,
    ),
  // Format 3 changed only settings of the index, which are set whenever a file is opened.
  () => undefined,
  // Format 4 has no commonest words in the index.
  reindex,
]

const pragma = (db: DatabaseSync, name: string): number => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])

/**
 * The page cache, in KiB (negative, as SQLite has it): enough for the pages that adding issues changes. Mapping the file into memory (mmap) saves no
 * time in searching, and counts as the program's memory.
 */
const CACHE = -8_000

/**
 * How many pages (of 4 KiB) the write-ahead log has when it is copied into the file: few in general, since all else waits for the copy; many in an
 * import, so that pages that change repeatedly are copied once. With a quarter of these an import takes a tenth longer, with four times as many no
 * less.
 */
const CHECKPOINT = { usual: 1_000, importing: 16_000 }

/** How long (ms) this waits for another process's upgrade before it logs that it does. */
const TOLD_AFTER = 1000

const configureIndex = (db: DatabaseSync): void => {
  const held = Object.fromEntries(
    db
      .prepare('SELECT k, v FROM words_config')
      .all()
      .map(({ k, v }) => [String(k), v]),
  )
  for (const [name, value] of Object.entries(SETTINGS))
    if (held[name] !== value) db.exec(`INSERT INTO words (words, rank) VALUES ('${name}', ${value})`)
}

/** @throws OperatorError when the file is not an archive, or has a newer format */
const check = (db: DatabaseSync, path: string): void => {
  const version = pragma(db, 'user_version')
  const empty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  if (!empty && pragma(db, 'application_id') !== APPLICATION)
    throw new OperatorError(`${path} is a database, but not an archive of issues. Move it away, or set RECAP_DATA_DIR to another folder.`)
  if (version > VERSION)
    throw new OperatorError(
      `${path} was written by a newer version of this program (format ${version}, this one knows ${VERSION}). Update the program, or move the file away and import again.`,
    )
}

/**
 * Begins a write transaction. While another process upgrades the file, which may take a minute, its format is still an older one, and this waits.
 */
const begin = (db: DatabaseSync, path: string, log: Log | undefined): void => {
  for (let isTold = false; !db.isTransaction;) {
    const isOlder = pragma(db, 'user_version') < VERSION
    try {
      db.exec(`PRAGMA busy_timeout = ${isOlder && !isTold ? TOLD_AFTER : PATIENCE}; BEGIN IMMEDIATE`)
    } catch (error) {
      if (!isBusy(error) || !isOlder) throw error
      if (!isTold) log?.info('another process is bringing the archive to the newest format: waiting until it has', { path })
      isTold = true
    }
  }
  db.exec(`PRAGMA busy_timeout = ${PATIENCE}`)
}

/**
 * Opens the archive's database, and creates it where there is none. An older format is upgraded, which is logged.
 *
 * @throws OperatorError when the file is damaged, has a newer format or is no archive; it is left as it is
 */
export const openArchiveFile = (path: string, { log, isImport = false }: { log?: Log; isImport?: boolean } = {}): DatabaseSync => {
  const db = openDatabase(path)
  try {
    check(db, path)
    db.exec(`PRAGMA cache_size = ${CACHE}; PRAGMA wal_autocheckpoint = ${isImport ? CHECKPOINT.importing : CHECKPOINT.usual}`)
    begin(db, path, log)
    check(db, path)
    const version = pragma(db, 'user_version')
    // Logged because three years of issues take ten seconds.
    if (version > 0 && version < VERSION) log?.info('bringing the archive to the newest format', { path, from: version, to: VERSION })
    if (version === 0) db.exec(TABLES)
    db.exec(EXTRA_TABLES)
    for (const step of version === 0 ? [] : UPGRADES.slice(version - 1)) step(db)
    configureIndex(db)
    db.exec(`PRAGMA user_version = ${VERSION}; COMMIT`)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
