import type { SettingName } from './schema.ts'

/** The default of each setting. One that is absent here is off unless it is set. */
export const defaults = {
  dataDir: './data',
  sources: ['https://news.smol.ai/rss.xml'],
  pollMinutes: 15,
  // In two months, no correction came later than two days after its issue.
  correctDays: 7,
  // An hour: rebuilding a site, or renaming an issue, takes minutes.
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
  // A question takes 4,500 at most: some 20 questions a day for a person, some 440 for all together.
  tokensPerUser: 100_000,
  tokensPerChat: 500_000,
  tokensPerDay: 2_000_000,
  role: 'all',
} as const satisfies Partial<Record<SettingName, unknown>>
