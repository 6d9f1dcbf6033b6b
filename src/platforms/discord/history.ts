/** Looks in a channel's history for a message of the bot that may or may not have been posted. */
import { type APIChannel, type APIMessage, Routes } from 'discord.js'
import { markOf } from './requests.ts'
import { limits } from './limits.ts'
import type { Rest } from './rest.ts'

/** Ids contain the time of creation. https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000
const snowflake = (time: number): string => String(BigInt(Math.max(0, Math.floor(time) - EPOCH)) << 22n)
const timeOf = (id: string): number => Number(BigInt(id) >> 22n) + EPOCH

/** Finds the message of a part that `me` may have posted about `since` (epoch ms); `unknown` where that cannot be told. */
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

/** Whether an empty history means that nothing was posted: a bot that may not read the history gets an empty one. */
const isQuiet = async (rest: Rest, channel: string, since: number): Promise<'absent' | 'unknown'> => {
  const { last_message_id: last } = (await rest.get(Routes.channel(channel))) as APIChannel & { last_message_id?: string | null }
  return last === undefined || last === null || timeOf(last) < since - limits.skew ? 'absent' : 'unknown'
}
