/** How AINews names its sections, and which of its texts are not news; in English, and in the Chinese of its translations. */
import type { SectionKind } from './issue.ts'

/** The words that Chinese translators use for a recap, as alternatives of a pattern. */
const RECAP_ZH = '回顾|综述|摘要|简报|总结|汇总|概览|概要|概述|小结|精选|快报|速览'

/** Matches the beginning of headings that open a section; the patterns below tell its kind. */
const OPENING = /^(?:(?:ai|part|discord|reddit|twitter)\b|人工智能|推特|红迪|高层|详细|第 ?.{1,2} ?部分)/i
const DETAIL = /\bpart\s*2\b|第 ?[二2] ?部分|by-channel|[分按各逐每]个?频道|频道.{0,6}详细|详细.{0,6}频道/i
const TWITTER = /twitter|推特/i
const REDDIT = /reddit|红迪/i
const DISCORD = /discord|^高层|\bpart\s*[01]\b|第 ?[一零01] ?部分|summar(?:y|ies) of/i
/** Matches the headings that open a section even where they are not of the first level. */
const RECAP = new RegExp(
  `^(?:ai|人工智能) ?(?:twitter|推特|reddit|红迪|discord)s? ?(?:recap|summary|(?:内容|社区|动态|服务器)?(?:${RECAP_ZH}))$`,
  'i',
)

/** The kind of section that a heading (of level `depth`, from 1) opens; undefined for a heading within a section. */
export const sectionKind = (heading: string, depth: number): SectionKind | undefined => {
  if (depth > 1 && !RECAP.test(heading)) return undefined
  if (heading.length > 80 || !OPENING.test(heading)) return undefined
  if (DETAIL.test(heading)) return 'discord-detail'
  if (TWITTER.test(heading)) return 'twitter'
  if (REDDIT.test(heading)) return 'reddit'
  return DISCORD.test(heading) ? 'discord' : undefined
}

/** Whether a line is a heading in capitals, as in plain-text mail. These have one level only; those that name no section are recaps of subreddits. */
export const isShouted = (text: string): boolean =>
  /^(?:AI (?:TWITTER|REDDIT|DISCORD)|OTHER AI SUBREDDIT|\/R\/\w+) \S/.test(text) && text.length < 80

/** Matches the heading of a guild; until January 2024 each guild had a section of its own: `## Guild Discord Summary`. */
const GUILD = new RegExp(String.raw`\bDiscord\s*(?:Discord\s*)?(?:Summary|(?:服务器|社区)?\s*(?:${RECAP_ZH}))$`, 'i')
export const isGuild = (heading: string): boolean => GUILD.test(heading)

const CHANNEL_PART = new RegExp(`(?:Channel Summaries|频道(?:${RECAP_ZH}))[:：]?$`, 'i')
export const isChannelPart = (heading: string): boolean => CHANNEL_PART.test(heading)

/** Whether a heading is that of a top story, at which a Twitter section without a heading may begin. */
export const isTopStory = (heading: string): boolean => /^(?:top story|(?:今日)?头条(?:新闻|故事|报道)?)\s*[:：]/i.test(heading)

/** Whether a text is the caption of a list of links: `Links mentioned:`. */
export const isLinkList = (text: string): boolean =>
  /^(?:links? mentioned|(?:文中|所)?(?:提到|提及|涉及|相关|引用|参考)?的?链接(?:提及|如下)?)\s*[:：]?$/i.test(text)

