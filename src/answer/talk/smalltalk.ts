/** What people say to the bot that asks for no search: a greeting, thanks, "ok", "who are you?", "more", "what's new?". */
import { wanted } from '../expect.ts'
import { isTelling } from '../overview.ts'
import { isWhole } from '../whole.ts'
import { ABOUT_THIS, HELLO, HELP, MORE, NOTED, THANKS } from './sayings.ts'
import { type Scope, scopeOf } from './scope.ts'

export type SmallTalk =
  | { kind: 'hello' | 'thanks' | 'noted' | 'help' | 'more' }
  /** Of some days or of the newest issue, and of a section or all. */
  | ({ kind: 'news' } & Pick<Scope, 'days' | 'section'>)

/** "What is new with it?" asks about something said before. */
const POINTS_BACK = /\b(?:it|them|they|its|their|that|this|those|these)\s*[?.!]*$|[它他她]/iu
const OPENS = /^(?:and|und|et|y|那|but|also)(?=[\s\p{Script=Han}])/iu

/** @param hasTurns in a conversation, days alone ("yesterday?") go on with what was spoken of */
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
