/** The checks of the platforms' tokens in `recap doctor`, by plain requests, with instructions on how to get a token. */
import type { Config } from '../config.ts'
import { type Finding, about, getJson, reason } from './doctor-checks.ts'

/** The permissions that the bot needs in a channel, with their bits. https://discord.com/developers/docs/topics/permissions */
const PERMISSIONS: readonly (readonly [name: string, bit: bigint])[] = [
  ['View Channels', 1n << 10n],
  ['Send Messages', 1n << 11n],
  ['Embed Links', 1n << 14n],
  ['Read Message History', 1n << 16n],
  ['Send Messages in Threads', 1n << 38n],
]
const ADMINISTRATOR = 1n << 3n

const invitation = (application: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot+applications.commands&permissions=${PERMISSIONS.reduce((sum, [, bit]) => sum | bit, 0n)}`

export const discordSteps = `To add Discord:
  1. Open https://discord.com/developers/applications, press New Application,
     give it a name.
  2. Under Bot, press Reset Token and copy the token. No privileged intent is
     needed.
  3. Put DISCORD_TOKEN=the token into .env.
  4. Invite the bot to your server with this link; APPLICATION_ID is shown
     under General Information:
     ${invitation('APPLICATION_ID')}
  5. Run recap doctor again, then recap start, and type /subscribe in a
     channel.`

export const telegramSteps = `To add Telegram:
  1. Write to @BotFather in Telegram: /newbot, then a name and a user name
     that ends in "bot". It answers with the token.
  2. Put TELEGRAM_TOKEN=the token into .env.
  3. Leave its privacy mode on (/setprivacy, Enable): in groups the bot reads
     its commands and mentions only.
  4. Run recap doctor again, then recap start, and send /start to the bot.
     In a channel, make the bot an administrator who may post messages.`

/** A server of which the bot is a member. https://discord.com/developers/docs/resources/user#get-current-user-guilds */
interface Guild {
  id: string
  name: string
  permissions: string
}

export const discordChecks = async ({ discordToken, discordApiUrl, discordGuildId }: Config): Promise<Finding[]> => {
  const { ok, warn, fail } = about('discord')
  if (discordToken === undefined) return [warn('no DISCORD_TOKEN: Discord is off')]
  const get = (path: string) => getJson(`${discordApiUrl}/v10/${path}`, { authorization: `Bot ${discordToken}` })
  try {
    const [me, application, guilds] = await Promise.all([get('users/@me'), get('applications/@me'), get('users/@me/guilds')])
    if (me.status === 401) {
      const page = 'https://discord.com/developers/applications'
      return [fail(`the token is refused. Copy it again: ${page}, your application, Bot, Reset Token; into DISCORD_TOKEN`)]
    }
    if (me.status !== 200) return [fail(`${discordApiUrl} answers with status ${me.status}. Try later, or check DISCORD_API_URL`)]
    const invite = invitation((application.json as { id?: string } | undefined)?.id ?? 'APPLICATION_ID')
    const named = ok(`the token is ${(me.json as { username: string }).username}'s. Invite: ${invite}`)
    return guilds.status === 200 ? [named, ...guildFindings(guilds.json as Guild[], invite, discordGuildId)] : [named]
  } catch (error) {
    return [fail(`${discordApiUrl} cannot be reached: ${reason(error)}. Check the network and DISCORD_API_URL`)]
  }
}

const guildFindings = (guilds: readonly Guild[], invite: string, wanted: string | undefined): Finding[] => {
  const { ok, warn, fail } = about('discord permissions')
  if (guilds.length === 0) return [warn(`the bot is in no server yet. Invite it: ${invite}`)]
  if (wanted !== undefined && !guilds.some(({ id }) => id === wanted)) {
    return [fail(`the bot is not in the server ${wanted}. Invite it: ${invite}, or correct DISCORD_GUILD_ID`)]
  }
  const lacking = guilds.flatMap(({ name, permissions }): Finding[] => {
    const has = BigInt(permissions)
    const missing = (has & ADMINISTRATOR) === 0n ? PERMISSIONS.filter(([, bit]) => (has & bit) === 0n).map(([name]) => name) : []
    return missing.length === 0 ? [] : [warn(`in ${name} the bot lacks ${missing.join(', ')}. Grant it to the bot's role`)]
  })
  return lacking.length > 0 ? lacking : [ok(`enough in ${guilds.length === 1 ? 'its server' : `all ${guilds.length} servers`}`)]
}

/** A response of the Bot API. https://core.telegram.org/bots/api#making-requests */
interface TelegramAnswer<T> {
  ok: boolean
  result?: T
  description?: string
}
interface Webhook {
  url: string
  pending_update_count: number
  last_error_message?: string
}

export const telegramChecks = async (config: Config): Promise<Finding[]> => {
  const { ok, warn, fail } = about('telegram')
  const { telegramToken, telegramApiRoot } = config
  if (telegramToken === undefined) return [warn('no TELEGRAM_TOKEN: Telegram is off')]
  const get = (method: string) => getJson(`${telegramApiRoot}/bot${telegramToken}/${method}`)
  try {
    const [me, webhook] = await Promise.all([get('getMe'), get('getWebhookInfo')])
    const bot = me.json as TelegramAnswer<{ username: string; can_read_all_group_messages?: boolean }> | undefined
    if (me.status === 401 || me.status === 404) {
      return [fail('the token is refused. Ask @BotFather for it (/token) and put it into TELEGRAM_TOKEN')]
    }
    if (bot?.result === undefined) {
      return [fail(`${telegramApiRoot} answers with status ${me.status}. Try later, or check TELEGRAM_API_ROOT`)]
    }
    const { username, can_read_all_group_messages: readsAll } = bot.result
    return [
      ok(`the token is @${username}'s: https://t.me/${username}`),
      ...(readsAll === true
        ? [about('telegram permissions').warn('the bot is sent every group message and needs few of them. @BotFather: /setprivacy, Enable')]
        : []),
      ...webhookFindings((webhook.json as TelegramAnswer<Webhook> | undefined)?.result, config),
    ]
  } catch (error) {
    return [fail(`${telegramApiRoot} cannot be reached: ${reason(error)}. Check the network and TELEGRAM_API_ROOT`)]
  }
}

const webhookFindings = (webhook: Webhook | undefined, { telegramMode }: Config): Finding[] => {
  const { ok, warn } = about('telegram updates')
  if (webhook === undefined) return []
  if (telegramMode === 'polling') {
    return webhook.url === ''
      ? [ok('polling, and no webhook is in the way')]
      : [warn(`a webhook is set (${webhook.url}), which recap start takes off to poll. If another process needs it, use another token`)]
  }
  return webhook.last_error_message === undefined
    ? [ok(`webhook, ${webhook.pending_update_count} updates waiting`)]
    : [warn(`Telegram cannot reach the webhook: ${webhook.last_error_message}. Check TELEGRAM_WEBHOOK_URL and what stands before it`)]
}
