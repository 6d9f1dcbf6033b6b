/** Rephrases questions for a definition or a maker from five other languages into English, so that only English patterns need to know them. */
import { isStopWord } from '../archive/stopwords.ts'

const ENDS = String.raw`[\s?？!.。]*$`
const X = String.raw`(?<x>[^?？,，。]+?)`
const THE = String.raw`(?:(?:ein|eine|einen|einem|der|die|das|den|un|una|une|el|la|los|las|le|les|des) |l['’])?`
const form = (latin: readonly string[], cjk: readonly string[]): RegExp[] =>
  [
    ...latin.map((each) => String.raw`^[\s¿¡]*(?:(?:und|aber|y|pero|et|mais) )?${each}${ENDS}`),
    ...cjk.map((each) => String.raw`^\s*${each}${ENDS}`),
  ].map((pattern) => new RegExp(pattern, 'iu'))

/** The English form, and those that mean it in German, Spanish, French, Chinese and Japanese. */
const FORMS: readonly [string, readonly RegExp[]][] = [
  [
    'who made',
    form(
      [
        `wer hat ${THE}${X} (?:gemacht|gebaut|entwickelt|erfunden|erstellt|geschaffen|trainiert|veröffentlicht|herausgebracht|vorgestellt)`,
        `wer steckt hinter ${THE}${X}`,
        `von wem (?:ist|stammt|kommt) ${THE}${X}`,
        `qui[eé]n (?:hizo|hace|cre[oó]|desarroll[oó]|desarrolla|lanz[oó]|public[oó]|invent[oó]|entren[oó]|est[aá] detr[aá]s de) ${THE}${X}`,
        `qui (?:a (?:fait|créé|développé|lancé|publié|inventé|conçu|entraîné|sorti)|développe|fait|est derrière) ${THE}${X}`,
      ],
      [
        `${X}\\s?是(?:谁|哪家(?:公司)?)(?:做|开发|发布|推出|研发|创建|训练|搞)(?:出来)?的`,
        `(?:谁|哪家(?:公司)?)(?:做|开发|发布|推出|研发|创建|训练)(?:了|出)的?\\s?${X}`,
        `${X}\\s?を(?:作|開発し|発表し|公開し|リリースし)った?た?のは(?:誰|どこ)(?:ですか)?`,
        `誰が\\s?${X}\\s?を(?:作った|開発した|発表した|公開した|リリースした)(?:の|んですか|のですか)?`,
      ],
    ),
  ],
  [
    'who is',
    form(
      [`wer (?:ist|war) ${X}`, `qui[eé]n (?:es|era) ${X}`, `(?:qui est|c['’]est qui) ${X}`],
      [`${X}\\s?是谁`, `谁是\\s?${X}`, `${X}\\s?(?:は|って|とは)誰(?:ですか)?`],
    ),
  ],
  [
    'what is',
    form(
      [
        `was (?:ist|sind|war|bedeutet|heißt)(?: eigentlich| denn| genau)? ${THE}${X}(?: (?:eigentlich|genau))?`,
        `(?:wofür steht|erkläre?(?: mir)?) ${THE}${X}`,
        `qu[eé] (?:es|son|era|significa|quiere decir) ${THE}${X}(?: exactamente)?`,
        `expl[ií]ca(?:me)? ${THE}${X}`,
        `(?:qu['’]est[- ]ce que(?: c['’]est(?: que)?)?|c['’]est quoi|que signifie|que veut dire|explique(?:[- ]moi)?) ?${THE}${X}`,
        `${X},? (?:c['’]est quoi|qu['’]est[- ]ce que c['’]est)`,
      ],
      [
        `(?:什么是|啥是|何为|解释(?:一下)?)\\s?${X}`,
        `${X}\\s?(?:是什么|是啥|指的?是什么)(?:东西|意思|玩意)?`,
        `${X}\\s?(?:(?:って|は)(?:何|なに|なん)|とは(?:何|なに)?)(?:ですか|でしょうか|のこと)?`,
      ],
    ),
  ],
]

/** Matches a word of every form. Most questions have none, and are spared the compilation of all forms. */
const PUT = /\b(?:we[rm]|was|wofür|erklär|qui|qu[eé'’]|expl|c['’]est)|[谁誰哪什啥何解]|どこ|な[にん]|とは/iu

/** Whether words are a name and not a description, which has particles or stop words in it. */
const isNamed = (x: string): boolean => x !== '' && !/[のはがをに的]/u.test(x) && !x.split(/\s+/u).some(isStopWord)

/**
 * A question in English if it has one of the forms, else unchanged.
 *
 * @param inEnglish puts the words for the subject into English
 */
export const putInEnglish = (question: string, inEnglish: (words: string) => string): string => {
  if (!PUT.test(question)) return question
  for (const [english, patterns] of FORMS)
    for (const pattern of patterns) {
      const x = pattern.exec(question)?.groups?.['x']?.trim()
      if (x !== undefined && isNamed(x)) return `${english} ${inEnglish(x).trim()}?`
    }
  return question
}
