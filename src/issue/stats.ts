import type { Stats } from './issue.ts'

/** Matches the statistics line, in which each issue says how much was read for it. */
const SENTENCE = /(?:AI News for|AI Discords?\b.{0,20}\bfor|We checked|我们.{0,6}检查了|AI 新闻).{0,400}/s
/** Patterns for the numbers in the statistics line, in English and Chinese. */
const NUMBERS: readonly [keyof Stats, RegExp][] = [
  ['subreddits', /([\d,]+)\s*(?:个\s*)?(?:sub)?reddits?\b/i],
  ['twitters', /([\d,]+)\s*(?:个\s*)?(?:https?:\S+\s*)?(?:Twitters?|推特)/i],
  ['discords', /([\d,]+)\s*(?:个\s*)?(?:https?:\S+\s*)?(?:Discords?\b|guilds?\b|服务器)/i],
  ['channels', /([\d,]+)\s*(?:个\s*)?(?:channels?\b|频道)/i],
  ['messages', /([\d,]+)\s*(?:条\s*)?(?:messages?\b|消息)/i],
  ['minutesSaved', /([\d,]+)\s*(?:minutes?\b|分钟)/i],
]

/** Whether a text contains the statistics line. */
export const isStats = (text: string): boolean =>
  (text.includes('We checked') || text.includes('检查了')) && NUMBERS.some(([, pattern]) => pattern.test(text))

/** The numbers of the statistics line, from the texts of the opening; undefined where there is none. */
export const readStats = (texts: readonly string[]): Stats | undefined => {
  const line = texts.find((text) => isStats(text) && SENTENCE.test(text))
  if (line === undefined) return undefined
  const stats: Stats = {}
  for (const [name, pattern] of NUMBERS) {
    const digits = pattern.exec(line)?.[1]
    if (digits !== undefined) stats[name] = Number(digits.replaceAll(',', ''))
  }
  return stats
}
