/** What people say of the answer before: to have it in another language, shorter or longer, or with its sources; or that it is wrong. */
import { isOwnName, languageNamed } from '../../locales/named.ts'

export type Remark =
  | { kind: 'language'; language: string }
  /** A step: fewer sentences or more; 0: the same again. */
  | { kind: 'length'; by: -1 | 0 | 1 }
  | { kind: 'sources' | 'wrong' }

/** What is said around it out of politeness. */
const LEAD =
  /^[\s\p{P}\p{S}]*(?:(?:and|but|ok(?:ay)?|so|now|then|hmm*|sorry|no|nope|please|pls|what about|how about|und|aber|bitte|nein|et|mais|non|y|pero|por favor|s['’]il (?:te|vous) pla[iî]t|那|请|麻烦|不|じゃあ)[\s\p{P}]+|(?:can|could|would|will) you |(?:kannst|könntest) du |(?:peux|pourrais)[- ]tu |puedes |(?:那|请|麻烦)(?:[你您])?|[你您]?(?:能不能|能|可以)(?!不))*/iu
const TAIL =
  /(?:[\s\p{P}]+(?:please|pls|bitte|por favor|s['’]il (?:te|vous) pla[iî]t|thanks?|thank you|danke|merci|gracias|instead|now|again|then|though|man|bro))*[\s\p{P}\p{S}]*(?:[吧啊呀吗嘛]|(?:を|で)?お願い(?:します)?|ください|ですか)?[\s\p{P}\p{S}]*$/iu

const all = (words: string): RegExp => new RegExp(`^(?:${words})$`, 'iu')

const IT = String.raw`(?:it|that|this|the answer|your answer)`
const SHORTER = all(
  String.raw`(?:(?:make|keep|say) ${IT} )?(?:much |a (?:bit|little) |even )?(?:shorter|briefer|short|brief|more concise|concise)|(?:in )?(?:just |only )?(?:an?|one|a single|a few|two|three|\d) (?:short )?(?:sentences?|lines?|words?)|(?:be |answer )?(?:brief|briefly)|(?:give me )?the (?:short|brief) version|(?:${IT}(?:['’]s| is| was) )?(?:way |far |much )?too long|tl;?dr|(?:summari[sz]e|shorten|sum up|in short)(?: ${IT})?|sum ${IT} up|(?:mach (?:es|das) )?(?:viel |etwas |noch )?kürzer|kurz(?:fassung)?|(?:das ist )?zu lang|fass(?: (?:es|das))? zusammen|(?:fais |plus )*(?:court|bref)|trop long|résume(?:[- ]le|[- ]moi ça)?|(?:hazlo )?más (?:corto|breve)|(?:es )?demasiado largo|resúmelo|(?:再|更|说)?(?:简短|简洁|简单|短)(?:一?[点些])?(?:说)?|太长了?|(?:总结|概括|简述)(?:一下)?|(?:もっと|もう少し)?短く(?:して)?|要約(?:して)?|長すぎ(?:る|ます)?`,
)
const LONGER = all(
  String.raw`(?:(?:make|say) ${IT} )?(?:much |a (?:bit|little) )?(?:longer|more (?:detailed|verbose))|(?:in |with |give me |show me |i (?:want|need) |some |a (?:bit|little) )*(?:more|further|greater) (?:details?|depth|info(?:rmation)?|context)|(?:explain|elaborate|expand)(?: on)?(?: ${IT})?(?: (?:more|further))?|go (?:deeper|into (?:more )?detail)|tell me more(?: about ${IT})?|details|(?:give me )?(?:the )?(?:full|long|complete) (?:answer|version|story)|(?:${IT}(?:['’]s| is| was) )?(?:way |far |much )?too short|(?:mach (?:es|das) )?(?:länger|ausführlicher|genauer)|(?:mehr|weitere) (?:details|einzelheiten|infos?)|erzähl mir mehr(?: darüber)?|(?:das ist )?zu kurz|plus (?:long|détaillé)|plus de détails|développe|dis[- ]m['’]en plus|más (?:largo|detallado|detalles?|información)|cuéntame más|(?:再|更)?(?:详细|具体|长)(?:一?[点些])?(?:说(?:说)?)?|(?:更多|再来点)?细节|展开(?:说说|讲讲)?|太短了?|(?:もっと)?(?:詳しく|長く)(?:して|教えて)?`,
)
const AGAIN = all(
  String.raw`(?:(?:please )?(?:say|repeat|tell me|show(?: me)?) ${IT}(?: once more| again)?(?: please)?|once more|again|repeat|(?:sag (?:das|es) )?noch ?mal|wiederhol(?:e|en)?(?: (?:das|es))?|(?:répète|redis)(?:[- ]le)?|encore une fois|(?:repítelo|repite|otra vez)|再说一[遍次]|重复(?:一[遍下])?|もう一度(?:言って)?)`,
)
const SOURCES = all(
  String.raw`(?:(?:show|give|name|list)(?: me)? )?(?:the |your |its |any |a )?(?:sources?|evidence|citations?|references?|links?|urls?|proof)|(?:where|what) (?:is|are|was) (?:the|your) (?:sources?|evidence)(?: (?:for|of) ${IT})?|where (?:is|did you (?:get|find|read)|does) ${IT}(?: (?:come )?from)?|(?:are (?:you|u)|you|u) (?:really |quite )?sure(?: about (?:it|that|this))?|really|is ${IT} (?:really )?(?:true|right|correct|sure)|how do you know(?: ${IT})?|says who|who says (?:so|that)|prove ${IT}|(?:zeig (?:mir )?)?(?:die |deine )?quellen?|woher (?:hast|weißt) du das|(?:bist du (?:dir )?)?sicher|wirklich|stimmt das|(?:la |les |ta |tes )?sources?|(?:tu es|es-tu|t['’]es) sûre?|vraiment|c['’]est vrai|(?:la |las |tus? )?fuentes?|(?:estás )?segur[oa]|de verdad|en serio|(?:有)?(?:什么)?(?:出处|来源|依据|证据)(?:是什么|在哪里?)?呢?|[你您]?确定|真的|(?:情報)?(?:出典|ソース|情報源)は?(?:何|どこ)?|本当(?:に)?`,
)
const WRONG = all(
  String.raw`(?:i (?:think|believe) )?(?:(?:${IT})(?:['’]s| is| was| seems| looks| sounds) )?(?:just |simply |totally |completely |all |plain |quite )?(?:wrong|incorrect|false|untrue|nonsense|bullshit|bs|rubbish|made up|a lie|not (?:true|right|correct|so)|not what i (?:asked|meant)(?: for)?)|(?:wrong|bad|terrible|stupid) (?:answer|bot)|(?:${IT}(?:['’]s| is| was) )?(?:useless|unhelpful|not helpful)|(?:you|${IT}) (?:did(?:n['’]?t| not)|do(?:es)?(?:n['’]?t| not)) answer (?:it|that|me|my question|the question)|(?:(?:the|your) )?answer is wrong|you(?:['’]re| are) (?:wrong|mistaken|lying|hallucinating|making (?:it|that|this|things) up)|${IT} (?:isn['’]?t|wasn['’]?t|ain['’]?t) (?:true|right|correct|what i (?:asked|meant)(?: for)?)|(?:das|es) (?:ist|war) (?:falsch|nicht (?:richtig|wahr|korrekt)|quatsch|unsinn)|(?:das )?stimmt (?:so )?nicht|falsch|(?:c['’]est )?(?:faux|pas vrai|incorrect|une erreur)|(?:eso |esto )?(?:es |está )?(?:falso|incorrecto|equivocado)|(?:eso |esto )?está mal|(?:eso )?no es (?:verdad|cierto|correcto)|te equivocas|[这這那]?(?:[你您]|答案|回答)?(?:是)?(?:说|答|搞|弄)?(?:不[对對]|[错錯][的了]?|有误|不正确)|不是这样的?|(?:それは)?(?:違う|違います|間違い(?:です)?|間違って(?:い)?(?:る|ます))`,
)

const SAY = String.raw`(?:(?:say|write|give|put|tell|repeat|answer|reply|respond|show|make|translate|explain|rephrase|switch|speak|sag|schreib|antworte|gib|übersetze?|dis|écris|réponds|traduis|dime|escribe|responde|traduce)(?: (?:me|us|mir|moi|nous))?(?:[- ](?:${IT}|everything|es|das|lo|le|ça|cela))?(?: again)?|翻译|回答|再说一遍|换|说|讲)`
const TO = String.raw`(?:in|into|to|auf|ins?|en|em|al?|用|成|为|以)`
const LANGUAGE = new RegExp(
  String.raw`^(?<say>${SAY})?[\s,]*(?<to>${TO})?\s*(?<name>(?:\p{Script=Latin}|\p{M}){2,20}|[\p{Script=Han}\p{Script=Katakana}]{2,7}?|[^\p{Script=Latin}\p{Script=Han}\p{P}\s]{3,15}?)\s*(?<spoken>で|版|(?:来|再)?(?:回答|说|讲|写)(?:一[下遍])?|(?:版|に)(?:して)?|に翻訳(?:して)?|로)?$`,
  'iu',
)

const PLEASE = /\b(?:please|pls|bitte|por favor|s['’]il (?:te|vous) pla[iî]t)\b|请|お願い|ください/iu

/** The language that is asked for. A lone name is that of what was spoken about, unless it is said politely or is what the language calls itself. */
const languageOf = (core: string, isPolite: boolean): string | undefined => {
  const { say, to, name = '', spoken } = LANGUAGE.exec(core)?.groups ?? {}
  const isAsked = isPolite || say !== undefined || to !== undefined || spoken !== undefined || isOwnName(name)
  // `ins Englische`
  return isAsked ? (languageNamed(name) ?? languageNamed(name.replace(/e$/u, ''))) : undefined
}

/** With a word before it that says that a language to speak is meant. */
const NAMES_IT = new RegExp(String.raw`(?:^|[\s\p{P}])(?:${TO}|answer|reply|respond|antworte|réponds|responde)\s|用|で|成`, 'iu')

/** Characters: who writes more says more. */
const LONGEST = 120

/** What a whole message says of the answer before it, if it says but that. */
export const remarkOf = (said: string): Remark | undefined => {
  if (said.length > LONGEST) return undefined
  for (const plain of [said.trim(), said.replace(LEAD, '')]) {
    const core = plain.replace(TAIL, '').trim()
    if (AGAIN.test(plain.replace(/[\s\p{P}]+$/u, ''))) return { kind: 'length', by: 0 }
    if (SHORTER.test(core)) return { kind: 'length', by: -1 }
    if (LONGER.test(core)) return { kind: 'length', by: 1 }
    if (SOURCES.test(core)) return { kind: 'sources' }
    if (WRONG.test(core)) return { kind: 'wrong' }
    const language = languageOf(core, PLEASE.test(said))
    if (language !== undefined) return { kind: 'language', language }
  }
  return undefined
}

/** Signs that set it apart from the question. */
const APART = /[?!.,;:，。？！；：]/u

/** A question that says itself in what language it is to be answered: `what is Otter? In German please`, `auf Deutsch: was ist Otter?` */
export const askedIn = (said: string): { question: string; language: string } | undefined => {
  const from = Math.max(0, said.length - LONGEST)
  for (const { index } of said.matchAll(/[\s\p{P}]/gu)) {
    const [head, sign, tail] = [said.slice(0, index), said[index] ?? '', said.slice(index + 1)]
    const isApart = APART.test(sign)
    const [isFirst, isLast] = [isApart && index < LONGEST, index >= from && /\p{L}{2}/u.test(tail)]
    const first = isFirst && tail.trim().length > head.length ? remarkOf(head) : undefined
    if (first?.kind === 'language' && NAMES_IT.test(head)) return { question: tail.trim(), language: first.language }
    const last = isLast && (isApart || PLEASE.test(tail)) ? remarkOf(tail) : undefined
    if (last?.kind === 'language' && NAMES_IT.test(tail))
      return { question: `${head}${sign}`.replace(/[\s,;:，；：]+$/u, ''), language: last.language }
  }
  return undefined
}
