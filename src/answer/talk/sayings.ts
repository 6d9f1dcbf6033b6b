/** Patterns for what people say to the bot and about its answers, in English, German, French, Spanish, Chinese and Japanese. */

/** A pattern for a message that is one of these, perhaps followed by the bot's name or a polite word. */
const whole = (...forms: readonly string[]): RegExp =>
  new RegExp(
    String.raw`^[\s\p{P}\p{S}]*(?:${forms.join('|')})(?:[\s,]+(?:there|all|everyone|bot|recap|again|a lot|so much|very much|please))*[\s\p{P}\p{S}]*$`,
    'iu',
  )

export const HELLO = whole(
  String.raw`hi+|hello|hey+|yo|howdy|good (?:morning|afternoon|evening|day)|how are you(?: doing| today)?`,
  String.raw`hallo|moin|guten (?:morgen|tag|abend)|servus|wie geht(?:['’]s| es dir)`,
  String.raw`bonjour|salut|bonsoir|ça va|hola|buen[oa]s (?:d[ií]as|tardes|noches)|ciao|ol[aá]`,
  String.raw`你好[啊呀吗]?|您好|嗨|哈喽|早(?:上好|安)?|晚上好|こんにちは|おはよう(?:ございます)?|こんばんは|안녕(?:하세요)?`,
)

export const THANKS = whole(
  String.raw`(?:ok(?:ay)?,? )?(?:thanks?|thank you|thx|ty|tysm|cheers|danke(?: schön)?|vielen dank|merci(?: beaucoup)?|(?:muchas )?gracias)`,
  String.raw`谢谢[你您]?|多谢|感谢|ありがとう(?:ございます)?|どうも`,
)

/** Matches a message that wants no answer. */
export const NOTED = whole(
  String.raw`ok(?:ay)?|k+|yes|yep|yeah|sure|no|nope|cool|nice|great|awesome|perfect|good bot|well done|got it|i see|lol|lmao|ha(?:ha)+`,
  String.raw`(?:good)?bye|bye[ -]bye|see you|good night`,
  String.raw`ja|nein|gut|super|alles klar|tschüss|oui|non|d'accord|au revoir|sí|vale|genial|adiós`,
  String.raw`好的?[吧啊呀]?|嗯+|是的?|不是?|行|明白了?|知道了|收到|厉害|太好了|不错|哈哈+|再见|拜拜|晚安|はい|いいえ|なるほど|了解(?:です)?|さようなら`,
)

/** Matches a question about the bot. */
export const HELP = whole(
  String.raw`help(?: me)?|commands|stop|menu|settings|(?:who|what) are you|what (?:can|do) you do(?: for me)?|what can i (?:ask|do)(?: you| here)?`,
  String.raw`are you (?:an? )?(?:ai|bot|robot|human|person|real)|who (?:made|built|created|runs) you|how do you work|what (?:model|ai|llm) are you`,
  String.raw`(?:how (?:do|can) i )?(?:un)?subscribe|how (?:do|can) i use (?:you|this(?: bot)?)|what(?:['’]s| is) your (?:name|purpose|(?:system )?prompt)`,
  String.raw`hilfe|wer bist du|was (?:kannst|machst) du|aide|qui es[ -]tu|que (?:peux[ -]tu|sais[ -]tu) faire|ayuda|qui[eé]n eres|qu[eé] puedes hacer`,
  String.raw`帮助|帮帮我|[你您]是谁|[你您]是什么|[你您](?:能|会|可以)(?:做|干)[些点]?(?:什么|啥)|[你您]有什么功能|怎么用|(?:怎么)?(?:取消)?订阅|使用(?:方法|说明)`,
  String.raw`あなたは誰(?:ですか)?|(?:何|なに)ができ(?:る|ますか)|ヘルプ|使い方`,
)
/** Matches a question about the bot, unless there were questions before. */
export const ABOUT_THIS = whole(
  String.raw`what(?:['’]s| is) this(?: bot)?|how does this(?: bot)? work|was ist das|这是什么|これは何(?:ですか)?`,
)

/** Matches a request for further items. */
export const MORE = whole(
  String.raw`(?:(?:and )?(?:show|give)(?: me)? )?(?:some )?more(?: (?:of (?:it|these|this)|items|results))?|next|continue|go on|(?:and )?(?:anything|what) else`,
  String.raw`mehr|weiter|noch mehr|plus|encore|la suite|más|siguiente`,
  String.raw`更多|还有[吗呢]?|还有别的[吗呢]?|继续|下一页|再来[一点些]*|もっと|続き|次|他には`,
)

