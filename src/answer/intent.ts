/** Classifies the intent of a question by its words. The patterns have a line for each of six languages, Chinese and Japanese last. */
import { word } from './word.ts'

/**
 * `fact`: a single fact. `several`: several facts. `news`: what is new. `course`: how something developed. `comparison`: how things compare. `first`:
 * when something was first mentioned.
 */
export type Intent = 'fact' | 'several' | 'news' | 'course' | 'comparison' | 'first'

/**
 * A pattern for any of these words, in lower case. It has a single pair of word boundaries and no `i` flag, because a case-insensitive class of all
 * letters takes milliseconds to compile.
 */
const anyOf = (latin: readonly string[], cjk: readonly string[]): RegExp => new RegExp([word(latin.join('|')), ...cjk].join('|'), 'u')

const FIRST = anyOf(
  [
    String.raw`first (?:ever )?(?:mention\w*|time|heard|appear\w*|announced|released|reported|talked|seen|report|news)|earliest|when did (?:\S+ ){1,6}first`,
    String.raw`zum ersten ?mal|das erste mal|erstmal(?:s|ig)|zuerst|erste[nrs]? (?:erwähn\p{L}+|mal|bericht\p{L}*|nachricht\p{L}*)|frühe?ste[nrs]?`,
    String.raw`primera vez|por primera vez|primer(?:a|as)? (?:mención|menciones|noticias?|aparición)|(?:se )?mencion\p{L}+ (?:por )?primer[oa]?|más antigu[oa]`,
    String.raw`premi[eè]re (?:fois|mention|apparition|nouvelle)|premières (?:mentions|nouvelles)|(?:la|les|le) plus anciennes?`,
  ],
  ['最早|第一次|首次|首先|最初(?:是|在|什么|何)', '初めて|はじめて|最初に|初出|初登場|一番古い'],
)
const COMPARISON = anyOf(
  [
    'vs|versus|against|compared?|comparison|differences? between|differ from|better than',
    'vergleich\\p{L}*|verglichen|gegenüber|unterschiede? zwischen|unterscheide[nt]|besser als',
    'frente a|compar\\p{L}+|diferencias? (?:entre|hay)|mejor que',
    'par rapport|compar\\p{L}+|différences? entre|diffère de|meilleure? que',
  ],
  ['对比|相比|比较|区别|差别|差异|比.{1,12}(?:好|强|快|便宜)吗', '比較|と比べ|に比べ|との違い|の違い|より(?:良|い|速|強|安)'],
)
const COURSE = anyOf(
  [
    'since|so far|til(?:l)? now|until now|timeline|history|(?<!of )evol\\p{L}+|story|list|later|then|over time|over the (?:months|years|weeks)|how did .* (?:go|change|develop|progress)|how has .* (?:gone|changed|developed|progressed)|from .+ to|whatever happened|what (?:came out|became) of|what came out|chronolog\\p{L}+|progress(?:ed)? of',
    'seit|bisher|bis(?:lang| jetzt| heute)|verlauf|(?:weiter)?entwickel\\p{L}*|(?:weiter)?entwicklung|geschichte|chronologie|im laufe|mit der zeit|im zeitverlauf|später|danach|wie ging es weiter|was wurde aus|was ist aus .* geworden',
    'desde|hasta (?:ahora|hoy)|evolu\\p{L}+|historia|cronología|con el tiempo|a lo largo|después|luego|más tarde|cómo ha (?:cambiado|ido)|cómo (?:fue|cambió)|qué fue de|línea de tiempo',
    "depuis|jusqu['’](?:ici|à (?:présent|maintenant|aujourd['’]hui))|évolu\\p{L}+|histoire|chronologie|au fil d\\p{L}+|avec le temps|ensuite|par la suite|comment (?:a|ont|s['’]est) .*(?:changé|évolué|passé)|qu['’]est devenue?",
  ],
  [
    '后来|至今|以来|从.+到|分别|都是|历程|历史|演变|演进|变化|一路|迄今|随着时间|怎么发展|如何发展|发展过程',
    'これまで|経緯|推移|歴史|変遷|変化|進化|以来|その後|どう(?:変わ|なった)|今まで|から.+まで|時系列|移り変わ',
  ],
)
const NEWS = anyOf(
  [
    "news|new|newest|latest|lately|recently|these days|updates?|what['’]?s up|going on|happening|anything (?:on|about|new)|everything|tell me|what(?:['’]?s| is) the (?:word|story|latest|deal)|developments?|catch (?:me|us) up|fill (?:me|us) in|up to (?:date|speed)|did (?:i|we) miss",
    'neues|neue[nrs]?|neuest\\p{L}+|neuigkeit\\p{L}*|nachricht\\p{L}*|aktuell\\p{L}*|kürzlich|in letzter zeit|auf (?:den|dem) (?:neuesten |aktuellen )?stand|auf dem laufenden|was tut sich|was läuft|stand der dinge|zuletzt',
    'novedad\\p{L}*|noticias?|nuev[oa]s?|últim[oa]s?|actualiza\\p{L}+|últimamente|recientemente|al (?:día|corriente)|qué (?:se sabe|pasa|hay)|cuéntame|actualidad',
    'nouveau(?:tés?|x)?|nouvelles?|neuf|actu(?:s|alités?)?|dernières? (?:infos?|nouvelles?)|derniers?|mise à jour|récemment|ces derniers temps|au courant|faire le point|où en est|quoi de neuf|que se passe',
  ],
  [
    '最近|近来|消息|新闻|动静|进展|更新|动态|最新|近况|新鲜事|有什么新|新情况',
    '最近|近頃|ニュース|最新|新しい|新着|新情報|近況|動向|アップデート|更新|どうなって',
  ],
)
/** Matches a question for a single fact, which is no question for news even if it has a word of `NEWS`. */
const FACT = anyOf(
  [
    'how (?:much|many|long|big|fast|often|far|good)|which|who|when|price|cost|score|what (?:did|does|is the|was|are the|were)(?!.* (?:recently|lately|these days)\\b)|what (?:%|percentage)',
    'wie ?(?:viele?|lange|groß|schnell|oft|weit|gut|hoch)|welche[nrsm]?|wer|wem|wen|wann|preise?|kostet|kosten|punkte|prozent',
    'cu[aá]nt[oa]s?|cu[aá]l(?:es)?|qui[eé]n(?:es)?|cu[aá]ndo|precio|cuesta|puntuación|porcentaje',
    'combien|quels?|quelles?|qui (?:a|est|sont|ont)|quand|prix|coûte|score|pourcentage',
  ],
  ['多少|哪|谁|几|何时|什么时候', 'いくら|いくつ|どの|どれ|誰|だれ|いつ|何[人個件円倍%]'],
)
/** Matches each question word. */
const INTERROGATIVE = new RegExp(
  [
    word(
      '(?:who|what|when|which|where|why|how|did|does|is)s?|wer|wann|welche[nrs]?|wo|warum|wie|qui|quand|où|pourquoi|comment|combien|qui[eé]n|cu[aá]\\p{L}+|d[oó]nde|c[oó]mo',
    ),
    '[，,、+&和と].*(?:谁|什么|哪|多少|几|誰|何|いつ|どこ|いくら)',
  ].join('|'),
  'gu',
)
/** A question with this many question words asks for several facts. */
const SEVERAL = 3

/** The intent of a question in any of six languages. */
export const intentOf = (question: string): Intent => {
  const small = question.toLowerCase()
  if (FIRST.test(small)) return 'first'
  if (COMPARISON.test(small)) return 'comparison'
  if (COURSE.test(small)) return 'course'
  if (NEWS.test(small) && !FACT.test(small)) return 'news'
  return (small.match(INTERROGATIVE)?.length ?? 0) >= SEVERAL ? 'several' : 'fact'
}
