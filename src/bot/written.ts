/** Tells the language of a text by its script, signs and small words, for platforms that do not say which language somebody has. */
import type { Language } from '../locales/index.ts'

/** Words that only one of these languages has, and many English ones, which outweigh what other languages share with English. */
const WORDS: readonly [Language, string][] = [
  [
    'en',
    'the a an is are was were what how of and for with on about which who does did do any it to that this more please why when where can',
  ],
  [
    'de',
    'der die das den dem ein eine ist sind und oder aber wie wer warum wann wo gibt nicht kein welche welcher welches zu zum zur mit auf für über von bei kostet bitte neues kürzer länger stimmt danke',
  ],
  [
    'fr',
    'le les des du une est sont et ou mais quoi quel quelle qui comment combien pourquoi quand où pour avec dans sur chez pas merci plus',
  ],
  ['es', 'el los las una es son y pero qué cómo cuánto cuánta cuál quién cuándo dónde por para con hay sobre del más gracias nuevo cuesta'],
]
/** Signs that count like a word: French sets a space before its marks, Spanish opens with them. */
const SIGNS: Partial<Record<Language, RegExp>> = { fr: /\p{L} [?!:;]|(?<!\p{L})[cdjlmnst]['’]\p{L}/iu, es: /[¿¡]/u }
/** How many words tell a language; default: one. English texts have names with one of these: `Le Chat`, `Y Combinator`. */
const ENOUGH: Partial<Record<Language, number>> = { fr: 2, es: 2 }
const KNOWN = WORDS.map(([language, words]) => [language, new Set(words.split(' '))] as const)

/** The language of a text; undefined where it cannot be told. */
export const writtenIn = (text: string): Language | undefined => {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja'
  if (/\p{Script=Han}/u.test(text)) return 'zh'
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
  const rated = KNOWN.map(([language, known]) => ({
    language,
    count: words.filter((word) => known.has(word)).length + (SIGNS[language]?.test(text) === true ? 1 : 0),
  })).sort((a, b) => b.count - a.count)
  const [first, second] = rated
  if (first === undefined || first.count <= (second?.count ?? 0)) return undefined
  return first.count >= (ENOUGH[first.language] ?? 1) ? first.language : undefined
}
