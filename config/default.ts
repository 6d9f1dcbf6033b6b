import type { SettingName } from './schema.ts'

/** What holds where nothing else is said. A setting that is absent here is off. */
export const defaults = {
  dataDir: './data',
  sources: ['https://news.smol.ai/rss.xml'],
  pollMinutes: 15,
  // The longest time between an issue and a correction of it was two days in two months.
  correctDays: 7,
  // An hour of looks: a site that is being rebuilt, or an author who renames an issue, takes minutes.
  withdrawnLooks: 4,
  unknownParts: 'leave',
  locale: 'en',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  port: 8787,
  logLevel: 'info',
  logFormat: 'auto',
  discordApiUrl: 'https://discord.com/api',
  telegramApiRoot: 'https://api.telegram.org',
  telegramMode: 'polling',
  telegramWebhookPort: 8443,
  openaiModel: 'gpt-4o-mini',
  // A question takes 4,500 at most: a person has some 20 a day, all together some 440.
  tokensPerUser: 100_000,
  tokensPerChat: 500_000,
  tokensPerDay: 2_000_000,
  role: 'all',
} as const satisfies Partial<Record<SettingName, unknown>>
