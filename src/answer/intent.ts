/** What for somebody asks: a fact, what is new, how it went, how things compare, where it began. */

/** `several`: a fact, or more of them, each asked for by itself. */
export type Intent = 'fact' | 'several' | 'news' | 'course' | 'comparison' | 'first'

const FIRST =
  /\bfirst (?:mention\w*|time|heard|appear\w*|announced|released)\b|\bearliest\b|最早|第一次|首次|\bzum ersten mal\b|\bzuerst\b|\bprimera vez\b|\bpremière fois\b|初めて|最初に/iu
const COMPARISON =
  /\b(?:vs|versus|against|compared?|comparison|im vergleich|gegenüber|frente a|comparad[oa]|par rapport|comparé\w*)\b|\bdifference between\b|\bunterschied zwischen\b|\bdiferencia entre\b|\bdifférence entre\b|对比|相比|比较|区别|と比べ|との違い/iu
const COURSE =
  /\b(?:since|so far|til(?:l)? now|until now|timeline|history|(?<!of )evol\w+|story|list|later|then|over time|how did .* go|from .+ to|whatever happened|what came out|seit|bisher|verlauf|desde|hasta ahora|evolución|historia|depuis|jusqu['’]ici|évolution|histoire)\b|后来|至今|以来|从.+到|分别|都是|历程|これまで|経緯/iu
const NEWS =
  /\b(?:news|new|newest|latest|updates?|what'?s up|going on|happening|anything (?:on|about|new)|everything|tell me|whats? the (?:word|story|latest)|novedades|noticias|neues|neuigkeiten|nouveau(?:tés?|x)?|quoi de neuf|actualités?)\b|消息|新闻|动静|进展|更新|动态|最新|ニュース|最新/iu
const FACT =
  /\b(?:how (?:much|many|long|big|fast|often|far|good)|which|who|when|price|cost|score|what (?:did|does|is the|was|are the|were|%|percentage))\b|多少|哪|谁|几/iu
const INTERROGATIVE = /\b(?:who|what|when|which|where|why|how|did|does|is)s?\b|[，,+&].*(?:谁|什么|哪|多少|几)/giu
const SEVERAL = 3

export const intentOf = (question: string): Intent => {
  if (FIRST.test(question)) return 'first'
  if (COMPARISON.test(question)) return 'comparison'
  if (COURSE.test(question)) return 'course'
  if (NEWS.test(question) && !FACT.test(question)) return 'news'
  return (question.match(INTERROGATIVE)?.length ?? 0) >= SEVERAL ? 'several' : 'fact'
}
