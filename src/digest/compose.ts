/** Makes the doc that a subscription's chat gets, of an issue or a week. */
import type { Archive, Filed } from '../archive/archive.ts'
import type { Subscription } from '../delivery/subscriptions.ts'
import { type Weeks, dayOfWeekUid } from '../delivery/weeks.ts'
import type { Doc } from '../doc/nodes.ts'
import type { Issue } from '../issue/issue.ts'
import type { Names } from '../issue/names.ts'
import { moment, supported } from '../locales/index.ts'
import { type Only, chosen } from './chosen.ts'
import { type DigestOptions, digest } from './digest.ts'
import { createMentions } from './mentions.ts'
import { weekDigest } from './week.ts'

/** The part of a subscription that decides how its digests look. */
export type Look = Pick<Subscription, 'sections' | 'layout' | 'locale' | 'zone'> &
  Partial<Pick<Subscription, 'id' | 'target' | 'about' | 'quiet'>>

export interface Composer {
  /** Whether a subscription gets an issue: it may leave out quiet days, or days without its names. */
  wants(look: Look, uid: string): boolean
  /** Whether an issue's source took it back. */
  isWithdrawn(look: Pick<Look, 'locale'>, uid: string): boolean
  /** `uid`: that of an issue or of a week. Undefined when it is no longer there. */
  compose(look: Look, uid: string, mark?: 'updated'): Promise<Doc | undefined>
}

/** How many issues are kept in memory, as the same ones are asked about for many subscriptions. */
const KEPT = 16

export const createComposer = ({ archive, weeks }: { archive: Pick<Archive, 'get' | 'names'>; weeks: Pick<Weeks, 'of'> }): Composer => {
  const mentions = createMentions(archive.names)
  const filed = (uid: string, locale: string): Filed | undefined => archive.get(uid, supported(locale)) ?? archive.get(uid)

  /** Valid until the archive changes, and with it the object of its names. */
  let kept: { of: Names; issues: Map<string, Issue | undefined> } | undefined
  const issueOf = (uid: string, locale: string): Issue | undefined => {
    const of = archive.names()
    if (kept?.of !== of || kept.issues.size >= KEPT) kept = { of, issues: new Map() }
    const key = `${supported(locale)} ${uid}`
    if (!kept.issues.has(key)) kept.issues.set(key, filed(uid, locale)?.issue)
    return kept.issues.get(key)
  }

  const onlyOf = ({ about = [] }: Look): { only?: Only } =>
    about.length === 0 ? {} : { only: { about, mentions: mentions.finder(about) } }
  const optionsOf = (look: Look): DigestOptions => {
    const { sections, layout, locale, quiet } = look
    return { sections, layout, locale, ...onlyOf(look), line: quiet === 'line' }
  }

  return {
    wants(look, uid) {
      const { sections, locale, about = [], quiet = 'usual' } = look
      if (quiet === 'line' || (about.length === 0 && quiet === 'usual')) return true
      const issue = issueOf(uid, locale)
      if (issue === undefined) return false
      return about.length === 0 ? issue.quiet !== true : chosen(issue, sections, onlyOf(look).only).length > 0
    },
    isWithdrawn: ({ locale }, uid) => issueOf(uid, locale)?.withdrawn === true,
    async compose(look, uid, mark) {
      const { id, target, locale, zone } = look
      const updated = (all: readonly Filed[]): Pick<DigestOptions, 'updated'> =>
        mark === undefined ? {} : { updated: moment(locale, Math.max(...all.map(({ changedAt }) => changedAt)), zone) }
      const day = dayOfWeekUid(uid)
      if (day !== undefined) {
        if (id === undefined || target === undefined) return undefined
        const all = ((await weeks.of({ id, target }, day)) ?? []).flatMap((each) => filed(each, locale) ?? [])
        const issues = all.map(({ issue }) => issue)
        return issues.length === 0 ? undefined : weekDigest(issues, { ...optionsOf(look), ...updated(all) })
      }
      const found = filed(uid, locale)
      return found && digest(found.issue, { ...optionsOf(look), ...updated([found]) })
    },
  }
}
