import type { SettingName } from './schema.ts'

/** What holds where nothing else is said. A setting that is absent here is off. */
export const defaults = {
  dataDir: './data',
  sources: ['https://news.smol.ai/rss.xml'],
  pollMinutes: 15,
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
} as const satisfies Partial<Record<SettingName, unknown>>
