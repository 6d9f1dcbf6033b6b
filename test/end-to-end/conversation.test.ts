/** A conversation about the same news, as people have it on either platform. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { createBot } from '../fakes/bot.ts'
import { type FakeClock, asTimePasses, fakeClock } from '../fakes/clock.ts'
import { type FakeDiscord, fakeDiscord } from '../fakes/discord.ts'
import { fakeTelegram } from '../fakes/telegram.ts'
import { startNewsletter } from './newsletter.ts'

const NEWS = {
  slug: '26-03-02-otter',
  title: 'Otter opens',
  items: [
    '<strong>Otter 3 is out</strong>: Acme released it with open weights; it costs $5 for a million tokens.',
    '<strong>The large one</strong>: Otter 3 70B costs $40 for a million tokens.',
    '<strong>Heron answers</strong>: Heron 2 costs $7 for a million tokens.',
  ],
}
const ADA = 42
const BOB = 43
const GROUP = -100_500

const start = async (t: TestContext, env: NodeJS.ProcessEnv): Promise<FakeClock> => {
  const news = await startNewsletter()
  t.after(() => news[Symbol.asyncDispose]())
  news.publish(NEWS)
  const clock = fakeClock('2026-03-02T12:00:00Z')
  const { app } = await createBot(t, { clock, issues: false, env: { RECAP_SOURCES: news.url, ...env } })
  const { ready } = await app.start()
  await ready
  return clock
}

const onTelegram = async (t: TestContext) => {
  const telegram = await fakeTelegram()
  t.after(() => telegram.close())
  const clock = await start(t, { TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot })
  const until = asTimePasses(clock, telegram.until)
  const shows = async (chat: number, pattern: RegExp) => {
    await until(() => telegram.messages(chat).some(({ text }) => pattern.test(text)))
    return telegram.waitFor(chat, ({ text }) => pattern.test(text))
  }
  return { telegram, shows, until }
}

test('Telegram, in private: follow-ups, evidence, more, thumbs, and forgetting it all', async (t) => {
  const { telegram, shows, until } = await onTelegram(t)
  telegram.say(ADA, 'how much does Otter 3 cost?')
  const answer = await shows(ADA, /\$5/)
  telegram.say(ADA, 'and the 70B?')
  await shows(ADA, /^About: Otter 3 70B[^]*\$40/)
  telegram.press(answer, '🔎 Evidence')
  await shows(ADA, /^The items behind this answer[^]*open weights/)
  telegram.press(answer, '👍 Helpful')
  await telegram.until(() => telegram.sent('answerCallbackQuery').some(({ text }) => text === 'Counted as helpful. Thank you!'))
  assert.equal(telegram.messages(ADA).find(({ id }) => id === answer.id)?.text, answer.text)
  telegram.say(ADA, 'more')
  await shows(ADA, /^Further items|no more/)
  telegram.say(ADA, '/forget')
  await shows(ADA, /your last 2 questions/)
  telegram.say(ADA, 'and Heron 2?')
  await until(() => telegram.pending().length === 0)
  assert.ok(!telegram.messages(ADA).some(({ text }) => text.startsWith('About: Heron')))
})

test('Telegram, in a group: a reply to the answer of somebody else’s question goes on with that', async (t) => {
  const { telegram, shows } = await onTelegram(t)
  telegram.say(GROUP, `@${telegram.me.username} how much does Otter 3 cost?`, { user: ADA })
  const answer = await shows(GROUP, /\$5/)
  telegram.say(GROUP, `@${telegram.me.username} and the 70B?`, { user: BOB })
  telegram.say(GROUP, 'what about Heron 2?', { user: BOB, replyTo: answer.id })
  const followed = await shows(GROUP, /^About: Heron 2[^]*\$7/)
  assert.ok(!telegram.messages(GROUP).some(({ text }) => text.startsWith('About: Otter')))
  telegram.say(GROUP, '那 70B 呢？', { user: ADA, language: 'zh-hans', replyTo: answer.id })
  await shows(GROUP, /^关于：Otter 3 70B[^]*\$40/)
  telegram.press(followed, '🔎 Evidence', ADA)
  await shows(GROUP, /^The items behind this answer[^]*Heron answers/)
  telegram.say(GROUP, 'auf Deutsch bitte', { user: ADA, replyTo: answer.id })
  await shows(GROUP, /^Im Original[^]*\$5[^]*Quellen/)
  telegram.say(GROUP, 'that’s wrong', { user: BOB, replyTo: followed.id })
  await shows(GROUP, /^Thank you: counted as not helpful[^]*Heron answers/)
})

const onDiscord = async (t: TestContext): Promise<FakeDiscord> => {
  const discord = await fakeDiscord()
  await start(t, { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl })
  return discord
}

/** The bot ends first: a client that has lost its server dials on. */
const closeAfter = (t: TestContext, discord: FakeDiscord): void => t.after(() => discord.close())

