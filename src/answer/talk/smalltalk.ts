/** Recognizes messages that need no search: a greeting, thanks, `ok`, `who are you?`, `more`, `what's new?`. */
import { wanted } from '../expect.ts'
import { isTelling } from '../overview.ts'
import { isWhole } from '../whole.ts'
import { ABOUT_THIS, HELLO, HELP, MORE, NOTED, THANKS } from './sayings.ts'
import { type Scope, scopeOf } from './scope.ts'

export type SmallTalk =
  | { kind: 'hello' | 'thanks' | 'noted' | 'help' | 'more' }
  /** What is new on some days (absent: in the newest issue), in a section (absent: in all). */
  | ({ kind: 'news' } & Pick<Scope, 'days' | 'section'>)

/** Matches a question about something said before: `What is new with it?` */
const POINTS_BACK = /\b(?:it|them|they|its|their|that|this|those|these)\s*[?.!]*$|[它他她]/iu
/** Matches a conjunction that ties a question to the one before. */
const OPENS = /^(?:and|und|et|y|那|but|also)(?=[\s\p{Script=Han}])/iu

/**
 * The kind of a message that needs no search; undefined for others.
 *
 * @param now the day, YYYY-MM-DD
 * @param hasTurns whether there are questions before, to which a message of days alone (`yesterday?`) is a follow-up
 */
export const smallTalk = (said: string, now: string, hasTurns: boolean): SmallTalk | undefined => {
  if (HELLO.test(said)) return { kind: 'hello' }
  if (THANKS.test(said)) return { kind: 'thanks' }
  if (MORE.test(said)) return { kind: 'more' }
  if (NOTED.test(said) || !/[\p{L}\p{N}]/u.test(said)) return { kind: 'noted' }
  if (HELP.test(said) || (!hasTurns && ABOUT_THIS.test(said))) return { kind: 'help' }
  const { text, days, section } = scopeOf(said, now)
  const isAsked = isWhole(text) || (days !== undefined && !hasTurns && !isTelling(text))
  if (!isAsked || POINTS_BACK.test(said) || OPENS.test(said) || wanted(text).length > 0) return undefined
  return { kind: 'news', ...(days === undefined ? {} : { days }), ...(section === undefined ? {} : { section }) }
}