/** Patterns for what the newsletter says about itself, its mails and missing parts. */
const NOTES = [
  /^(?:to be completed|tbd|待(?:完成|补充|续|完善))[.。]?$/i,
  /^table of contents$|^目录$|^\[TOC\]$/i,
  /has no new messages\. If this guild|Discord\b.{0,20}(?:没有|暂无|尚无|无)(?:任何)?新的?(?:消息|信息|讯息)(?:[。，,；;]|$)/i,
  /^Only \d+ channels? had activity/i,
  /^只有 ?[\d一两几]+ ?个频道/,
  /The (?:full )?channel by channel breakdowns|If you enjoyed AInews, please share/i,
  /^No (?:relevant technical|summary (?:is|can))|^The provided (?:transcript|text) does not contain/i,
  /^You are receiving this email|^Want to change how you receive|^You can unsubscribe/i,
  /收到(?:这|本|此|该)?封?(?:电子)?邮件|^(?:您|你)?想要?(?:更改|改变|修改).{0,12}邮件|^您?(?:可以|可).{0,12}(?:退订|取消订阅)/,
  /Channel Summaries have been moved to the web version|visit the web version of this email|\{\{ ?email[._]/i,
  /RESEND_UNSUBSCRIBE_URL/,
  /^\$\w*\{\w+\}$/,
  /^(?:apologies|sorry)\b.*\bpipeline|^(?:our )?pipelines? .{0,10}\bdown\b|^error summarizing\b/i,
  // A bare list of the subreddits that were read.
  /^(?:across )?(?:\/?r\/\w+[,，、\s]*){2,}$/i,
]

/** Patterns for what the models that write the recaps say about their work. */
const CHATTER = [
  /^(?:(?:okay|got it|sure)[,!.] )?here(?:['’]s| is| are) (?:the|a|your) (?:[\w-]+ ){0,3}(?:summar(?:y|ies)|topics|themes|discussions|breakdown|version)\b.*[:：]$/i,
  /^(?:sure|certainly|of course)[,!] here (?:is|are)\b/i,
  /^let me know if you\b|^i hope this (?:summary|helps)|^for more detailed summaries\b/i,
  /^\(?(?:please )?notes?\b.{0,200}\b(?:summar(?:y|ies)|digest|usernames|direct quotes|links and details|provided (?:data|messages|text|conversation))\b/i,
  /^\(?(?:please )?note(?:[:,]| that)(?=.{0,120}\b(?:links|quotes|details|messages|conversations?|content)\b).{0,200}\b(?:provided|embedded|shared|included|summarized?)\b/i,
  // A text that begins so says that there is no news. One that says later that a question `got no answer in the provided messages` is news.
  /^(?:there (?:is|are|was|were) )?(?:no|not|nothing|none)\b.{0,200}\bthe (?:provided|given) (?:messages?|message history|text|tweets|posts|transcript|data|input|content|discord messages)\b/is,
  /^this (?:summary )?provides an? (?:\w+ )?summary\b/i,
  /^th(?:is|ese) (?:\w+ )?(?:summar(?:y|ies)|themes|discussions|developments) (?:\w+ ){0,2}(?:captures?|categorizes?|concludes?|covers?|encapsulates?|highlights?|illuminates?|reflects?|showcases?)\b/i,
  /^no (?:new|relevant|significant|notable|specific|further|additional|other|noteworthy|major|technical|available) \w+(?: \w+){0,4}(?: #?\(?\d\)?)?[:.]+ ?(?:there (?:was|were|have been) no|none|no |this (?:was|summary)|(?:the )?conversations? \w+)/i,
  /^placeholder (?:topics?|summar(?:y|ies))\b/i,
  /^(?:no|second|another) topics?\b.{0,200}\b(?:skipping|placeholder|requirement of)\b|\bto (?:satisfy|fulfill?|comply with) the .{0,40}\b(?:minimum|requirement)\b.{0,60}\b(?:topics?|items|summaries)\b/is,
  /^N\/A(?:[:.]? N\/A|\W*)$/,
  /^以下是.{0,40}(?:摘要|总结|主题|讨论).{0,20}[:：]$|^[（(]?注[:：].{0,80}(?:摘要|总结)|^.{0,12}提供的(?:消息|文本|推文|信息)中(?:没有|未)/,
  /^(?:如果|若)?(?:您|你)?(?:希望|想|需要|有).{0,60}(?:请)?(?:随时)?告诉我[。！!]?$/,
]

/** Matches parts of a model's prompt, which were printed with its output. */
const PROMPT = /^you are an? [^.,]{0,60}\bAI\b|^that was the end of the message history|_DATA_HERE\b|^return the summary of\b/i

/** Whether a text is not news, but said by the newsletter about itself or by a model about its work. */
export const isBoilerplate = (text: string): boolean =>
  text.length < 400 && (NOTES.some((note) => note.test(text)) || CHATTER.some((words) => words.test(text)) || PROMPT.test(text))

/** Whether an address is the newsletter's own front page, which its notices link to. */
export const isOwnPage = (url: string): boolean =>
  /^https?:\/\/(?:buttondown\.(?:com|email)\/ainews|news\.smol\.ai)\/?(?:[?#].*)?$/.test(url)

/** Matches the heading of a recap within the Reddit section: `/r/LocalLlama Recap`. */
const SUBRECAP = new RegExp(`^/r/|(?:recap|${RECAP_ZH})$`, 'i')
export const isSubrecap = (heading: string): boolean => SUBRECAP.test(heading)
