/** Functions that create the platforms for which a token is set. Each loads its platform's library only then. */
import { createHash } from 'node:crypto'
import type { Maker } from './bot/connections.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { SharedPaces } from './platforms/pace/shared.ts'
import type { Platform } from './platforms/platform.ts'
import type { SharedStores } from './stores/redis.ts'
import type { Stores } from './stores/store.ts'

export interface MakerParts {
  stores: Stores
  /** Undefined where there is only one process. */
  shared: SharedStores | undefined
  paces: SharedPaces | undefined
  clock: Clock
  log: Log
}

export const makers = (config: Config, { stores, shared, paces, clock, log }: MakerParts): Maker[] => {
  const { discordToken, discordGuildId: guildId, telegramToken, telegramWebhookUrl } = config
  const wire = { clock, log, ...(paces === undefined ? {} : { paces }) }
  const discord = async (token: string): Promise<Platform> => {
    const { createDiscord } = await import('./platforms/discord/index.ts')
    return createDiscord({ token, apiUrl: config.discordApiUrl, ...wire, ...(guildId === undefined ? {} : { guildId }) })
  }
  const telegram = async (token: string): Promise<Platform> => {
    const { createTelegram } = await import('./platforms/telegram/index.ts')
    const webhook = telegramWebhookUrl === undefined ? {} : { webhook: { url: telegramWebhookUrl, port: config.telegramWebhookPort } }
    const seen = stores.open<true>('telegram-updates')
    return createTelegram({ token, apiRoot: config.telegramApiRoot, mode: config.telegramMode, seen, ...wire, ...webhook })
  }
  const maker = (name: string, token: string, make: (token: string) => Promise<Platform>, inTurns: boolean): Maker => {
    const lease = inTurns ? shared?.lease(`${name}:${createHash('sha256').update(token).digest('hex')}`) : undefined
    return { make: () => make(token), ...(lease === undefined ? {} : { lease }) }
  }
  return [
    ...(discordToken === undefined ? [] : [maker('discord', discordToken, discord, true)]),
    // Any number of processes may listen behind a webhook, because Telegram sends each update once.
    ...(telegramToken === undefined ? [] : [maker('telegram', telegramToken, telegram, config.telegramMode === 'polling')]),
  ]
}
