/** The kinds of values that are read by patterns: how a question asks for one, and which sentences have it. */

export type ReadKind =
  | 'power'
  | 'measure'
  | 'money'
  | 'memory'
  | 'context'
  | 'tokens'
  | 'parameters'
  | 'speed'
  | 'hours'
  | 'duration'
  | 'share'
  | 'date'
  | 'licence'
  | 'hardware'

interface Reader {
  kind: ReadKind
  /** Matches a question for this kind of value. */
  asks: RegExp
  /** Matches words that only ask for the value: a sentence that has one need not repeat them. */
  words: RegExp
  /** Matches a sentence that has a value of this kind. */
  value: RegExp
  /** What the sentence must match beside the value. */
  beside?: RegExp
  /**
   * Attributes that a value may belong to, and units that a price may be per. A question that has some is answered only by a sentence that has them too:
   * a valuation is not the amount that was raised.
   */
  attributes?: readonly (readonly [asks: RegExp, said: RegExp])[]
}

/** The source of a pattern that matches a number. */
export const N = String.raw`\p{N}[\p{N}.,]*`

/** Matches a question for a price, and for no amount that was raised, earned or spent. */
const ASKS_PRICE =
  /^(?=.*\b(?:pric|costs?\b|how much (?:is|are|will|does|do)\b))(?!.*(?:rais|valu|fund|spen[dt]|invest|revenue|train|worth|\barr\b))/iu
/** Matches a sentence that speaks of a price, or of no amount that was raised or earned. */
const SAYS_PRICE =
  /^(?!.*\b(?:rais(?:e[sd]?|ing)|secur(?:e[sd]?|ing)|bags?|funding|valuation|arr|revenue)\b)|\b(?:pric|cost|sell|sold|pay|paid|fees?\b|charg|per\b|month|plan|tier|cheap|subscri|free\b)|\/(?:mo|m)\b/iu

/** The source of a pattern that matches a number of tokens. */
const TOKENS = String.raw`${N}\s?(?:[kmbt]|thousand|million|billion|trillion)?\+?[\s-](?:[\p{L}\p{N}-]+\s){0,2}tok(?:en)?s?\b`
/** Matches a sentence on training that has a number of tokens other than the length of a context. */
const TRAINED_ON = new RegExp(
  String.raw`^(?=.*(?:\b(?:pre-?)?train|\bdata|\bcorpus\b|训练|学習)).*(?:(?<!\b(?:context|window)[^.;,]{0,30}|[\p{N}.,])${TOKENS}(?![\s-](?:[\p{L}-]+\s)?(?:context|window|limit))|\b${N}\s?t\b)`,
  'isu',
)

