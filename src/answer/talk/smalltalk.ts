/** What people say to the bot that asks for no search: a greeting, thanks, "more", "what's new?". */
import { wanted } from '../expect.ts'
import { wordsOf } from '../checks/naming.ts'
import { type Scope, scopeOf } from './scope.ts'

export type SmallTalk =
  | { kind: 'hello' | 'thanks' | 'more' }
  /** Of some days or of the newest issue, and of a section or all. */
  | ({ kind: 'news' } & Pick<Scope, 'days' | 'section'>)

/** With a name for the bot or a flourish behind it, and nothing else. */
const whole = (words: string): RegExp =>
  new RegExp(
    String.raw`^[\s\p{P}\p{S}]*(?:${words})(?:[\s,]+(?:there|all|everyone|bot|recap|again|a lot|so much|very much|please))*[\s\p{P}\p{S}]*$`,
    'iu',
  )

const HELLO = whole(
  String.raw`hi+|hello|hey+|yo|howdy|good (?:morning|afternoon|evening|day)|hallo|moin|guten (?:morgen|tag|abend)|servus|hola|buen[oa]s (?:d[ií]as|tardes|noches)|bonjour|salut|bonsoir|ciao|ol[aá]|你好[啊呀]?|您好|嗨|哈喽|早(?:上好|安)?|晚上好|こんにちは|おはよう(?:ございます)?|こんばんは|안녕(?:하세요)?`,
)
const THANKS = whole(
  String.raw`(?:ok(?:ay)?,? )?(?:thanks?|thank you|thx|ty|tysm|cheers|danke(?: schön)?|vielen dank|(?:muchas )?gracias|merci(?: beaucoup)?|谢谢[你您]?|多谢|感谢|ありがとう(?:ございます)?|どうも)`,
)
const MORE = whole(
  String.raw`(?:(?:and )?(?:show|tell|give)(?: me)? )?(?:some )?more(?: (?:of (?:it|these|this)|items|results))?|next|continue|go on|elaborate|details|(?:and )?(?:anything|what) else|mehr|weiter|noch mehr|más|siguiente|plus|encore|la suite|更多|还有[吗呢]?|还有别的[吗呢]?|继续|下一页|再来[一点些]*|もっと|続き|次|他には`,
)

const NEWS =
  /\b(?:news|new|newest|latest|updates?|happen\w*|going on|what'?s up|today|headlines?|summar\w+|recaps?|digest|miss(?:ed)?|neues|neuigkeiten|neuf|nouveau\w*|nouvelles|noticias|novedades|nuev[oa]s?)\b|消息|新闻|最新|动态|今[天日]|发生|新鲜事|ニュース/giu
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
  const { text, days, section } = scopeOf(said, now)
  if (!(said.search(NEWS) >= 0 || (days !== undefined && !hasTurns)) || POINTS_BACK.test(said) || OPENS.test(said)) return undefined
  const telling = wordsOf(text.replace(NEWS, ' '), () => []).filter(({ kind, text: word }) => kind !== 'function' && !GENERAL.test(word))
  if (telling.length > 0 || wanted(text).length > 0) return undefined
  return { kind: 'news', ...(days === undefined ? {} : { days }), ...(section === undefined ? {} : { section }) }
}
