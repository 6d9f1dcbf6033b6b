/** What people say to the bot that asks for no search: a greeting, thanks, "ok", "who are you?", "more", "what's new?". */
import { wanted } from '../expect.ts'
import { wordsOf } from '../checks/naming.ts'
import { ABOUT_THIS, HELLO, HELP, MORE, NOTED, THANKS } from './sayings.ts'
import { type Scope, scopeOf } from './scope.ts'

export type SmallTalk =
  | { kind: 'hello' | 'thanks' | 'noted' | 'help' | 'more' }
  /** Of some days or of the newest issue, and of a section or all. */
  | ({ kind: 'news' } & Pick<Scope, 'days' | 'section'>)

const NEWS =
  /\b(?:news|new|newest|latest|updates?|happen\w*|going on|what'?s up|today|headlines?|top stories|trending|tl;?dr|summar\w+|recaps?|digest|miss(?:ed)?|neues|neuigkeiten|neuf|nouveau\w*|nouvelles|noticias|novedades|nuev[oa]s?)\b|消息|新闻|最新|动态|热点|头条|今[天日]|发生|新鲜事|ニュース/giu
/** What the whole newsletter is about. */
const GENERAL = /^(?:ai|artificial|intelligence|人工智能)$/iu
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
  if (!((hasTurns ? text : said).search(NEWS) >= 0 || (days !== undefined && !hasTurns)) || POINTS_BACK.test(said) || OPENS.test(said))
    return undefined
  const telling = wordsOf(text.replace(NEWS, ' '), () => []).filter(({ kind, text: word }) => kind !== 'function' && !GENERAL.test(word))
  if (telling.length > 0 || wanted(text).length > 0) return undefined
  return { kind: 'news', ...(days === undefined ? {} : { days }), ...(section === undefined ? {} : { section }) }
}
