import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { App } from '../../src/app.ts'
import { fakeClock } from '../fakes/clock.ts'
import { fakeDiscord } from '../fakes/discord.ts'
import { FIRST, createRuns, startNewsletter } from './newsletter.ts'

const stage = async (t: TestContext) => {
  const clock = fakeClock('2026-03-02T06:30:00Z')
  const discord = await fakeDiscord({ clock })
  const apps: App[] = []
  // The bots end first: a client that has lost its server dials on.
  t.after(async () => {
    await Promise.all(apps.map((app) => app.stop()))
    await discord.close()
  })
  const news = await startNewsletter()
  t.after(() => news[Symbol.asyncDispose]())
  news.publish(FIRST)
  const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, RECAP_SOURCES: news.url }
  const { start, sleepUntil } = createRuns(t, { clock, env }, (app) => apps.push(app))
  return { clock, discord, news, start, sleepUntil, posts: () => discord.messages(discord.channel).map(({ text }) => text) }
}

test('a subscribed channel gets each issue once at its hour, has it corrected in place, and a restart changes nothing', async (t) => {
  const { discord, news, clock, start, sleepUntil, posts } = await stage(t)
  const app = await start()
  await discord.slash('subscribe', { hour: '07:00', sections: 'all' }, { manager: true })
  const before = posts().length
  await sleepUntil(app, '2026-03-02T07:00:00Z')
  await discord.until(() => posts().length === before + 1)
  assert.match(posts().at(-1) ?? '', /Otter opens[^]*Otter is out[^]*Two cards/)

  news.publish({ ...FIRST, title: 'Otter opens, corrected' })
  await clock.tick(15 * 60_000)
  await discord.until(() => /Otter opens, corrected/.test(posts().at(-1) ?? ''))
  assert.match(posts().at(-1) ?? '', /updated/)
  assert.equal(posts().length, before + 1)

  await app.stop()
  const again = await start()
  await sleepUntil(again, '2026-03-02T12:00:00Z')
  await sleepUntil(again, '2026-03-03T06:59:00Z')
  assert.equal(posts().length, before + 1)

  news.publish(
    { slug: '26-03-03-heron', title: 'Heron follows', items: ['It follows.'] },
    { ...FIRST, slug: '26-03-02-otter-renamed', title: 'Otter opens, corrected' },
  )
  await clock.tick(15 * 60_000)
  await sleepUntil(again, '2026-03-03T07:15:00Z')
  await discord.until(() => posts().length === before + 2)
  assert.match(posts().at(-1) ?? '', /Heron follows/)
})

test('a command is acknowledged in time and its answer shown, questions are answered in private and on mention', async (t) => {
  const { discord, start } = await stage(t)
  await start()
  const recap = await discord.slash('recap', {})
  await recap.until((text) => /Otter opens/.test(text))
  const [message] = recap.messages
  assert.ok(message)
  const section = await discord.press(message, 'Reddit')
  await section.until((text) => /Two cards/.test(text))
  const ask = await discord.slash('ask', { question: 'Are the weights of Otter open?' })
  await ask.until((text) => /weights are open/.test(text))
  const dm = await discord.dm('Is Otter out?')
  await dm.until((text) => /Otter is out/.test(text))
  const mention = await discord.mention(discord.channel, 'what about a guide to inference?')
  await mention.until((text) => /four-bit/.test(text))
})

test('a channel that the bot may not write to is subscribed with a warning', async (t) => {
  const { discord, start } = await stage(t)
  await start()
  const muted = await discord.slash('subscribe', { hour: '07:00', sections: 'all' }, { manager: true, muted: true })
  await muted.until((text) => /Subscribed/.test(text) && /may not post here yet/.test(text))
  const free = await discord.slash('subscribe', { hour: '08:00' }, { manager: true })
  await free.until((text) => /Changed/.test(text))
  assert.doesNotMatch(free.text, /may not post/)
})

test('typing is completed from the archive', async (t) => {
  const { discord, start } = await stage(t)
  await start()
  assert.deepEqual(
    (await discord.type('recap', 'issue', 'otter')).map(({ name }) => name),
    ['2026-03-02 · Otter opens'],
  )
  assert.deepEqual(
    (await discord.type('subscribe', 'zone', 'berlin')).map(({ value }) => value),
    ['Europe/Berlin'],
  )
})

test('an announcement channel is published to those who follow it, of its own accord, and says what came of it', async (t) => {
  const { discord, start, sleepUntil } = await stage(t)
  const channel = discord.addChannel('news', { type: 5 })
  const app = await start()
  const done = await discord.slash('subscribe', { hour: '07:00', sections: 'all' }, { manager: true, channel })
  assert.match(done.text, /published to all who follow this channel/)
  await sleepUntil(app, '2026-03-02T07:00:00Z')
  const digest = () => discord.messages(channel).find(({ text }) => text.includes('Otter opens'))
  await discord.until(() => digest()?.copies === 1)
  const said = await discord.slash('subscriptions', {}, { manager: true, channel })
  await said.until((text) => /Delivered lately[^]*Mar 2.*: Otter opens – delivered, published/.test(text))
})

test('a channel that its people make an announcement channel is published from then on; a subscription from before there was a choice, too', async (t) => {
  const { discord, start, sleepUntil } = await stage(t)
  const app = await start()
  await discord.slash('subscribe', { hour: '07:00', sections: 'all' }, { manager: true })
  await app.stop()
  discord.changeChannel(discord.channel, 5)
  const again = await start()
  const target = { platform: 'discord', chat: discord.channel }
  await discord.until(() => discord.gateway.isConnected())
  await sleepUntil(again, '2026-03-02T07:00:00Z')
  assert.equal((await again.subscriptions.get(target))?.publish, true)
  await discord.until(() => discord.messages(discord.channel).some(({ text, copies }) => copies === 1 && text.includes('Otter opens')))
})