/** The readers of all kinds but `number`. Units are those of the field, words those of six languages. */
export const READERS: readonly Reader[] = [
  {
    kind: 'money',
    words:
      /^(?:pric(?:e[sd]?|ing)|costs?|usd|pay|paid|fees?|much|cheap\w*|money|cash|mil(?:lion)?s?|min(?:ute)?s?|hour(?:ly)?|months?|monthly|annual\w*|yearly|tok(?:en)?s?|worth)$/iu,
    attributes: [
      [ASKS_PRICE, SAYS_PRICE],
      [
        /(?<!é)valuation|\bvalued\b|\bworth\b|估值/iu,
        /\bvalu(?:ation|ed|es)\b|\bworth\b(?! (?:its?|of|the|an?|\p{L}+ing)\b)|\bat (?:an? )?[$€£]|\bpost-money\b|估值/iu,
      ],
      [
        /\brevenue|\barr\b|umsatz|ingresos|chiffre d['’]affaires|营收|売上/iu,
        /\brevenue|\barr\b|\bsales\b|\brun[- ]?rate\b|\bincome\b|\bearn/iu,
      ],
      [
        /\bsalar(?:y|ies)\b|\bwages?\b|\bcobra\b|\bgehalt\b|\bsalaire\b|工资|薪|年収|給料/iu,
        /\bsalar|\bwages?\b|\bcompensation\b|\bearns?\b|\bpay(?:s|ing)?\b|\bpaid\b/iu,
      ],
      [
        /\bpa(?:y|ys|id)\b[^?]* for\b|\bpurchase price\b/iu,
        /\bpa(?:y|ys|id|ying)\b|\bacqui|\bb(?:uy|uys|uying|ought)\b|\bpurchas|\bdeal\b|\bcost|\bspen[dt]|\bprice|\bfees?\b|\bcharge|\bper\b|\bmonth|\byear|\bannual|\bfor (?:an? )?(?:\w+ )?[$€£]/iu,
      ],
      [/\btraining (?:cost|bill|budget|price)|\bcosts? to (?:pre)?train|\btrain\w*[^?]* cost\b/iu, /\btrain|\bcompute\b/iu],
      [/\b(?:per|a|\/) ?min(?:ute)?\b/iu, /\bmin(?:ute)?s?\b/iu],
      [/(?:\bper |\/ ?)s(?:ec(?:ond)?)?\b/iu, /\bsec(?:ond)?s?\b|\/s\b/iu],
      [/(?:\b(?:per|an) |\/ ?)h(?:ou)?r\b|\bhourly\b/iu, /\bh(?:ou)?rs?\b|\/h\b|\bhourly\b/iu],
      [/(?:\b(?:per|a) |\/ ?)mo(?:nth)?\b|\bmonthly\b/iu, /\bmonth|\/mo\b|\bannual|\byear/iu],
      [/\beuros?\b|€/iu, /\beuros?\b|\beur\b|€/iu],
    ],
    asks: /\b(?:pric(?:e[sd]?|ing)|costs?|(?:training|inference|cloud|monthly|total) bill|budget|usd|fees?|(?<!é)valuation|valued|raised?|pay|paid|charge[sd]?|spen[dt]|salary|salaries|cobra|revenues?|subscription|(?<=\b(?:how much|what|whats|what's|what’s) (?:[\p{L}\p{N}.'’-]+ ){1,4})worth(?! (?:it|an?|the|my|your|our|\p{L}+ing)\b)|(?<=\bfor )how much|how much\s+(?:is|are|money|cash|(?:a|each|every) (?:month|mo|year|yr|week|day|hour|hr|seat|user|min(?:ute)?|sec(?:ond)?)\b|(?:will|would|does|do|did)\b[^?]* (?:be|cost|costs|sell for|go for)\b)|cuesta\w*|precio|gekostet|kostet|preis|coûte\w*|prix)\b|\$|多少钱|价格|售价|成本|估值|融了?多少|いくら|価格|料金/iu,
    value: new RegExp(
      String.raw`[$€£¥]\s?\p{N}|\b${N}\s?(?:[kmb]|thousand|million|billion)?\s?(?:us )?(?:dollars?|usd|eur|euros?|cents?)\b|[\p{N}一二三四五六七八九十两]\s?[万亿千百]{0,2}\s?(?:美元|人民币|元)|\bfor free\b|\bfree (?:of charge|tier)\b`,
      'iu',
    ),
  },
  {
    kind: 'power',
    words: /^(?:watts?|wattage|kwh|mah|much)$/iu,
    asks: /\b(?:watts?|wattage|kwh|mah|tdp|electricity|how much (?:power|energy)|(?:power|energy) (?:draw|consumption|usage|use))\b|功耗|耗电|消費電力/iu,
    value: new RegExp(String.raw`\b${N}\s?(?:[kmgt]?wh?|(?:kilo|mega|giga)?watts?(?:-hours?)?|mah|joules?)\b|${N}\s?瓦`, 'iu'),
  },
  {
    kind: 'measure',
    words: /^(?:tall|far|deep|wide)$/iu,
    asks: /\bhow (?:tall|deep|wide|far (?:is|are|away))\b/iu,
    value: new RegExp(
      String.raw`\b${N}[\s-]?(?:[mck]m|meters?|metres?|kilomet\w+|miles?|feet|foot|ft|inch(?:es)?|stor(?:y|ies)|light)(?![\p{L}\p{N}])`,
      'iu',
    ),
  },
  {
    kind: 'measure',
    words: /^(?:hot|cold|heavy)$/iu,
    asks: /\bhow (?:hot|cold|heavy)\b/iu,
    value: new RegExp(String.raw`\b${N}[\s-]?(?:degrees?|°|[cf](?![\p{L}\p{N}])|kg|kilos?|pounds?|lbs?|tons?|grams?)`, 'iu'),
  },
  {
    kind: 'memory',
    words: /^(?:memory|mem|size|needs?|requires?)$/iu,
    asks: /\b(?:v?ram|gpu mem(?:ory)?|(?:how much|least|minimum) mem(?:ory)?|mem(?:ory)? (?:us(?:e|age)|needs?|needed|requir\w+|size|footprint|do(?:es)?)|speicher|mémoire|memoria)\b|显存|内存|メモリ/iu,
    value: new RegExp(String.raw`\b${N}[\s-]?(?:[gmt]i?b|gigs?|gigabytes?)\b`, 'iu'),
  },
  {
    kind: 'context',
    words: /^(?:size|limit|long\w*)$/iu,
    asks: /\b(?:context|ctx)(?: window)? (?:length|window|size|limit)|\blonger (?:context|ctx)\b|上下文(?:长度|窗口)|コンテキスト(?:長|ウィンドウ|サイズ)/iu,
    value: new RegExp(String.raw`\b${N}\s?(?:[km]\b|million|thousand|tok)|\b\p{N}{4,}\b|\b\p{N}+,\p{N}{3}\b|\p{N}\s?万`, 'iu'),
    beside: /\b(?:context|ctx|window|tok(?:en)?s?)\b|上下文/iu,
  },
  {
    kind: 'hours',
    words: /^(?:long|many)$/iu,
    asks: /(?<!\b(?:last|past|next|few|couple|couple of|several) )\bh(?:ou)?rs\b|小时|時間/iu,
    value: new RegExp(String.raw`\b${N}\s?[km]?\+?[\s-](?:[\p{L}\p{N}-]+\s){0,2}(?:hours?|hrs?)\b|\p{N}\s?万?\s?小时`, 'iu'),
  },
  {
    kind: 'duration',
    words: /^(?:length|duration|long|max\w*)$/iu,
    asks: /\b(?:clips?|videos?|songs?|tracks?|audio) (?:length|duration)\b|\bhow long (?:can|are|is|may) (?:the |its |a |your )?(?:[\p{L}-]+ )?(?:clips?|videos?|songs?|tracks?)\b|时长|视频(?:能)?多长|動画の長さ/iu,
    value: new RegExp(
      String.raw`\b${N}[\s-]?(?:secs?|seconds?|min(?:ute)?s?|h(?:ou)?rs?)\b|(?<!\p{N})\p{N}{1,3}[\s-]?s\b|\p{N}\s?(?:秒|分)`,
      'iu',
    ),
  },
  {
    kind: 'speed',
    words: /^(?:speed|fast\w*|tok|s|tps)$/iu,
    asks: /\b(?:tok(?:en)?s?\/s|tok(?:en)?s? per sec\w*|speed|how fast|tps)\b|每秒|毎秒|速度/iu,
    value: new RegExp(String.raw`(?<!\p{N})${N}\s?(?:x\b|×|%|times|tok|t\/s|tps|ms\b|\p{L}*\/s|per sec)|每秒`, 'iu'),
  },
  {
    kind: 'tokens',
    attributes: [[/\b(?:pre)?train|训练|学習/iu, TRAINED_ON]],
    words: /^(?:tok(?:en)?s?|long)$/iu,
    asks: /\btok(?:en)?s\b|トークン|词元/iu,
    value: new RegExp(String.raw`(?<!\p{N})${TOKENS}|\b${N}\s?t\b`, 'iu'),
  },
  {
    kind: 'parameters',
    attributes: [[/\bactive\b|\bactivated\b|激活|アクティブ/iu, /\bactiv|\ba\d+b\b|激活|アクティブ/iu]],
    words: /^(?:param\w*|size|big|large|count)$/iu,
    asks: /\b(?:param(?:eter|ètre|etro)?s?|how (?:big|large))\b|参数|パラメータ/iu,
    value: new RegExp(
      String.raw`(?<![\p{L}\p{N}.$€£]-?)${N}[\s-]?(?:[bt]\b|billion|trillion|(?:m\b|million)(?=[\s-](?:[\p{L}-]+\s)?(?:param|model|weights|version|variant|llm|slm|vlm)))(?!\s(?:(?:in|out)put\s)?(?:tok|context|users?|views?|downloads?|dollars?|usd|people)|\/)|${N}\s?[亿万]`,
      'iu',
    ),
  },
  {
    kind: 'share',
    words: /^(?:per ?cent\w*|share|rate|often)$/iu,
    asks: /%|\bper ?cent\w*|\bhow often\b|\b(?:success|error|hallucination|pass|win|solve|failure|refusal|acceptance) rate\b|\b(?:what|which) share\b|\bshare (?:of|that|who|which)\b/iu,
    value: /\p{N}\s?(?:%|per ?cent)|\p{N}\/\p{N}|\bout of\b/iu,
  },
  {
    kind: 'date',
    words: /^(?:dates?|release[sd]?|launch\w*|when)$/iu,
    asks: /^\s*w(?:he|e)n(?! (?:was|were|did|do|does)\b)|\b(?:when|wen) (?:is|are|will|can)\b|\b(?:release|any|what|launch) date\b|什么时候|啥时候|何时|いつ|\bwann\b|\bcu[aá]ndo\b|\bquand\b/iu,
    value:
      /\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b|(?<=\b(?:in|by|of|on|since|until|from|early|mid|late|before|after|last|next)[ -])may\b|\b(?:this may(?! \p{L})|may(?= \d| of\b))|(?<=\d(?:st|nd|rd|th)? )may\b|\b20\d\d\b|(?<![\d.])\d{1,2}\/\d{1,2}(?![\d.])|\b(?:today|tomorrow|tonight|yesterday|weeks?|months?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|q[1-4]|summer|spring|autumn|winter)\b|\p{N}\s?[月日年]/iu,
  },
  {
    kind: 'licence',
    attributes: [[/\bdata(?:set)?s?\b/iu, /\bdata|\bcorpus\b/iu]],
    words: /^(?:licen[cs]\w*|open|source)$/iu,
    asks: /\b(?:what|which|under what|whats the|is the) (?:\w+ )?licen[cs]e|\blicen[cs]e (?:of|for|is|type)\b|\blicen[cs]e ?(?:\?|$)|\b(?:licencia|lizenz)\b|许可证|开源协议|ライセンス/iu,
    value: /\blicen[cs]\w*|\b(?:apache|agpl|l?gpl|bsd|cc[- ]by\S*)\b|\bMIT\b|许可|协议/iu,
  },
  {
    kind: 'hardware',
    attributes: [[/\b(?:pre)?train|训练|学習/iu, /\b(?:pre-?)?train|训练|学習/iu]],
    words: /^(?:gpus?|tpus?|chips?|accelerators?|hardware)$/iu,
    asks: /\b(?:what|which|whose) (?:(?:kinds?|sorts?|types?) of )?(?:gpus?|tpus?|chips?|accelerators?|hardware)(?=\s*[?,]|\s*$|\s(?:was|were|is|are|did|does|do|has|have|can|could|should|to|for|on|it|they|you|u)\b)|哪(?:种|些|款)?(?:显卡|芯片|gpu)|どの(?:gpu|チップ)/iu,
    value:
      /\b(?:[gt]pus?|npus?|cpus?|chips?|cluster|dgx|rtx ?\p{N}{4}|gtx ?\p{N}{4}|[abhltv]\p{N}{2,3}s?|g[bh]\p{N}{3}|mi\p{N}{3}x?|m[1-9]|trainium|inferentia|gaudi|ascend|hopper|blackwell|cerebras|groq)\b|显卡|芯片/iu,
  },
]

/** Matches the names of benchmarks, by their form or as the field knows them. */
export const BENCHMARK =
  /(?<![\p{L}\p{N}-])((?:[\p{L}-]*(?:bench|eval))\p{L}*|mmlu[\p{L}-]*|gpqa|gsm8k|aime|hellaswag|winogrande|truthfulqa|mteb|bbh|imagenet)(?!\p{L})/iu
