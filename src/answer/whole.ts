/** Recognizes questions for all that was new, without a subject: `what happened?`, `Überblick`, 总结一下. A line for each of six languages. */
import { isTelling } from './overview.ts'
import { word } from './word.ts'

/** Words that ask for news or a summary. Some count only after an adjective: `the main topics`, but not `topics`. */
const LATIN = [
  String.raw`news(?:letters?)?|new|newest|latest|updates?|happen\w*|going on|went on|what['’]?s up|headlines?|trending|tl;?dr|summar\w+|sum up|recaps?|digest|overview|round-?up|catch (?:me )?up|caught up|miss(?:ed)?|highlights?|in brief|interesting|(?:top|main|big(?:gest)?|key|hot(?:test)?|important|major|notable) (?:news|stories|story|topics?|events?|things?|developments?|takeaways?|points?)|what stood out|discuss(?:ed|ing)?|talk(?:ed|ing)? about`,
  String.raw`neu(?:es|igkeit\p{L}*)|nachrichten|passier\p{L}*|gescheh\p{L}*|geschah|vorgefallen|los|überblick|übersicht|zusammenfass\p{L}*|zusammen|fasse?|verpasst|höhepunkte|schlagzeilen|rückblick|(?:das |die )?(?:wichtigste|interessanteste|größte)[ns]?(?: (?:themen|nachrichten|ereignisse|neuigkeiten|meldungen|dinge|punkte))?|gesprochen|diskutiert|geredet|gib mir|zeig mir|erzähl mir`,
  String.raw`noticias|novedades|nuevo|pasó|pasado|pasa|ocurri\p{L}+|sucedi\p{L}+|resum\p{L}+|perdí|perdido|titulares|repaso|panorama|destacad\p{L}+|(?:lo |los |las )?(?:más|principales) (?:importante|interesante|noticias|temas|novedades)s?|temas (?:principales|destacados)|principales|se habló|se dijo|dame|muéstrame|hazme|haz`,
  String.raw`nouvelles|nouveautés|nouveau|neuf|actu(?:s|alités?)?|passée?|arrivé|résum\p{L}+|récap\p{L}*|synthèse|raté|manqué|loupé|aperçu|bilan|(?:les )?(?:grands?|grandes|principa\p{L}+) (?:titres|nouvelles|sujets|actualités|événements)|essentiel|faits marquants|temps forts|à retenir|important|discuté|parlé|fais|donne|montre|bref`,
]
const CJK = [
  '发生|总结|小结|概括|概述|概览|综述|回顾|盘点|要点|重点|亮点|大事|热点|热门|头条|要闻|新鲜事|错过|重要|主要|值得关注|值得看|有趣|聊|讨论|话题|事情|事件|事|内容|一下|消息|新闻|动态|最新|简报|给我|看看',
  'あった|ありました|起き\\p{L}*|起こ\\p{L}*|まとめ|要約|概要|総括|振り返\\p{L}*|出来事|できごと|見逃\\p{L}*|話題|注目|ハイライト|主な|主要|重要|トップ|ニュース|最新|新着|見出し|盛り上が\\p{L}*|こと|教えて|見せて|なった|なって|話され\\p{L}*|議論|情報',
]
const WEEK = `${word('week(?:ly)?|woche(?:n\\p{L}*)?|wöchentlich\\p{L}*|seman\\p{L}+|semaine|hebdo\\p{L}*')}|[每一]周|周报|[毎一]週間?|週[間刊]`
const IS_WEEKLY = new RegExp(WEEK, 'u')
/** All patterns here are in lower case. */
const ASKING = new RegExp([WEEK, word(LATIN.join('|')), ...CJK].join('|'), 'gu')
/** Matches the newsletter's own subject, which is no subject of a question. */
const GENERAL = new RegExp(`${word('ai|ki|ia|artificial intelligence')}|人工智能|人工知能`, 'gu')
/** Matches French elisions and clitics, which are no subject: `qu'est-ce`, `s'est-il`, `l'essentiel`. */
const ELIDED = /(?<![\p{L}\p{N}])(?:qu|[cdjlmnst])['’]|-(?:ce|il|elle|on|t|moi|nous|toi|vous|là|ci)(?![\p{L}\p{N}])/gu

/**
 * Whether a question asks for all that was new.
 *
 * @param text a question without the words that name days and section
 */
export const isWhole = (text: string): boolean => {
  const small = text.toLowerCase()
  const rest = small.replace(ASKING, ' ')
  return rest !== small && !isTelling(rest.replace(ELIDED, ' ').replace(GENERAL, ' '))
}

/** Whether a question for all that was new asks for that of a week: `weekly recap`. */
export const isWeekly = (text: string): boolean => IS_WEEKLY.test(text.toLowerCase())
