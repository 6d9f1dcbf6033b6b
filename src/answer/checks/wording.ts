/** Word lists for the check of a model's sentences: words that claim nothing, synonyms, negations, expressions of doubt, and instructions. */
import { tokens } from '../../archive/text.ts'

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''))

/** Words that claim nothing. Every other word must stand in the cited items: an order, a rank or a direction is a claim. */
const FREE = list(`
  a an the this that these those it its they them their theirs themselves itself there he she his her hers him we our ours us who whom whose which what where when how
  is are was were be been being am has have had having do does did done will would can could should
  of in on at to from by with for as into onto about between among within through via per towards toward across around along alongside regarding against
  and or but while whereas so if also too as well both either such then here though although however meanwhile moreover additionally notably specifically
  according said says say saying states stated reports reported report notes noted mentions mentioned describes described adds added announced announces
  users user people recap recaps newsletter item items called named include includes included including offer offers offered provide provides provided
  feature features featured s`)

const GROUPS = `release launch introduce unveil debut out available; big large; demonstrate show reveal; begin start; allow enable let; build create develop make
  reach achieve attain hit score; use employ; buy acquire purchase; company firm; picture image; quick fast; assist help; need require; grow rise increase climb;
  fall drop decrease decline; price cost; also too; purchase buy; lower reduce cut; context ctx; parameter param; quantization quant; licence license; developer dev`
const sameMeaning = new Map<string, readonly string[]>()
for (const group of GROUPS.split(/[;\n]/)) {
  const members = tokens(group)
  for (const member of members) sameMeaning.set(member, [...(sameMeaning.get(member) ?? []), ...members])
}

const bare = (word: string): string => word.toLowerCase().replace(/['’]s$|['’]/gu, '')

/** Whether a word claims nothing by itself. */
export const isFree = (word: string): boolean => FREE.has(bare(word)) || isNegator(word)

/** Whether a word or a synonym is among the tokens of some text. */
export const stands = (word: string, known: ReadonlySet<string>): boolean =>
  tokens(word.replace(/['’]s$/u, '')).every(
    (token) => known.has(token) || (sameMeaning.get(token)?.some((same) => known.has(same)) ?? false),
  )

const NEGATORS =
  list(`not no never none nothing nobody neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent
  hadnt nicht kein keine keinen keiner nie niemals ohne pas jamais aucun aucune sans nunca jamas ningun ninguna sin`)
const isNegator = (word: string): boolean => NEGATORS.has(bare(word))
const NEGATOR = /[\p{L}'’]+/gu
/** Matches other words of negation: what follows did not happen. */
const DENIALS =
  /\b(?:den(?:y|ies|ied)|refus(?:es?|ed)|fail(?:s|ed)? to|rul(?:es|ed) out|debunk(?:s|ed)|cancel(?:s|l?ed)|postpon(?:es|ed)|no longer|far from)\b/iu
/** Matches phrases with a negator that negate nothing. */
const HARMLESS = /\b(?:not (?:only|just|least)|no (?:less|fewer|more) than|no matter|nothing but)\b/giu
/** Matches Chinese and Japanese negators, but not words that only contain one (不仅, 未来). */
const CJK_NEGATOR = /(?:没有|没|未(?![来])|并非|不(?![仅但只同断过错少久论管])|无(?![论线人]))|ない|ません|なかった/u

export const isNegated = (text: string): boolean => {
  const plain = text.replace(HARMLESS, ' ')
  return (plain.match(NEGATOR) ?? []).some(isNegator) || DENIALS.test(plain) || CJK_NEGATOR.test(plain)
}

/** Matches words of rumour, possibility or plan. `may` only in lower case, as `May` is a month. */
const DOUBT =
  /\b(?:[Rr]umou?r(?:s|ed)?|[Rr]umou?redly|[Aa]lleg(?:ed|edly|es)|[Uu]nconfirmed|[Ss]peculat\w+|might|may|could|[Ff]alse|[Ff]ake|[Hh]oax|[Pp]arody|[Jj]ok(?:e|ed|ing)|[Ss]atire|[Pp]lans?|[Pp]lanned|[Hh]opes?|[Ee]xpect(?:s|ed)?|if|[Ww]hether|[Pp]urported\w*|[Rr]eportedly|[Cc]laim(?:s|ed)?|prévoit|pourrait|podría|angeblich|könnte)\b|传闻|传言|据称|据传|可能|或许|疑似|计划|预计|声称|未经证实/u
export const isDoubted = (text: string): boolean => DOUBT.test(text)

/** Matches an instruction to the reader, such as a prompt injection: an answer may neither cite nor contain one. */
const ORDER =
  /\b(?:ignor\w+|disregard\w*|forget|overrid\w+|bypass)\b.{0,40}\b(?:instruction|prompt|rule|direction|context|above|previous|prior)|\b(?:system|developer) (?:prompt|message)s?\s*:|^\W*(?:system|assistant|user)\s*:|<\|?\/?(?:system|im_start|im_end|assistant|inst)\b|\[\/?INST\]|\byou are now\b|\bfrom now on,? you\b|\b(?:reply|respond|answer|say|output|print|write) (?:only |just |exactly |back )?(?:with|that|to (?:every|all)|the (?:word|sentence|following)|["“'])|\btell (?:everybody|everyone|the (?:user|reader|asker)|all users|them)\b|\b(?:AI|assistants?|models?|chatbots?|LLMs?)\b[^.]{0,30}\b(?:must|should|shall) (?:now |always )?(?:say|reply|respond|answer|tell|ignore|output|mention)|(?:忽略|无视|忘记|不要理会).{0,12}(?:指令|指示|提示|规则|内容)|(?:请|必须|只)(?:回答|回复|输出)|你现在是|ignor\w+ .{0,20}(?:anweisung|instructions? précédentes|instrucciones)/iu
export const isOrder = (text: string): boolean => ORDER.test(text)

/** Function words by which English is recognized. */
const ENGLISH = list('the and of is with that from this your to for are were has have by its it')
export const looksEnglish = (words: readonly string[]): boolean => {
  const marks = words.filter((word) => ENGLISH.has(word.toLowerCase())).length
  return marks >= 2 || marks > words.length / 8
}

/** Words that may begin a French, Spanish or German sentence, with a capital, and are no names; the stop words come on top. */
export const OPENERS =
  list(`selon cette daprès dapres depuis lentreprise según segun desde laut nach seit nun damit außerdem zudem ensuite además ademas également
  según los las unos diese jetzt aujourdhui`)
