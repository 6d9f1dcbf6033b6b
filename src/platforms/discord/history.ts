/** Looks back in a channel for a message of ours whose answer was never seen. */
import { type APIChannel, type APIMessage, Routes } from 'discord.js'
import { markOf } from './channel.ts'
import { limits } from './limits.ts'
import type { Rest } from './rest.ts'

/** Ids hold the time. https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000
const snowflake = (time: number): string => String(BigInt(Math.max(0, Math.floor(time) - EPOCH)) << 22n)
const timeOf = (id: string): number => Number(BigInt(id) >> 22n) + EPOCH

/** The message that a part became, if it was posted about `since` (epoch ms) by `me`; `unknown` where that cannot be read. */
export const findMessage = async (
  rest: Rest,
  channel: string,
  part: string,
  { since, me }: { since: number; me: string },
): Promise<{ id: string } | 'absent' | 'unknown'> => {
  const mark = markOf(part)
  const until = since + limits.lookBack
  let after = snowflake(since - limits.skew)
  let isEmpty = true
  for (let page = 0; page < limits.historyPages; page++) {
    const query = new URLSearchParams({ limit: String(limits.history), after })
    const found = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[]
    const ours = found.find(({ author, components }) => author.id === me && components?.[0]?.id === mark)
    if (ours !== undefined) return { id: ours.id }
    const newest = found.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after)
    isEmpty &&= found.length === 0
    if (found.length < limits.history || timeOf(newest) > until) return isEmpty ? isQuiet(rest, channel, since) : 'absent'
    after = newest
  }
  return 'unknown'
}

/** Who may not read the history is shown an empty one. */
const isQuiet = async (rest: Rest, channel: string, since: number): Promise<'absent' | 'unknown'> => {
  const { last_message_id: last } = (await rest.get(Routes.channel(channel))) as APIChannel & { last_message_id?: string | null }
  return last === undefined || last === null || timeOf(last) < since - limits.skew ? 'absent' : 'unknown'
}
