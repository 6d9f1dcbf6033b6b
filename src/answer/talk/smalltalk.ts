/** What people say to the bot that asks for no search: a greeting, thanks, "ok", "who are you?", "more", "what's new?". */
import { wanted } from '../expect.ts'
import { wordsOf } from '../checks/naming.ts'
import { type Scope, scopeOf } from './scope.ts'

export type SmallTalk =
  | { kind: 'hello' | 'thanks' | 'noted' | 'help' | 'more' }
  /** Of some days or of the newest issue, and of a section or all. */
  | ({ kind: 'news' } & Pick<Scope, 'days' | 'section'>)

/** With a name for the bot or a flourish behind it, and nothing else. */
const whole = (words: string): RegExp =>
  new RegExp(
    String.raw`^[\s\p{P}\p{S}]*(?:${words})(?:[\s,]+(?:there|all|everyone|bot|recap|again|a lot|so much|very much|please))*[\s\p{P}\p{S}]*$`,
    'iu',
  )

const HELLO = whole(
  String.raw`hi+|hello|hey+|yo|howdy|good (?:morning|afternoon|evening|day)|how are you(?: doing| today)?|hallo|moin|guten (?:morgen|tag|abend)|servus|hola|buen[oa]s (?:d[ií]as|tardes|noches)|bonjour|salut|bonsoir|ciao|ol[aá]|wie geht(?:['’]s| es dir)|ça va|你好[啊呀吗]?|您好|嗨|哈喽|早(?:上好|安)?|晚上好|こんにちは|おはよう(?:ございます)?|こんばんは|안녕(?:하세요)?`,
)
const THANKS = whole(
  String.raw`(?:ok(?:ay)?,? )?(?:thanks?|thank you|thx|ty|tysm|cheers|danke(?: schön)?|vielen dank|(?:muchas )?gracias|merci(?: beaucoup)?|谢谢[你您]?|多谢|感谢|ありがとう(?:ございます)?|どうも)`,
)
/** Wants no answer. */
const NOTED = whole(
  String.raw`ok(?:ay)?|k+|yes|yep|yeah|sure|no|nope|cool|nice|great|awesome|perfect|good bot|well done|got it|i see|lol|lmao|ha(?:ha)+|(?:good)?bye|bye[ -]bye|see you|good night|ja|nein|gut|super|alles klar|tschüss|sí|vale|genial|adiós|oui|non|d'accord|au revoir|好的?[吧啊呀]?|嗯+|是的?|不是?|行|明白了?|知道了|收到|厉害|太好了|不错|哈哈+|再见|拜拜|晚安|はい|いいえ|なるほど|了解(?:です)?|さようなら`,
)
const HELP = whole(
  String.raw`help(?: me)?|commands|(?:who|what) are you|what (?:can|do) you do(?: for me)?|what can i (?:ask|do)(?: you| here)?|are you (?:an? )?(?:ai|bot|robot|human|person|real)|who (?:made|built|created|runs) you|how do you work|what (?:model|ai|llm) are you|(?:how (?:do|can) i )?(?:un)?subscribe|stop|menu|settings|how (?:do|can) i use (?:you|this(?: bot)?)|what(?:['’]s| is) your (?:name|purpose|(?:system )?prompt)|hilfe|wer bist du|was (?:kannst|machst) du|ayuda|qui[eé]n eres|qu[eé] puedes hacer|aide|qui es[ -]tu|que (?:peux[ -]tu|sais[ -]tu) faire|帮助|帮帮我|[你您]是谁|[你您]是什么|[你您](?:能|会|可以)(?:做|干)[些点]?(?:什么|啥)|[你您]有什么功能|怎么用|(?:怎么)?(?:取消)?订阅|使用(?:方法|说明)|あなたは誰(?:ですか)?|(?:何|なに)ができ(?:る|ますか)|ヘルプ|使い方`,
)
/** Said of the bot where nothing else was spoken of. */
const ABOUT_THIS = whole(String.raw`what(?:['’]s| is) this(?: bot)?|how does this(?: bot)? work|这是什么|was ist das|これは何(?:ですか)?`)
const MORE = whole(
  String.raw`(?:(?:and )?(?:show|give)(?: me)? )?(?:some )?more(?: (?:of (?:it|these|this)|items|results))?|next|continue|go on|(?:and )?(?:anything|what) else|mehr|weiter|noch mehr|más|siguiente|plus|encore|la suite|更多|还有[吗呢]?|还有别的[吗呢]?|继续|下一页|再来[一点些]*|もっと|続き|次|他には`,
)

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
  if (NOTED.test(said)) return { kind: 'noted' }
  if (HELP.test(said) || (!hasTurns && ABOUT_THIS.test(said))) return { kind: 'help' }
  const { text, days, section } = scopeOf(said, now)
  if (!((hasTurns ? text : said).search(NEWS) >= 0 || (days !== undefined && !hasTurns)) || POINTS_BACK.test(said) || OPENS.test(said))
    return undefined
  const telling = wordsOf(text.replace(NEWS, ' '), () => []).filter(({ kind, text: word }) => kind !== 'function' && !GENERAL.test(word))
  if (telling.length > 0 || wanted(text).length > 0) return undefined
  return { kind: 'news', ...(days === undefined ? {} : { days }), ...(section === undefined ? {} : { section }) }
}
