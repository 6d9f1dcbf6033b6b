import { type Clock, sleep } from '../../src/clock.ts'
import { limits as discord } from '../../src/platforms/discord/limits.ts'
import { renderDiscord } from '../../src/platforms/discord/render.ts'
import { type Ask, TooMany } from '../../src/platforms/pace/pace.ts'
import { createPace } from '../../src/platforms/pace/scheduler.ts'
import type { Limit } from '../../src/platforms/pace/window.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { limits as telegram } from '../../src/platforms/telegram/limits.ts'
import { renderTelegram } from '../../src/platforms/telegram/render.ts'
import { enforce } from '../fakes/rate.ts'
import { quiet } from './measure.ts'

/** What a platform allows, as it is documented. */
export const PLATFORMS = {
  telegram: { all: telegram.all, chat: [telegram.chat], patience: telegram.patience, render: renderTelegram },
  discord: { all: discord.all, chat: [discord.channel], patience: discord.patience, render: renderDiscord },
} as const
export type Name = keyof typeof PLATFORMS

/** Milliseconds that a request is on its way there, and its answer back. */
const WAY = [30, 50] as const

export interface Service {
  platform: Platform
  all: Limit
  /** How often each chat was posted to, by its number from 0. */
  posts: Uint8Array
  count: { taken: number; refused: number; edits: number }
  /** When (epoch ms) the last post was taken. */
  last(): number
}

/** A platform that enforces what it allows in all, reached at the pace that the bot keeps. Its chats are named by their numbers. */
export const createService = (name: Name, chats: number, clock: Clock): Service => {
  const { all, chat: limits, patience, render } = PLATFORMS[name]
  const pace = createPace({ name, limit: all, patience, clock, log: quiet })
  const overall = enforce(all, clock)
  const posts = new Uint8Array(chats)
  const count = { taken: 0, refused: 0, edits: 0 }
  let last = clock.now()
  const request = (chat: string, more: Partial<Ask>, done: () => void): Promise<void> =>
    pace.run({ lane: chat, limits, rank: 'bulk', kind: 'send', ...more }, async () => {
      await sleep(clock, WAY[0])
      const wait = overall.wait()
      if (wait > 0) count.refused++
      else {
        overall.take()
        done()
      }
      await sleep(clock, WAY[1])
      if (wait > 0) throw new TooMany(Math.ceil(wait / 1000) * 1000, 'unknown')
    })
  return {
    all,
    posts,
    count,
    last: () => last,
    platform: {
      name,
      dedupeWindow: 0,
      render,
      async post(target) {
        await request(target.chat, {}, () => {
          const chat = Number(target.chat)
          posts[chat] = (posts[chat] ?? 0) + 1
          last = clock.now()
          count.taken++
        })
        return { target, message: String(count.taken) }
      },
      edit: ({ target }) => request(target.chat, {}, () => void count.edits++),
      menu: async () => {},
      start: async () => {},
      stop: async () => pace.stop(),
    },
  }
}
