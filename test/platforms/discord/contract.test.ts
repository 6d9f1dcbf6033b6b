import { platformContract } from '../../contracts/platform.ts'
import { check } from '../../fakes/discord/http.ts'
import { visibleText } from '../../fakes/discord/read.ts'
import { openDiscord, targetOf } from './bench.ts'

const POST = { method: 'POST', path: '/api/v10/channels/1/messages', headers: { 'content-type': 'application/json' } }

platformContract('discord', async () => {
  const { discord, bot, target, close } = await openDiscord()
  return {
    platform: bot,
    target,
    lost: targetOf(discord.addChannel('secret', { refuses: 'no access' })),
    shown: ({ chat }) => discord.messages(chat).flatMap(({ author, text }) => (author.id === discord.botId ? [text] : [])),
    read: (payload) => visibleText({ content: '', components: payload['components'] as unknown[] }),
    check: (payload) =>
      check({
        ...POST,
        headers: { ...POST.headers, 'user-agent': 'DiscordBot (x, 1)', authorization: 'Bot x' },
        body: JSON.stringify(payload),
      }),
    fail(how) {
      const path = /^\/channels\/\d+\/messages/
      if (how === 'busy') discord.fail({ path, status: 429, retryAfter: 30 })
      else if (how === 'refused') discord.fail({ path, status: 400, code: 50035 })
      else discord.fail({ path, status: 500 })
    },
    async say(command) {
      await discord.slash(command, {}, { wait: false })
    },
    until: (holds) => discord.until(holds),
    close,
  }
})
