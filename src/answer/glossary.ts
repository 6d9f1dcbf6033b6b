/** Translates the words of questions in other languages into English, word by word: enough to search the English edition. */
import { COMMON } from './common-words.ts'
import { NAMES } from './foreign-names.ts'
import { FUNCTION_WORDS, TERMS } from './foreign-words.ts'

type Latin = keyof typeof FUNCTION_WORDS
const LATIN = Object.keys(FUNCTION_WORDS) as Latin[]
const functionWords = new Map(LATIN.map((language) => [language, new Set(FUNCTION_WORDS[language].split(/\s+/))]))

/** The glossary's rows: English words, separated by commas, then the words of each language: Chinese, Japanese, German, Spanish, French. */
export const rows = [COMMON, TERMS, NAMES]
  .flatMap((table) => table.trim().split('\n'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

/** A language's words, each with its English ones. */
const column = (at: number): [string, string][] =>
  rows.flatMap(([english = '', ...cells]) =>
    (cells[at] ?? '').split(/\s+/).flatMap((word): [string, string][] => (word === '' ? [] : [[word, english.replaceAll(',', '')]])),
  )

/** Makes a function that translates the known words of a text without spaces, the longest first: 预训练 before 训练. */
const cjkReader = (...columns: number[]): ((run: string) => string) => {
  const entries = columns.flatMap(column).sort(([a], [b]) => b.length - a.length)
  const meanings = new Map([...entries].reverse())
  const any = new RegExp(entries.map(([word]) => word).join('|'), 'gu')
  return (run) => (run.match(any) ?? []).map((word) => meanings.get(word) ?? '').join(' ')
}
const chinese = cjkReader(0)
const japanese = cjkReader(1, 0)

const fold = (word: string): string => word.toLowerCase()
const latin = new Map(LATIN.map((language, at) => [language, new Map(column(at + 2).map(([word, english]) => [fold(word), english]))]))

/** The fewest letters of a prefix in the glossary that a word may match. */
const SHORTEST = 3
/** The same where the language is not known: `copi*` is not for `copilot`. */
const TELLTALE = 5
/** The English for a word, by the whole word or its longest prefix in the glossary. */
const meaningOf = (word: string, language: Latin, shortest = SHORTEST): string | undefined => {
  const known = latin.get(language)
  if (known?.has(word) === true) return known.get(word)
  for (let end = word.length; end >= shortest; end--) {
    const meaning = known?.get(`${word.slice(0, end)}*`)
    if (meaning !== undefined) return meaning
  }
  // The past participle: `gesenkt` of `senken`.
  return language === 'de' && word.startsWith('ge') && word.length > TELLTALE ? meaningOf(word.slice(2), language, shortest) : undefined
}

const CJK_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー、。？！，：]+/gu
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const WORD = /[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu

const ENGLISH = new Set(
  `the of is are was were be been what which who when where why how did does do has have had can could should will would for with from and or not to in on at by about
    than that this these there it its any some much many more most get got new`.split(/\s+/),
)
/** Shorter function words occur in several languages and identify none. */
const TELLING = 3
/** A question is in a language with this many of its function words, and more than of English; in the asker's own, one is enough. */
const ENOUGH = 2

/** Endings of words of Latin origin in the other languages, with their English counterparts. */
const ENDINGS: readonly [RegExp, string][] = [
  [/isiert(?:e|en)?$/u, 'ized'],
  [/(?:isations?|izaci[oó]n(?:es)?|isierung(?:en)?)$/u, 'ization'],
  [/(?:aci[oó]n(?:es)?|ierung(?:en)?)$/u, 'ation'],
  [/(?:ci[oó]n(?:es)?|zione)$/u, 'tion'],
  [/si[oó]n(?:es)?$/u, 'sion'],
  [/(?:idad(?:es)?|ités?|ität(?:en)?)$/u, 'ity'],
  [/(?:ismo|isme|ismus)$/u, 'ism'],
  [/(?:ologie|ología)$/u, 'ology'],
  [/ológic[oa]s?$/u, 'ological'],
  [/(?:iques?|ic[oa]s?|ische?[nrs]?)$/u, 'ic'],
  [/(?:ifs?|ives?|iv[oa]s?|ive[nrs])$/u, 'ive'],
  [/(?:enzen|enz|encias?)$/u, 'ence'],
  [/(?:anzen|anz|ancias?)$/u, 'ance'],
  [/(?:euses?|eux|os[oa]s?)$/u, 'ous'],
  [/(?:aires?|ari[oa]s?)$/u, 'ary'],
  [/(?:ées?|és?|ad[oa]s?|iert)$/u, 'ed'],
  [/amente$/u, 'ly'],
]
/** The likely English cognate of a word. */
const cognate = (word: string): string => {
  const [ending, english] = ENDINGS.find(([each]) => each.test(word)) ?? []
  return ending === undefined || english === undefined ? word : word.replace(ending, english)
}

/** Matches French clitics: `a-t-il`, `sont-ils`, `est-ce`. */
const CLITIC = /(?<=\p{L})-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|t)(?![\p{L}-])/giu

/** The language of a question in Latin letters; undefined for English and unknown ones. */
const languageOf = (question: string, locale: string): Latin | undefined => {
  const words = (question.match(WORD) ?? []).map(fold)
  const rated = LATIN.map((language) => {
    const own = functionWords.get(language) ?? new Set()
    const asker = locale.toLowerCase().startsWith(language)
    const joining = words.filter((word) => word.length >= TELLING && own.has(word) && !ENGLISH.has(word)).length
    const known = asker ? 1 + words.filter((word) => meaningOf(word, language) !== undefined).length : 0
    const english = words.filter((word) => ENGLISH.has(word) && !own.has(word)).length
    return { language, count: joining + known, least: Math.max(english + 1, asker ? 1 : ENOUGH) }
  })
  return rated.filter(({ count, least }) => count >= least).sort((a, b) => b.count - a.count)[0]?.language
}

/**
 * A question in words that the English edition may have: known words are translated, function words removed, and all others, such as names, stay.
 *
 * @param locale the asker's; absent for single words out of a question, of any language, of which only known ones change
 */
export const inEnglish = (question: string, locale?: string): string => {
  const cjk = KANA.test(question) ? japanese : chinese
  const han = question.replace(CJK_RUN, (run) => ` ${cjk(run)} `)
  if (locale === undefined)
    return han.replace(
      WORD,
      (word) => LATIN.map((each) => meaningOf(fold(word), each, TELLTALE)).find((meaning) => meaning !== undefined) ?? word,
    )
  const language = languageOf(question, locale)
  if (language === undefined) return han
  const apart = language === 'fr' ? han.replace(CLITIC, ' ') : han
  const first = apart.search(WORD)
  return apart.replace(WORD, (word, at: number) => {
    const plain = fold(word)
    // Letters before digits (`M2`) stay, as do names that share a word's prefix (`Cursor`), outside German with its capitals for nouns.
    const isName = language !== 'de' && at > first && plain !== word && latin.get(language)?.has(plain) !== true
    if (/\p{N}/u.test(apart[at + word.length] ?? '') || (isName && functionWords.get(language)?.has(plain) !== true)) return word
    const whole = meaningOf(plain, language)
    if (whole !== undefined) return whole
    if (functionWords.get(language)?.has(plain) === true) return ' '
    // A compound: `KI-Benchmarks`.
    const parts = plain.split('-').map((part) => meaningOf(part, language))
    if (parts.length > 1 && parts.some((part) => part !== undefined))
      return word.split('-').map((part, at) => parts[at] ?? part).join(' ') // prettier-ignore
    return plain === word ? cognate(word) : word
  })
}
