/** The real adapter and client against the fake. */
import test from 'node:test'
import { systemClock, type Clock } from '../../../src/clock.ts'
import type { Doc } from '../../../src/doc/nodes.ts'
import type { Log } from '../../../src/log.ts'
import { createDiscord } from '../../../src/platforms/discord/index.ts'
import type { Dispatch, Incoming, Target } from '../../../src/platforms/platform.ts'
import { fakeDiscord, type FakeDiscordOptions } from '../../fakes/discord.ts'

export interface OpenOptions extends FakeDiscordOptions {
  /** Another than Discord knows. */
  token?: string
  /** Publish commands in the fake's server only. */
  home?: boolean
  /** The bot's clock, where it is not the fake's. */
  botClock?: Clock
}

export const targetOf = (chat: string): Target => ({ platform: 'discord', chat })

export const openDiscord = async (options: OpenOptions = {}) => {
  const { clock = systemClock, botClock = clock, token, home, ...rest } = options
  const discord = await fakeDiscord({ clock, ...rest })
  const logged: string[] = []
  const write = (level: string) => (message: string, fields?: object) =>
    void logged.push(`${level}: ${message} ${JSON.stringify(fields ?? {})}`)
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const bot = createDiscord({
    token: token ?? discord.token,
    apiUrl: discord.apiUrl,
    clock: botClock,
    log,
    ...(home === true ? { guildId: discord.guild } : {}),
  })
  return {
    discord,
    bot,
    logged,
    target: targetOf(discord.channel),
    close: async (): Promise<void> => {
      await bot.stop()
      await discord.close()
    },
  }
}

export type Opened = Awaited<ReturnType<typeof openDiscord>>

/** A test with the bot and the fake, which are ended after it. */
export const withDiscord = (title: string, body: (opened: Opened) => Promise<void>, options: OpenOptions = {}): void => {
  test(title, async () => {
    const opened = await openDiscord(options)
    try {
      await body(opened)
    } finally {
      await opened.close()
    }
  })
}

export interface FakeDispatch extends Dispatch {
  asked: Incoming[]
  lost: { target: Target; why: string }[]
  followed: Target[]
}

/** A bot that answers with these docs (or what the function yields), and keeps what it was asked. */
export const answering = (answer: readonly Doc[] | ((incoming: Incoming) => AsyncIterable<Doc>)): FakeDispatch => {
  const asked: Incoming[] = []
  const lost: FakeDispatch['lost'] = []
  const followed: Target[] = []
  return {
    asked,
    lost,
    followed,
    followable: async (target) => void followed.push(target),
    async *run(incoming) {
      asked.push(incoming)
      if (typeof answer === 'function') yield* answer(incoming)
      else yield* answer
    },
    suggest: ({ value, limit }) =>
      Promise.resolve(Array.from({ length: limit }, (_, n) => ({ label: `${value} ${n}`, value: `${value}-${n}` }))),
    gone(target, why) {
      lost.push({ target, why })
      return Promise.resolve()
    },
    moved: () => Promise.resolve(),
  }
}
