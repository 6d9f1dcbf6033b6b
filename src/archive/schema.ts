/** The archive's file: opening it, and refusing one that is not ours to write to. */
import type { DatabaseSync } from 'node:sqlite'
import { PATIENCE, isBusy, openDatabase } from '../database.ts'
import { OperatorError } from '../errors.ts'
import type { Log } from '../log.ts'
import { reindex } from './indexing.ts'

/** Of the tables and of what the index holds; a change of either needs a step that brings older files along. */
const VERSION = 4
/** Marks the file as an archive ("Rcap"), so that no other program's database is taken for one. https://sqlite.org/pragma.html#pragma_application_id */
const APPLICATION = 0x52636170

/**
 * Settings of the index. A transaction leaves a piece of it behind, or several where it has more bytes than `hashsize`. `mergeIndex` merges them when
 * nobody waits; if SQLite did so as they come, an import would write each word several times. It does when there are as many as `crisismerge`.
 * https://sqlite.org/fts5.html#configuration_options_config_table_
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
  sketch TEXT NOT NULL, -- its fingerprint, to find it under another slug
  source TEXT NOT NULL, -- the source that it was read from last
  origin TEXT NOT NULL, -- and the path or address within it
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
  hash TEXT NOT NULL, -- of what came last under this slug
  PRIMARY KEY (slug, edition)
) STRICT, WITHOUT ROWID;
CREATE TABLE item ( -- a row for each that is found and cited by itself
  id INTEGER PRIMARY KEY, -- grows with the day, so that the index reads a span of days as a span of rows
  issue INTEGER NOT NULL REFERENCES issue (id),
  section INTEGER NOT NULL,
  topic INTEGER NOT NULL,
  item INTEGER NOT NULL, -- within the topic; the passages of an item share it
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

/** Beside the format: a program that does not know of these goes on without. */
const BESIDE = `
CREATE TABLE IF NOT EXISTS withdrawn ( -- the issues that a source took back, and which did
  uid TEXT PRIMARY KEY,
  source TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS revision ( -- of all issues: grows with each change of one. A trigger would have the index write a piece for each
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;
INSERT OR IGNORE INTO revision VALUES (1, 0);
`

/** What brings a file of each older format along, from 1. */
const STEPS: readonly ((db: DatabaseSync) => void)[] = [
  (db) =>
    db.exec(
      `ALTER TABLE issue ADD COLUMN source TEXT NOT NULL DEFAULT '';
       ALTER TABLE issue ADD COLUMN origin TEXT NOT NULL DEFAULT '';
       ALTER TABLE item ADD COLUMN item INTEGER NOT NULL DEFAULT 0;
       UPDATE item SET item = id;`,
    ),
  // Only settings of the index had changed, which are set whenever a file is opened.
  () => undefined,
  // The index came to be without the commonest words.
  reindex,
]

const pragma = (db: DatabaseSync, name: string): number => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])

/** In KiB, negative as SQLite has it: what filing turns over. Reading the file as memory (mmap) saves no time in asking, and counts as the program's. */
const CACHE = -8_000

/**
 * After so many pages (of 4 KiB) in the log beside the file, they are brought into it: usually soon, since all else waits for that; in an import late,
 * so that what changes again and again is brought in once. With a quarter of these an import takes a tenth longer, with four times as many no less.
 */
const CHECKPOINT = { usual: 1_000, importing: 16_000 }

/** How long (ms) another process may write before the log tells that it is waited for. */
const TOLD_AFTER = 1000

const setUp = (db: DatabaseSync): void => {
  const held = Object.fromEntries(
    db
      .prepare('SELECT k, v FROM words_config')
      .all()
      .map(({ k, v }) => [String(k), v]),
  )
  for (const [name, value] of Object.entries(SETTINGS))
    if (held[name] !== value) db.exec(`INSERT INTO words (words, rank) VALUES ('${name}', ${value})`)
}

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

/** Begins to write. As long as another process brings the file to the newest format, which may take it a minute, an older one is seen, and waited for. */
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
 * Opens the archive's database, and makes it where there is none; an older one is brought to the newest format, which the log tells.
 * @throws OperatorError when the file is damaged, newer than this program or something else; its content is left as it is
 */
export const openArchiveFile = (path: string, { log, isImport = false }: { log?: Log; isImport?: boolean } = {}): DatabaseSync => {
  const db = openDatabase(path)
  try {
    check(db, path)
    db.exec(`PRAGMA cache_size = ${CACHE}; PRAGMA wal_autocheckpoint = ${isImport ? CHECKPOINT.importing : CHECKPOINT.usual}`)
    begin(db, path, log)
    check(db, path)
    const version = pragma(db, 'user_version')
    // Three years of issues take ten seconds.
    if (version > 0 && version < VERSION) log?.info('bringing the archive to the newest format', { path, from: version, to: VERSION })
    if (version === 0) db.exec(TABLES)
    db.exec(BESIDE)
    for (const step of version === 0 ? [] : STEPS.slice(version - 1)) step(db)
    setUp(db)
    db.exec(`PRAGMA user_version = ${VERSION}; COMMIT`)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
