/** What AINews calls its parts, and what in it is no news. English, and the Chinese of its translations. */
import type { SectionKind } from './issue.ts'

const OPENING = /^(?:ai\b|part\b|discord\b|reddit\b|twitter\b|第.{1,2}部分)/i
const DETAIL = /\bpart\s*2\b|第二部分|by-channel|(?:分|按|各|逐)频道/i
const RECAP = /^ai (twitter|reddit|discord)s? (?:recap|summary|回顾|综述|摘要|简报|总结|汇总|概览|内容回顾)$/i

/** The kind of section that a heading opens; undefined for one within a section. */
export const sectionKind = (heading: string, depth: number): SectionKind | undefined => {
  if (depth > 1 && !RECAP.test(heading)) return undefined
  if (heading.length > 80 || !OPENING.test(heading)) return undefined
  if (DETAIL.test(heading)) return 'discord-detail'
  if (/twitter|推特/i.test(heading)) return 'twitter'
  if (/reddit/i.test(heading)) return 'reddit'
  return /discord|\bpart\s*[01]\b|第[一零]部分|summar(?:y|ies) of/i.test(heading) ? 'discord' : undefined
}

/** In plain-text mail, capitals stand for headings. */
export const isShouted = (text: string): boolean =>
  /^(?:AI (?:TWITTER|REDDIT|DISCORD)|OTHER AI SUBREDDIT|\/R\/\w+) \S/.test(text) && text.length < 80

/** Until January 2024 each guild was a part of its own: `## Guild Discord Summary`. */
export const isGuild = (heading: string): boolean =>
  /\bDiscord\s*(?:Discord\s*)?(?:Summary|总结|摘要|概要|综述|概览|汇总|简报)$/i.test(heading)

export const isChannelPart = (heading: string): boolean =>
  /(?:Channel Summaries|频道(?:总结|摘要|概要|综述|汇总|概览|简报))[:：]?$/i.test(heading)

/** A day told at length opens its Twitter part without a heading. */
export const isTopStory = (heading: string): boolean => /^(?:top story|头条新闻)\s*[:：]/i.test(heading)

export const isLinkList = (text: string): boolean => /^(?:links? mentioned|(?:提到|提及|涉及|相关)的?链接|链接提及)\s*[:：]?$/i.test(text)

const NOTES = [
  /^(?:to be completed|tbd|待(?:完成|补充|续|完善))[.。]?$/i,
  /^table of contents$|^目录$|^\[TOC\]$/i,
  /has no new messages\. If this guild|没有新(?:的)?(?:消息|信息|讯息)/i,
  /^Only \d+ channels? had activity/i,
  /^只有 ?\d+ ?个频道/,
  /The (?:full )?channel by channel breakdowns|If you enjoyed AInews, please share/i,
  /^No (?:relevant technical|summary (?:is|can))|^The provided (?:transcript|text) does not contain/i,
  /^You are receiving this email|^Want to change how you receive|^You can unsubscribe|您?收到这封(?:电子)?邮件|^想要更改接收这些邮件/i,
  /Channel Summaries have been moved to the web version|visit the web version of this email/i,
  /RESEND_UNSUBSCRIBE_URL/,
  /^(?:apologies|sorry)\b.*\bpipeline|^(?:our )?pipelines? .{0,10}\bdown\b/i,
]

/** What the models that write the recaps say about their work. */
const CHATTER = [
  /^here (?:are|is) (?:the|a|your) (?:updated |key )*(?:summar(?:y|ies)|topics|themes|discussions|breakdown)\b.*[:：]$/i,
  /^(?:sure|certainly|of course)[,!] here (?:is|are)\b/i,
  /^let me know if you\b|^i hope this (?:summary|helps)|^that was the end of the message history/i,
  /^\(?(?:please )?note\b.{0,200}\b(?:summar(?:y|ies)|usernames|direct quotes|provided (?:data|messages|text|conversation))\b/i,
  /\b(?:no|not|nothing|none)\b.{0,200}\bthe (?:provided|given) (?:messages?|message history|text|tweets|posts|transcript|data|input|discord messages)\b/i,
  /^this summary (?:captures|concludes|covers|illuminates)\b/i,
  /^no (?:new|relevant|significant) \w+(?: \w+){0,4}[:.]+ ?(?:there (?:was|were|have been) no|no )/i,
  /^N\/A(?:[:.]? N\/A|\W*)$/,
  /^以下是.{0,40}(?:摘要|总结|主题|讨论).{0,20}[:：]$|^[（(]?注[:：].{0,80}(?:摘要|总结)|提供的(?:消息|文本|推文|信息)中(?:没有|未)/,
]
/** Said in every issue, or by a model about its work: no news. */
export const isBoilerplate = (text: string): boolean =>
  text.length < 400 && (NOTES.some((note) => note.test(text)) || CHATTER.some((words) => words.test(text)))
