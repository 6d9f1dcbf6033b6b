/**
 * Checks a model's sentences against the items that they cite. A sentence that fails is shown to nobody.
 *
 * In a sentence in the items' language, each content word or a synonym must stand in the items. A sentence in another language is checked by its
 * names, figures and quotations, of which each clause needs one.
 */
import { isCjk, tokens } from '../../archive/text.ts'
import { isStopWord, withoutStopWords } from '../../archive/stopwords.ts'
import type { Edition } from '../../issue/issue.ts'
import { plainMarks, rewriteMarks, type Segment, segmentsOf } from './citations.ts'
import { type Figure, figuresOf, isSameFigure } from './figures.ts'
import { inEnglish } from '../glossary.ts'
import {
  type Clause,
  clausesOf,
  createGrounds,
  type Evidence,
  type Grounds,
  isName,
  nameBefore,
  tellingTokens,
  turnsOf,
  WORD,
} from './grounds.ts'
import { isReversed } from './roles.ts'
import { isDoubted, isFree, isOrder, looksEnglish, OPENERS, stands } from './wording.ts'

/** Matches what is not allowed in plain text: links, mentions, tags, code, tables, control and format characters. */
const FOREIGN =
  /\w:\/\/|\b(?:mailto|javascript|data|tel|tg):\S|www\.|[[\]]|<[@#!:/a-z]|@(?:everyone|here|channel|all)\b|`|\||\p{Cc}|\p{Cf}|\p{Co}|\p{M}{3}|&#?\w+;/iu
const MARKUP = /^[\s#>*+•–-]+(?=\S)|^\d{1,2}[.)]\s+|\*+|__+|~~/gu
const EMOJI = /\p{Extended_Pictographic}/gu
/** The most emoji of a sentence. */
const MOST_EMOJI = 2
/** The most characters of a sentence. */
const LONGEST = 600
/** Matches what chats turn into links or mentions by themselves: an address without `https://`, a handle. */
const ADDRESS = /[@＠][\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*|(?<![\p{L}\p{N}])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:\/[^\s\])]*)?/gu
const QUOTES = /["“”„«»「」『』]/u
const QUOTE =
  /"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|「([^」]+)」|『([^』]+)』|(?<=^|\s)['‘]([^'’]+(?:['’]\p{L}[^'’]*)*)['’](?=$|[\s.,;:!?])/gu
const MIXED = /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/u
/** The least share of a Chinese clause's character pairs that stand in the items; low, as new pairs arise where words are joined differently. */
const PAIRS = 0.5
/** The least share of a Chinese clause's characters that stand in the items. */
const CHARACTERS = 0.85
/** The least share of a segment's tokens that an item must have to be cited for it beside others. */
const CONTRIBUTES = 0.4
/** A clause in another language with fewer content words than this needs no name, figure or quotation. */
const SLIGHT = 3
/** A Chinese or Japanese clause with at most this many characters needs none either. */
const SLIGHT_CJK = 6

const squeeze = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s"'“”‘’]+/gu, ' ')
    .trim()
    .toLowerCase()
const quotesOf = (text: string): string[] =>
  Array.from(text.matchAll(QUOTE), (match) => match.slice(1).find((quoted) => quoted !== undefined) ?? '').map((quoted) =>
    squeeze(quoted).replace(/[.,;:!?。，]+$/u, ''),
  )
/** Whether the grounds have all quotations of a text. */
const hasQuotes = (text: string, { text: stated }: Grounds): boolean => {
  const held = squeeze(stated)
  return quotesOf(text).every((quoted) => held.includes(quoted)) && !QUOTES.test(text.replace(QUOTE, ' '))
}
const hasAddresses = (text: string, { text: stated }: Grounds): boolean =>
  (text.match(ADDRESS) ?? []).every((address) => stated.toLowerCase().includes(address.toLowerCase()))

/** Whether the grounds have all figures of a text, each with the name that it is the version of. */
const hasFigures = (text: string, { figures, line }: Grounds): boolean =>
  figuresOf(text).every((figure) => {
    if (!figures.some((stated) => isSameFigure(figure, stated))) return false
    const name = nameBefore(text, figure)
    const number = /^[\p{L}\p{N}]+(?:\.\p{N}+)*/u.exec(text.slice(figure.index))?.[0]
    return name === undefined || number === undefined || line.includes(` ${tokens(`${name} ${number}`).join(' ')} `)
  })

/** What a figure measures, as a key. */
const kindOf = ({ currency, percent, unit, after }: Figure): string =>
  JSON.stringify([currency, percent, unit, percent || isFree(after) ? '' : after])

/**
 * Whether a clause gives a figure to the wrong thing: one of its words stands in the grounds with another figure of the kind, but not with this one.
 * `A scores 1, B scores 2` is no ground for `A scores 2`.
 */
const isMixedUp = (said: Clause, { clauses }: Grounds): boolean =>
  said.figures.some((figure) => {
    const has = (clause: Clause): boolean => clause.figures.some((stated) => isSameFigure(figure, stated))
    const there = clauses.filter(has)
    const isForeign = there.some(({ names }) => [...names].some((name) => !said.words.has(name)))
    const others = clauses.filter((clause) => !has(clause) && clause.figures.some((other) => kindOf(other) === kindOf(figure)))
    return [...said.words].some(
      (word) =>
        (isForeign || !said.names.has(word)) && others.some(({ words }) => words.has(word)) && !there.some(({ words }) => words.has(word)),
    )
  })

const isNegated = ({ negated }: Clause): boolean => negated
const isDoubtful = ({ doubted }: Clause): boolean => doubted

/**
 * Whether a clause negates what the items assert, asserts what they negate, or asserts what they doubt.
 *
 * @param words the clause's words that the items have
 */
const isTurned = (said: Clause, words: readonly string[], doubted: boolean, { clauses }: Grounds): boolean => {
  const shared = clauses.map((clause) => words.filter((word) => clause.words.has(word)).length)
  const most = Math.max(0, ...shared)
  const nearest = clauses.filter((_, at) => most > 0 && shared[at] === most)
  const plain = words.filter((word) => !said.names.has(word) && !/^\p{N}/u.test(word))
  /** Whether some word, other than a name, stands only in clauses of a kind. */
  const only = (isSo: (clause: Clause) => boolean): boolean =>
    plain.some((word) => {
      const having = clauses.filter((clause) => clause.words.has(word))
      return having.length > 0 && having.every(isSo)
    })
  if (said.negated) {
    if (plain.length === 0 ? !clauses.some(isNegated) : !nearest.some(isNegated) && !only(isNegated)) return true
  } else if ((nearest.length > 0 && nearest.every(isNegated)) || only(isNegated)) return true
  return !doubted && ((nearest.length > 0 && nearest.every(isDoubtful)) || only(isDoubtful))
}

const latinWords = (text: string): string[] => (text.match(WORD) ?? []).filter((word) => !isCjk(word))

/** Whether the grounds have all content words of a text, or synonyms. */
const saysTheSame = (text: string, grounds: Grounds): boolean => {
  const words = latinWords(text)
  const priced = figuresOf(text).some(({ currency }) => currency !== '')
  return words.every(
    (word) =>
      isFree(word) ||
      /^\p{N}\S{0,5}$/u.test(word) ||
      stands(word, grounds.known) ||
      (priced && /^(?:costs?|priced?)$/iu.test(word)) ||
      isCounted(word, grounds),
  )
}
const isCounted = (word: string, { figures }: Grounds): boolean => {
  const [counted] = figuresOf(word)
  return counted !== undefined && figures.some((stated) => isSameFigure(counted, stated))
}

/** Whether the grounds have enough of the characters of each Chinese clause. */
const saysTheSameInChinese = (text: string, { known, text: stated }: Grounds): boolean =>
  clausesOf(text).every((clause) => {
    const runs = (clause.text.match(/\p{Script=Han}+/gu) ?? []).flatMap(withoutStopWords)
    const pairs = runs.filter((run) => run.length > 1).flatMap(tokens)
    const characters = runs.flatMap((run) => Array.from(run))
    return (
      pairs.filter((pair) => known.has(pair)).length >= pairs.length * PAIRS &&
      characters.filter((character) => stated.includes(character)).length >= characters.length * CHARACTERS
    )
  })

/** Whether the grounds have all names of a text in another language, and something of each clause; `opens`: it begins a sentence. */
const isHeld = (text: string, grounds: Grounds, locale: string, opens: boolean): boolean => {
  const words = latinWords(text)
  const german = /^de\b/i.test(locale)
  const isNoun = (at: number): boolean => german && /^\p{Lu}\p{Ll}+$/u.test(words[at] ?? '') && ARTICLE.test(words[at - 1] ?? '')
  const strange = words.some((word, at) => {
    if (stands(word, grounds.known) || isFree(word) || isStopWord(word) || /^\p{N}\S{0,5}$/u.test(word)) return false
    const first = opens && at === 0 && !isCjk(text.slice(0, text.indexOf(word)))
    return first ? /^\p{Lu}/u.test(word) && !OPENERS.has(word.toLowerCase().replace(/['’]/gu, '')) : isName(word) && !isNoun(at)
  })
  if (strange) return false
  const translated = isCjk(text) ? latinWords(inEnglish(text)) : []
  if (translated.some((word) => !words.includes(word) && isName(word) && !stands(word, grounds.known))) return false
  return clausesOf(text).every(
    ({ text: clause, figures }) =>
      figures.length > 0 ||
      latinWords(clause).some((word) => isName(word) && stands(word, grounds.known)) ||
      (isCjk(clause) ? Array.from(clause).length <= SLIGHT_CJK : latinWords(clause).filter((word) => !isStopWord(word)).length < SLIGHT),
  )
}
const ARTICLE =
  /^(?:der|die|das|dem|den|des|ein|eine|einen|einem|einer|eines|im|am|zum|zur|vom|beim|pro|seine?[nmrs]?|ihre?[nmrs]?|\p{N}+)$/iu

export interface Checked {
  /** The language to answer in. */
  locale: string
  /** The language of the items. */
  edition: Edition
}

/** Makes a function that gives a sentence as it may be shown, with normalized marks; undefined if it fails the check. */
export const createVerifier = (items: readonly Evidence[], { locale, edition }: Checked): ((raw: string) => string | undefined) => {
  const groundsFor = createGrounds(items, locale)
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? 'en'

  /** Whether the items that a segment cites support it; `opens`: it begins the sentence. */
  const isSupported = ({ text, cited }: Segment, opens: boolean): boolean => {
    const grounds = groundsFor(cited)
    if (grounds === undefined) return false
    const said = grounds.dates.reduce((rest, form) => rest.replaceAll(form, ' '), text.normalize('NFKC'))
    const latin = latinWords(said)
    const same =
      edition === 'zh'
        ? isCjk(said)
        : !isCjk(said) && (language === edition || ['zh', 'ja', 'ko'].includes(language) || looksEnglish(latin))
    if (!hasFigures(said, grounds) || !hasQuotes(said, grounds) || !hasAddresses(said, grounds) || isReversed(said, grounds.text))
      return false
    if (
      same
        ? !saysTheSame(said, grounds) || !(edition !== 'zh' || saysTheSameInChinese(said, grounds))
        : !isHeld(said, grounds, locale, opens)
    )
      return false
    if (turnsOf(said).some(([pair, negated]) => grounds.turns.get(pair)?.has(negated) === false)) return false
    const doubted = isDoubted(said)
    return clausesOf(said).every((clause) => {
      const words = [...(same ? clause.words : new Set(tokens(clause.text)))].filter(
        (word) => grounds.known.has(word) && (same || !isCjk(word)),
      )
      return !isTurned(clause, words, doubted, grounds) && !isMixedUp(clause, grounds)
    })
  }

  /** The cited items of a segment that contribute to it. */
  const partOf = ({ text, cited }: Segment): number[] => {
    const all = new Set(tellingTokens(text).filter((token) => groundsFor(cited)?.known.has(token)))
    return cited.filter((n) => {
      const known = groundsFor([n])?.known
      const others = cited.filter((other) => other !== n)
      const own = [...all].filter((token) => known?.has(token))
      const only = own.some((token) => others.length > 0 && groundsFor(others)?.known.has(token) !== true)
      return others.length === 0 || only || (own.length > 0 && own.length >= all.size * CONTRIBUTES)
    })
  }

  return (raw) => {
    const sentence = plainMarks(raw).replace(MARKUP, '').replace(/\s+/gu, ' ').trim()
    const segments = segmentsOf(sentence)
    const said = segments.map(({ text }) => text).join(' ')
    if (segments.length === 0 || sentence.length > LONGEST) return undefined
    if (FOREIGN.test(said) || MIXED.test(said) || isOrder(said) || (said.match(EMOJI) ?? []).length > MOST_EMOJI) return undefined
    if (tellingTokens(said).length === 0 || !segments.every((segment, at) => isSupported(segment, at === 0))) return undefined
    const kept = new Set(segments.flatMap(partOf))
    return rewriteMarks(sentence, (n) => kept.has(n))
  }
}