/** A pattern for a message that is exactly one of these. */
const anyOf = (...forms: readonly string[]): RegExp => new RegExp(`^(?:${forms.join('|')})$`, 'iu')

/** Matches conjunctions and polite words before a remark. */
export const LEAD =
  /^[\s\p{P}\p{S}]*(?:(?:and|but|ok(?:ay)?|so|now|then|hmm*|sorry|no|nope|please|pls|what about|how about|und|aber|bitte|nein|et|mais|non|y|pero|por favor|s['’]il (?:te|vous) pla[iî]t|那|请|麻烦|不|じゃあ)(?:(?![[#])[\s\p{P}])+|(?:can|could|would|will) you |(?:kannst|könntest) du |(?:peux|pourrais)[- ]tu |puedes |(?:那|请|麻烦)(?:[你您])?|[你您]?(?:能不能|能|可以)(?!不))*/iu
/** Matches polite words and punctuation after a remark. */
export const TAIL =
  /(?:[\s\p{P}]+(?:please|pls|bitte|por favor|s['’]il (?:te|vous) pla[iî]t|thanks?|thank you|danke|merci|gracias|instead|now|again|then|though|man|bro))*[\s\p{P}\p{S}]*(?:[吧啊呀吗嘛]|(?:を|で)?お願い(?:します)?|ください|ですか)?[\s\p{P}\p{S}]*$/iu
export const PLEASE = /\b(?:please|pls|bitte|por favor|s['’]il (?:te|vous) pla[iî]t)\b|请|お願い|ください/iu

const IT = '(?:it|that|this|the answer|your answer)'
const IT_IS = String.raw`(?:${IT}(?:['’]s| is| was| seems| looks| sounds) )?`
const NOT = String.raw`(?:n['’]?t| not)`

export const SHORTER = anyOf(
  String.raw`(?:(?:make|keep|say) ${IT} )?(?:much |a (?:bit|little) |even )?(?:shorter|briefer|short|brief|more concise|concise)`,
  String.raw`(?:in )?(?:just |only )?(?:an?|one|a single|a few|two|three|\d) (?:short )?(?:sentences?|lines?|words?)`,
  String.raw`(?:be |answer )?(?:brief|briefly)|(?:give me )?the (?:short|brief) version|${IT_IS}(?:way |far |much )?too long|tl;?dr`,
  String.raw`(?:summari[sz]e|shorten|sum up|in short)(?: ${IT})?|sum ${IT} up`,
  String.raw`(?:mach (?:es|das) )?(?:viel |etwas |noch )?kürzer|kurz(?:fassung)?|(?:das ist )?zu lang|fass(?: (?:es|das))? zusammen`,
  String.raw`(?:fais |plus )*(?:court|bref)|trop long|résume(?:[- ]le|[- ]moi ça)?`,
  String.raw`(?:hazlo )?más (?:corto|breve)|(?:es )?demasiado largo|resúmelo`,
  String.raw`(?:再|更|说)?(?:简短|简洁|简单|短)(?:一?[点些])?(?:说)?|太长了?|(?:总结|概括|简述)(?:一下)?`,
  String.raw`(?:もっと|もう少し)?短く(?:して)?|要約(?:して)?|長すぎ(?:る|ます)?`,
)

export const LONGER = anyOf(
  String.raw`(?:(?:make|say) ${IT} )?(?:much |a (?:bit|little) )?(?:longer|more (?:detailed|verbose))|${IT_IS}(?:way |far |much )?too short`,
  String.raw`(?:in |with |give me |show me |i (?:want|need) |some |a (?:bit|little) )*(?:more|further|greater) (?:details?|depth|info(?:rmation)?|context)`,
  String.raw`(?:explain|elaborate|expand)(?: on)?(?: ${IT})?(?: (?:more|further))?|go (?:deeper|into (?:more )?detail)`,
  String.raw`tell me more(?: about ${IT})?|details|(?:give me )?(?:the )?(?:full|long|complete) (?:answer|version|story)`,
  String.raw`(?:mach (?:es|das) )?(?:länger|ausführlicher|genauer)|(?:mehr|weitere) (?:details|einzelheiten|infos?)|erzähl mir mehr(?: darüber)?|(?:das ist )?zu kurz`,
  String.raw`plus (?:long|détaillé)|plus de détails|développe|dis[- ]m['’]en plus`,
  String.raw`más (?:largo|detallado|detalles?|información)|cuéntame más`,
  String.raw`(?:再|更)?(?:详细|具体|长)(?:一?[点些])?(?:说(?:说)?)?|(?:更多|再来点)?细节|展开(?:说说|讲讲)?|太短了?`,
  String.raw`(?:もっと)?(?:詳しく|長く)(?:して|教えて)?`,
)

export const AGAIN = anyOf(
  String.raw`(?:please )?(?:say|repeat|tell me|show(?: me)?) ${IT}(?: once more| again)?(?: please)?|once more|again|repeat`,
  String.raw`(?:sag (?:das|es) )?noch ?mal|wiederhol(?:e|en)?(?: (?:das|es))?`,
  String.raw`(?:répète|redis)(?:[- ]le)?|encore une fois`,
  String.raw`repítelo|repite|otra vez`,
  String.raw`再说一[遍次]|重复(?:一[遍下])?`,
  String.raw`もう一度(?:言って)?`,
)

/** Matches a request for sources, or doubt about the answer. */
export const SOURCES = anyOf(
  String.raw`(?:(?:show|give|name|list|send)(?: me)? )?(?:the |your |its |any |a )?(?:sources?|evidence|citations?|references?|links?|urls?|proof)`,
  String.raw`(?:where|what) (?:is|are|was) (?:the|your) (?:sources?|evidence|links?)(?: (?:for|of|to) ${IT})?|where (?:is|did you (?:get|find|read)|does) ${IT}(?: (?:come )?from)?|where can i (?:read|find|see) (?:about )?${IT}`,
  String.raw`(?:are (?:you|u)|you|u) (?:really |quite )?sure(?: about ${IT})?|really|is ${IT} (?:really )?(?:true|right|correct|sure)`,
  String.raw`how do you know(?: ${IT})?|says who|who (?:says|said|claims|wrote) (?:so|${IT})|prove ${IT}`,
  String.raw`(?:zeig (?:mir )?|gib mir |hast du )?(?:die |deine |den |einen |der )?(?:quellen?|links?|belege?|verweise?)|woher (?:hast|weißt) du das|woher (?:kommt|stammt|ist) das|(?:bist du (?:dir )?)?sicher|wirklich|stimmt das|wer (?:sagt|behauptet|schreibt) (?:das|so was)|wer hat das (?:gesagt|geschrieben|behauptet)|wo (?:steht das|kann ich das (?:nach)?lesen)`,
  String.raw`(?:donne[- ]moi |montre[- ]moi |tu as )?(?:la |les |le |ta |tes |un |l['’])?(?:sources?|liens?|preuves?|références?)|(?:tu es|es-tu|t['’]es) sûre?|vraiment|c['’]est vrai|qui (?:a )?(?:dit|écrit) (?:ça|cela)|d['’]où (?:vient|sort) (?:ça|cela)|où (?:puis-je|peut-on|je peux) (?:le )?lire(?: (?:ça|cela))?`,
  String.raw`(?:dame |muéstrame |tienes )?(?:la |las |el |los |tus? |un )?(?:fuentes?|enlaces?|links?|pruebas?|referencias?)|(?:estás )?segur[oa]|de verdad|en serio|qui[eé]n (?:lo )?(?:dijo|dice|escribió)(?: eso| esto)?|de dónde (?:sale|viene) eso|d[oó]nde (?:puedo leer(?:lo| eso)?|está (?:eso|escrito))`,
  String.raw`(?:有|给我|看看?|发)?(?:没有|什么)?(?:出处|来源|依据|证据|链接|原文|网址)(?:是什么|在哪里?|吗)?呢?|[你您]?确定|真的|[这那]?(?:话|个)?(?:是)?谁(?:这么)?说的|(?:在)?哪里?(?:可以|能)?(?:看到?|读到?)(?:的|原文)?`,
  String.raw`(?:情報)?(?:出典|ソース|情報源|リンク|原文|url|根拠)(?:は|を)?(?:何|どこ|ある|ありますか|見せて|教えて)?|本当(?:に)?|誰が(?:そう|それを)?(?:言った|言って(?:い)?(?:る|ます)|書いた)(?:の|んですか|のですか)?|どこで(?:読め|見られ)(?:る|ます)か?`,
)

export const WRONG = anyOf(
  String.raw`(?:i (?:think|believe) )?${IT_IS}(?:just |simply |totally |completely |all |plain |quite )?(?:wrong|incorrect|false|untrue|nonsense|bullshit|bs|rubbish|made up|a lie)`,
  String.raw`(?:i (?:think|believe) )?${IT_IS}not (?:true|right|correct|so|helpful|what i (?:asked|meant)(?: for)?)|${IT_IS}(?:useless|unhelpful)`,
  String.raw`${IT} (?:is|was|ai)${NOT} (?:true|right|correct|what i (?:asked|meant)(?: for)?)`,
  String.raw`(?:wrong|bad|terrible|stupid) (?:answer|bot)|(?:you|${IT}) (?:did|do|does)${NOT} answer (?:it|that|me|my question|the question)`,
  String.raw`you(?:['’]re| are) (?:wrong|mistaken|lying|hallucinating|making (?:it|that|this|things) up)`,
  String.raw`(?:das|es) (?:ist|war) (?:falsch|nicht (?:richtig|wahr|korrekt)|quatsch|unsinn)|(?:das )?stimmt (?:so )?nicht|falsch`,
  String.raw`(?:c['’]est )?(?:faux|pas vrai|incorrect|une erreur)`,
  String.raw`(?:eso |esto )?(?:es |está )?(?:falso|incorrecto|equivocado)|(?:eso |esto )?está mal|(?:eso )?no es (?:verdad|cierto|correcto)|te equivocas`,
  String.raw`[这這那]?(?:[你您]|答案|回答)?(?:是)?(?:说|答|搞|弄)?(?:不[对對]|[错錯][的了]?|有误|不正确)|不是这样的?`,
  String.raw`(?:それは)?(?:違う|違います|間違い(?:です)?|間違って(?:い)?(?:る|ます))`,
)

const places = [
  'first|1st|erste[nrs]?|premi[eè]re?|primer[oa]?|一',
  'second|2nd|zweite[nrs]?|deuxi[eè]me|segund[oa]|二',
  'third|3rd|dritte[nrs]?|troisi[eè]me|tercer[oa]?|三',
  'fourth|4th|vierte[nrs]?|quatri[eè]me|cuart[oa]|四',
  'fifth|5th|fünfte[nrs]?|cinqui[eè]me|quint[oa]|五',
]
export const PLACES = places.map((words) => new RegExp(`^(?:${words})$`, 'iu'))
/** Matches a request for one of the items: `[2]`, `number 2`, `the second one`, 第二条. */
export const ITEM = new RegExp(
  String.raw`^(?:(?:show|tell|give)(?: me)? )?(?:(?:a bit |some )?more )?(?:about |on |of )?(?:(?:\[|#|(?:source|item|citation|quelle|fuente|nr\.?|no\.?|number|nummer|número) \[?)(?<number>\d{1,2})\]?|(?:the |das |die |der |den |le |la |el |第)(?<place>${places.join('|')})(?: (?:one|item|source|citation|quelle|fuente))?[个条項つ目]*)$`,
  'iu',
)

const VERB =
  'say|write|give|put|tell|repeat|answer|reply|respond|show|make|translate|explain|rephrase|switch|speak|sag|schreib|antworte|gib|übersetze?|dis|écris|réponds|traduis|dime|escribe|responde|traduce'
const SAY = String.raw`(?:(?:${VERB})(?: (?:me|us|mir|moi|nous))?(?:[- ](?:${IT}|everything|es|das|lo|le|ça|cela))?(?: again)?|翻译|回答|再说一遍|换|说|讲)`
const TO = String.raw`(?:in|into|to|auf|ins?|en|em|al?|用|成|为|以)`
const NAME = String.raw`(?<name>(?:\p{Script=Latin}|\p{M}){2,20}|[\p{Script=Han}\p{Script=Katakana}]{2,7}?|[^\p{Script=Latin}\p{Script=Han}\p{P}\s]{3,15}?)`
const SPOKEN = String.raw`(?<spoken>で|版|(?:来|再)?(?:回答|说|讲|写)(?:一[下遍])?|(?:版|に)(?:して)?|に翻訳(?:して)?|로)`
/** Matches a language, perhaps with words that ask for an answer in it. */
export const LANGUAGE = new RegExp(String.raw`^(?<say>${SAY})?[\s,]*(?<to>${TO})?\s*${NAME}\s*${SPOKEN}?$`, 'iu')
/** Matches a text that may ask for a language. */
export const SPEAKS = new RegExp(String.raw`(?:^|[\s\p{P}])(?:${TO}|answer|reply|respond|antworte|réponds|responde)\s|用|で|成`, 'iu')
