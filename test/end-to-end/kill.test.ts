import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import test from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { systemClock } from '../../src/clock.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import type { Target } from '../../src/platforms/platform.ts'
import { openSqliteQueue } from '../../src/queues/sqlite.ts'
import { SAMPLE, createBot, temporaryFolder } from '../fakes/bot.ts'
import { fakeDiscord } from '../fakes/discord.ts'
import { recordingLog } from '../fakes/log.ts'
import { fakeTelegram } from '../fakes/telegram.ts'

const main = resolve(import.meta.dirname, '../../src/main.ts')
const CHATS = 20
const KILLS = 3

test('a bot that is killed again and again over its deliveries brings each once, or says which may be missing', async (t) => {
  const [discord, telegram] = [await fakeDiscord(), await fakeTelegram()]
  let child: ChildProcess | undefined
  t.after(async () => {
    child?.kill('SIGKILL')
    await Promise.all([discord.close(), telegram.close()])
  })
  const folder = temporaryFolder(t)
  const targets = Array.from({ length: CHATS }, (_, n): Target[] => [
    { platform: 'discord', chat: discord.addChannel(`channel ${n}`) },
    { platform: 'telegram', chat: String(-500 - n) },
  ]).flat()
  const { app } = await createBot(t, { folder })
  const [issue] = app.archive.newest()
  assert.ok(issue)
  const queue = openSqliteQueue<DeliveryJob>(join(folder, 'state.sqlite'), 'delivery', { clock: systemClock, log: recordingLog() })
  for (const target of targets) {
    const { subscription } = await app.subscriptions.put({
      target,
      sections: [],
      hour: '08:00',
      zone: 'UTC',
      layout: 'compact',
      locale: 'en',
      createdBy: '42',
    })
    const data: DeliveryJob = { kind: 'digest', subscription: subscription.id, uid: issue.uid }
    await queue.add({ id: `digest ${subscription.id}`, data })
  }
  await queue.close()
  await app.stop()

  const posts = (): number =>
    discord.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages')).length +
    telegram.sent('sendMessage').length
  const start = (): ChildProcess => {
    const env = {
      PATH: process.env['PATH'],
      RECAP_DATA_DIR: folder,
      RECAP_PORT: '0',
      RECAP_SOURCES: SAMPLE,
      RECAP_LOG_LEVEL: 'error',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
    }
    return spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  for (let kill = 0; kill < KILLS; kill++) {
    const before = posts()
    child = start()
    // One more each time, so that it dies at another place.
    await telegram.until(() => posts() > before + kill)
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  child = start()
  const { app: observer } = await createBot(t, { folder, issues: false })
  const ends = async (): Promise<string[]> =>
    (await observer.recent('all', 50)).flatMap(({ target, finished, parts }) =>
      finished ? parts.map(({ state }) => `${target.platform} ${target.chat} ${state}`) : [],
    )
  let ended: string[] = []
  for (const end = Date.now() + 20_000; ended.length < targets.length && Date.now() < end;) {
    await setTimeout(50)
    ended = await ends()
  }
  assert.equal(ended.length, targets.length, ended.join('\n'))
  for (const { platform, chat } of targets) {
    const shown = platform === 'discord' ? discord.messages(chat).length : telegram.messages(Number(chat)).length
    const isKnown = ended.includes(`${platform} ${chat} sent`)
    if (platform === 'discord' || isKnown) assert.equal(shown, 1, `${platform} ${chat}`)
    else assert.ok(shown <= 1 && ended.includes(`${platform} ${chat} unknown`), `${platform} ${chat}`)
  }
})
