/** Functions that create the platforms for which a token is set. Each loads its platform's library only then. */
import { createHash } from 'node:crypto'
import type { Maker } from './bot/connections.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { SharedPaces } from './platforms/pace/shared.ts'
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
  const { discordToken, discordGuildId: guildId, telegramToken, telegramWebhookUrl: url } = config
  const wire = { paces, clock, log }
  const leaseOf = (name: string, token: string) => shared?.lease(`${name}:${createHash('sha256').update(token).digest('hex')}`)
  const discord = (token: string): Maker => ({
    async make() {
      const { createDiscord } = await import('./platforms/discord/index.ts')
      return createDiscord({ token, apiUrl: config.discordApiUrl, guildId, ...wire })
    },
    lease: leaseOf('discord', token),
  })
  const telegram = (token: string): Maker => ({
    async make() {
      const { createTelegram } = await import('./platforms/telegram/index.ts')
      const { telegramApiRoot: apiRoot, telegramMode: mode, telegramWebhookPort: port } = config
      const webhook = url === undefined ? undefined : { url, port }
      return createTelegram({ token, apiRoot, mode, webhook, seen: stores.open<true>('telegram-updates'), ...wire })
    },
    // Any number of processes may listen behind a webhook, because Telegram sends each update once.
    lease: config.telegramMode === 'polling' ? leaseOf('telegram', token) : undefined,
  })
  return [...(discordToken === undefined ? [] : [discord(discordToken)]), ...(telegramToken === undefined ? [] : [telegram(telegramToken)])]
}
