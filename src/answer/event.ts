/** Recognizes questions for when something was released or who made it, and sentences that report it. */
import type { Want } from './expect.ts'

/** Matches a question for a time, in any of six languages. */
const WHEN =
  /^\s*(?:and |so |but )?(?:when|wen)(?:'s|s)? (?:did|was|were|has|is|will)\b|\b(?:release|launch|announcement) (?:date|day)\b|什么时候|啥时候|何时|いつ|発売日|\bwann\b|\bcu[aá]ndo\b|\bquand\b/iu
/** Matches a question for a release. */
const OUT =
  /\b(?:releas\w*|launch\w*|announc\w*|introduc\w*|unveil\w*|debut\w*|ship(?:s|ped)?|dropp?(?:s|ed)?|publish\w*|com(?:e|es|ing) out|came out|(?:go(?:es)?|went) live|open[- ]?sourc\w*|(?:made |become |became )?available|roll(?:s|ed)? out|reveal\w*|presented)\b/iu
/** Matches a sentence that mentions a release as done. */
const REPORTED =
  /\b(?:releas(?:e|es|ed|ing)|launch(?:es|ed|ing)?|announc(?:es|ed|ing|ement)|introduc(?:es|ed|ing)|unveil(?:s|ed|ing)?|debut(?:s|ed|ing)?|ships?|shipped|drops|dropped|publish(?:es|ed)|came out|(?:goes|went|is|are) (?:now )?live|open[- ]?sourc(?:es|ed|ing)|now (?:publicly |generally )?available|(?:is|are) (?:now |finally )?(?:out|here|available)|out now|roll(?:s|ed|ing) out|reveal(?:s|ed|ing)|presents|presented|meet)\b/iu
/** Matches a sentence about a release that is yet to come, long past, uncertain, or another's. */
const ELSEWHEN =
  /\b(?:will|would|to be|soon|upcoming|coming|next (?:week|month|year)|plan(?:s|ned|ning)?|expect\w*|anticipat\w*|await\w*|before|prior to|ahead of|delay\w*|since|ago|unreleased|not (?:yet )?(?:been )?released|earlier this|last (?:month|year)|imminent\w*|rumou?r\w*|hype\w*|livestream|teas(?:e|es|ed|ing)|leak\w*|hint\w*|alleged\w*|compared (?:to|with)|unlike|derived from|based on|fine-?tun\w*|distill?\w*)\b/iu

/** Whether a question asks when something was released; `inEnglish` is the question, or its English translation. */
export const asksWhenOut = (question: string, inEnglish: string): boolean => WHEN.test(question) && OUT.test(inEnglish)

/** A pattern for verbs of release, before the name. */
const VERB =
  '(?:releas|launch|announc|introduc|unveil|debut|ship|publish|open-?sourc|reveal|present)(?:es|ed|s|p?ed|ing)?|drop(?:s|ped)|roll(?:s|ed) out|meet'
/** A pattern for verbs of release, after the name. */
const DONE =
  '(?:releases|released|launches|launched|announced|introduced|unveiled|debuts|debuted|ships|shipped|drops|dropped|published|arrives|arrived|lands|landed|open-?sourced|(?:is|are|goes|went) (?:now |finally |officially )?(?:out|live|here|available)|came out|now (?:publicly |generally |widely )?available|out now)'

/** A pattern for a name, but not where another begins with it (`DeepSeek-R1-Lite`) or contains it. */
const named = (name: string): string => {
  const words = name.split(/[\s-]+/u).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'))
  return `(?<![\\p{L}\\p{N}/-])${words.join('[\\s-]*')}(?![\\p{L}\\p{N}]|-\\p{L}|\\.\\p{N}|\\s(?:lite|mini|nano|distill))`
}

/** Matches the words that ask for a release. */
const WORDS =
  /^(?:releas\w*|launch\w*|announc\w*|introduc\w*|unveil\w*|debut\w*|ship\w*|drop\w*|publish\w*|reveal\w*|present\w*|available|dates?|day)$/iu

/** Wants a report of a release: strength 2 where the verb stands beside `name`, 1 where a sentence only mentions one, which will do without a name. */
export const out = (name?: string): Want => {
  const plain =
    name === undefined
      ? undefined
      : new RegExp(
          `\\b(?:${VERB})\\s(?:(?!for\\b|of\\b|with\\b|about\\b|on\\b|to\\b|by\\b|from\\b|that\\b)\\S+\\s){0,4}?["“*]*${named(name)}|${named(name)}["”*]*(?:\\s\\([^)]*\\))?[,:]?\\s(?:(?:was|were|has been|have been|is|are|just|officially|finally|model|models|family|series|weights|now|today)\\s){0,3}${DONE}\\b`,
          'iu',
        )
  const strength = (sentence: string): number =>
    ELSEWHEN.test(sentence) ? 0 : plain?.test(sentence) === true ? 2 : REPORTED.test(sentence) ? 1 : 0
  return { kind: 'event', words: WORDS, in: (sentence) => strength(sentence) > (plain ? 1 : 0), strength }
}

/** A pattern for verbs of making, publishing and founding. */
const MADE =
  '(?:mak|creat|develop|train|found|invent|design|open-?sourc|releas|launch|announc|introduc|unveil|publish|reveal|present)(?:es|ed|s|ing)?|made|built|builds'
const ASKS_MAKER = new RegExp(
  `^\\s*(?:and |so |but )?(?:who|which (?:company|lab|startup|team))(?:'s|s| is| was| has)? (?:the )?(?:${MADE}|behind|maker of|makers? of)\\b`,
  'iu',
)
const ASKS_WHETHER =
  /^\s*(?:and |so |but )?(?:did|has|have|was|were) (?=.*\b(?:releas|launch|announc|introduc|unveil|publish|open[- ]sourc|made|creat|built|build|develop)\w*)/iu
/** Whether an English question asks who made or released something, or whether somebody did. */
export const asksMaker = (question: string): boolean => ASKS_MAKER.test(question) || ASKS_WHETHER.test(question)

/** Wants the maker of `name`: strength 2 where somebody releases it, it is by somebody, or it is somebody's. Without a name nothing matches. */
export const maker = (name?: string): Want => {
  const plain =
    name === undefined
      ? undefined
      : new RegExp(
          `\\b(?:${MADE})\\s(?:(?!for\\b|of\\b|with\\b|about\\b|on\\b|to\\b|by\\b|from\\b|that\\b)\\S+\\s){0,4}?["“*]*${named(name)}|${named(name)}["”*]*(?:\\s\\([^)]*\\))?,?\\s(?:\\S+\\s){0,5}?by\\s|[\\p{L}\\p{N}]['’]s?\\s(?:[^\\s,]+,?\\s){0,4}?${named(name)}`,
          'iu',
        )
  const strength = (sentence: string): number => (plain?.test(sentence) === true ? 2 : 0)
  return { kind: 'maker', words: /^\b$/u, in: (sentence) => strength(sentence) > 0, strength }
}