test('Discord: follow-ups by slash command, reply, thread and in private, each with its own memory', async (t) => {
  const discord = await onDiscord(t)
  closeAfter(t, discord)
  const bob = { user: { id: '43', username: 'bob' } }
  const asked = await discord.slash('ask', { question: 'how much does Otter 3 cost?' })
  await asked.until((text) => /\$5/.test(text))
  const [answer] = asked.messages
  assert.ok(answer)
  const followed = await discord.slash('ask', { question: 'and the 70B?' })
  await followed.until((text) => /^About: Otter 3 70B[^]*\$40/.test(text))
  const stranger = await discord.mention(discord.channel, 'and the 70B?', bob)
  assert.doesNotMatch(stranger.text, /About/)
  const reply = await discord.reply(answer, 'what about Heron 2?', bob)
  await reply.until((text) => /^About: Heron 2[^]*\$7/.test(text))
  const thread = discord.thread(answer)
  const inThread = await discord.mention(thread, 'and the 70B?', bob)
  await inThread.until((text) => /^About: Otter 3 70B[^]*\$40/.test(text))
  const further = await discord.mention(thread, 'what about Heron 2?', bob)
  await further.until((text) => /About: Heron 2[^]*\$7/.test(text))
  const wrong = await discord.mention(thread, 'that’s wrong', bob)
  await wrong.until((text) => text.startsWith('Thank you: counted as not helpful'))
  const chinese = await discord.reply(answer, '用中文', bob)
  await chinese.until((text) => /\$5[^]*出处/.test(text))
  const alone = await discord.dm('and the 70B?')
  assert.doesNotMatch(alone.text, /About/)
})

test('Discord does not say what language a writer has: what they write does', async (t) => {
  const discord = await onDiscord(t)
  closeAfter(t, discord)
  const german = await discord.dm('Was kostet Otter 3 und wer hat es?')
  await german.until((text) => /\$5[^]*Quellen|steht dazu nichts/.test(text))
  const chinese = await discord.mention(discord.channel, 'Otter 3 多少钱？')
  await chinese.until((text) => /\$5[^]*出处/.test(text))
  const english = await discord.mention(discord.channel, 'how much is Otter 3?')
  await english.until((text) => /\$5[^]*Sources/.test(text))
})

test('Discord: evidence and thumbs are for the presser alone, and leave the answer as it is', async (t) => {
  const discord = await onDiscord(t)
  closeAfter(t, discord)
  const bob = { user: { id: '43', username: 'bob' } }
  const { messages } = await discord.mention(discord.channel, 'how much does Otter 3 cost?')
  const [answer] = messages
  assert.ok(answer)
  const before = answer.text
  const evidence = await discord.press(answer, '🔎 Evidence', bob)
  await evidence.until((text) => /The items behind this answer[^]*open weights/.test(text))
  assert.equal(evidence.messages[0]?.onlyFor, '43')
  const rated = await discord.press(answer, '👎 Not helpful', bob)
  await rated.until((text) => /Counted as not helpful/.test(text))
  assert.equal(rated.messages[0]?.onlyFor, '43')
  assert.equal(answer.text, before)
})
