import assert from 'node:assert/strict'
import test from 'node:test'
import { buttons, createBot } from '../fakes/bot.ts'
import { fakeClock } from '../fakes/clock.ts'

const target = { platform: 'telegram', chat: '7' }

test('two taps subscribe: when, and which sections', async (t) => {
  const { say, app } = await createBot(t)
  const when = await say('/start', { target, private: true })
  const which = await when.press('08:00')
  assert.deepEqual(await app.subscriptions.list(), [])
  const done = await which.press('Reddit only')
  assert.match(done.text, /Subscribed: Reddit only, every day at 08:00 \(UTC\)/)
  const [one] = await app.subscriptions.list()
  assert.partialDeepStrictEqual(one, { target, hour: '08:00', zone: 'UTC', sections: ['reddit'], layout: 'compact', locale: 'en' })
})

test('the line for another time zone can be copied as it is, and is left out where somebody chose one', async (t) => {
  const { say } = await createBot(t)
  for (const [locale, example] of [
    ['en', '/subscribe zone=Europe/Berlin'],
    ['zh', '/subscribe zone=Asia/Shanghai'],
  ] as const) {
    const { doc } = await say('/subscribe 08:00 all', { locale })
    const shown = doc.children.flatMap((block) => (block.type === 'paragraph' ? block.children : []))
    // Elsewhere Telegram would make a tap of it, which is broken with an invisible character.
    assert.ok(shown.some((node) => node.type === 'inlineCode' && node.value === example))
  }
  for (const line of ['/subscribe zone=UTC', '/subscribe zone=Europe/Berlin', '/subscribe 09:00'])
    assert.equal((await say(line)).text.includes('Another time zone'), false, line)
})

test('one line subscribes with everything', async (t) => {
  const { say, app } = await createBot(t)
  const { text } = await say('/subscribe 8:30pm twitter+reddit zone=asia/kathmandu layout=full language=zh')
  assert.match(text, /Twitter\/X and Reddit, every day at 20:30 \(Asia\/Kat[h]?mandu\), every topic, 中文\.$/m)
  assert.partialDeepStrictEqual((await app.subscriptions.list())[0], {
    hour: '20:30',
    sections: ['twitter', 'reddit'],
    layout: 'full',
    locale: 'zh',
  })
})

test('a later line changes only what it names', async (t) => {
  const { say, app } = await createBot(t)
  await say('/subscribe 08:00 reddit')
  assert.match((await say('/subscribe 21')).text, /Changed: Reddit only, every day at 21:00/)
  await say('/subscribe layout=full')
  assert.partialDeepStrictEqual((await app.subscriptions.list())[0], { hour: '21:00', sections: ['reddit'], layout: 'full' })
})

test('a zone is understood without its name, and a change of language goes for the digest too', async (t) => {
  const { say, app } = await createBot(t)
  await say('/subscribe Europe/Berlin 7点 all')
  assert.partialDeepStrictEqual((await app.subscriptions.list())[0], { hour: '07:00', zone: 'Europe/Berlin', locale: 'en' })
  await say('/language zh')
  assert.partialDeepStrictEqual((await app.subscriptions.list())[0], { hour: '07:00', zone: 'Europe/Berlin', locale: 'zh' })
})

test('times and zones that are none are refused, and nothing is changed', async (t) => {
  const { say, app } = await createBot(t)
  assert.match((await say('/subscribe 25:00 all')).text, /“25:00” is not a time of day/)
  assert.match((await say('/subscribe 08:61 all')).text, /not a time of day/)
  assert.match((await say('/subscribe hourly')).text, /don’t know what “hourly” means/)
  assert.match((await say('/subscribe 08:00 all zone=Mars/Base')).text, /“Mars\/Base” is not a time zone/)
  assert.deepEqual(await app.subscriptions.list(), [])
})

test('who may not manage the chat is greeted without buttons that would be refused', async (t) => {
  const { say } = await createBot(t)
  const hello = await say('/start', { mayManage: async () => false })
  assert.match(hello.text, /Hello/)
  assert.equal(buttons(hello.doc).size, 0)
  assert.ok(buttons((await say('/start')).doc).size > 0)
})

test('only those who may manage the chat subscribe it', async (t) => {
  const { say, app } = await createBot(t)
  for (const line of ['/subscribe 08:00 all', '/unsubscribe', '/subscriptions', '/language zh'])
    assert.match((await say(line, { mayManage: async () => false })).text, /Only those who may manage/, line)
  assert.deepEqual(await app.subscriptions.list(), [])
})

test('subscriptions are listed, with those of the chat’s topics, and ended', async (t) => {
  const { say, app } = await createBot(t)
  await say('/subscribe 08:00 all')
  await say('/subscribe 09:00 discord', { target: { platform: 'discord', chat: '100', thread: '5' } })
  const listed = await say('/subscriptions')
  assert.match(listed.text, /All sections, every day at 08:00 \(UTC\), one message, English — next: /)
  assert.match(listed.text, /Discord only, every day at 09:00 .* \(in a topic\)/)
  const ended = await listed.press('Unsubscribe')
  assert.match(ended.text, /No more digests/)
  assert.match((await say('/unsubscribe')).text, /no subscription here/)
  assert.equal((await app.subscriptions.list()).length, 1)
  await ended.press('Subscribe again as before')
  assert.match((await say('/subscriptions')).text, /All sections, every day at 08:00/)
})

test('what was ended can be had again as it was', async (t) => {
  const { say, app } = await createBot(t)
  const kept = async () => {
    const [{ id: _, createdAt: __, ...chosen } = {}] = await app.subscriptions.list()
    return chosen
  }
  const here = { followable: true }
  for (const line of [
    'arrival 07:30-22:00 twitter reddit about: Gemma, Otter 3 zone=Asia/Kathmandu full quiet=skip zh',
    'friday 18:00 reddit about: all',
    'daily 09:00 all',
  ]) {
    await say(`/subscribe ${line}`, here)
    if (line.startsWith('daily')) await (await say('/subscriptions', here)).press('Do not publish it')
    const before = await kept()
    await (await say('/unsubscribe', here)).press('Subscribe again as before')
    assert.deepEqual(await kept(), before, line)
  }
})

const chat = (chat: string) => ({ target: { platform: 'discord', chat } })

test('a list says what comes, when it comes next, and why it does not', async (t) => {
  const { say, app } = await createBot(t, { clock: fakeClock('2026-03-02T12:00Z') })
  await say('/subscribe friday 18:00 reddit about: Gemma zone=Asia/Kathmandu', chat('weekly'))
  const weekly = /Reddit only, about Gemma, every Friday at 18:00 \(Asia\/Kath?mandu\), .* — next: (.*) · (.*) · (.*)/.exec(
    (await say('/subscriptions', chat('weekly'))).text,
  )
  assert.deepEqual(weekly?.slice(1), ['Fri, Mar 6, 06:00 PM', 'Fri, Mar 13, 06:00 PM', 'Fri, Mar 20, 06:00 PM'])
  await say('/subscribe arrival all quiet=skip', chat('arrival'))
  assert.match(
    (await say('/subscriptions', chat('arrival'))).text,
    /as it arrives, between 07:30 and 22:00 \(UTC\), nothing on quiet days, .* — at once when it is out; next opening: Tue, Mar 3, 07:30 AM/,
  )
  await app.subscriptions.pause(chat('arrival').target, 'the bot was kicked')
  const paused = /paused since Mon, Mar 2, 12:00 PM \(“the bot was kicked”\)\. \/subscribe resumes it/
  assert.match((await say('/subscriptions', chat('arrival'))).text, paused)
})

test('the mend of what a platform refused is in the reader’s language', async (t) => {
  const { say, app } = await createBot(t)
  await say('/subscribe 08:00 all', chat('9'))
  await app.subscriptions.pause(chat('9').target, 'Discord says 50013: Missing Permissions. The thread is archived. Open it again.')
  const { text } = await say('/subscriptions', { ...chat('9'), locale: 'zh' })
  assert.match(text, /Missing Permissions\. 该子区已归档。请重新打开。/)
})

test('two taps bring issues as they arrive, or each week', async (t) => {
  const { say, app } = await createBot(t, { clock: fakeClock('2026-03-02T23:00Z') })
  const wizard = await say('/subscribe')
  const arrival = await (await wizard.press('As it arrives')).press('All sections')
  assert.match(
    arrival.text,
    /Subscribed: All sections, as it arrives, between 07:30 and 22:00 \(UTC\)[^]*Issues wait until Tue, Mar 3, 07:30 AM\. From then on/,
  )
  await (await say('/subscribe')).press('Every Monday')
  assert.partialDeepStrictEqual((await app.subscriptions.list())[0], { every: 'monday', hour: '08:00' })
  const daily = await (await say('/subscribe')).press('09:00')
  assert.match(daily.text, /Changed: All sections, every day at 09:00/)
  const change = await (await say('/subscriptions')).press('Change')
  assert.match(change.text, /When shall[^]*Which sections\? \(every day at 09:00 \(UTC\)\)/)
  assert.match((await change.press('Reddit only')).text, /Changed: Reddit only, every day at 09:00/)
  const always = await say('/subscribe arrival 00:00-24:00')
  assert.match(always.text, /Issues come as soon as they are out\.(?! Outside)/)
})

test('in a channel that others can follow, what comes is published unless somebody says no; a tap changes that', async (t) => {
  const { say, app } = await createBot(t)
  const news = { target: { platform: 'discord', chat: '5' }, followable: true } as const
  const publish = async () => (await app.subscriptions.get(news.target))?.publish
  const done = await say('/subscribe 08:00 all', news)
  assert.match(done.text, /Subscribed: All sections, every day at 08:00 \(UTC\), published to all who follow this channel/)
  assert.equal(await publish(), true)
  assert.doesNotMatch((await done.press('Do not publish it')).text, /published to all/)
  assert.equal(await publish(), false)
  await say('/subscribe 09:00', news)
  assert.equal(await publish(), false, 'it stays as it was chosen')
  assert.match((await (await say('/subscriptions', news)).press('Publish it to followers')).text, /published to all/)
  assert.deepEqual([await publish(), (await app.subscriptions.get(news.target))?.hour], [true, '09:00'])
  assert.doesNotMatch((await say('/subscribe 10:00', { ...news, followable: false })).text, /published/)
  assert.equal(await publish(), undefined, 'it is no such channel any more')
})

test('where nobody can follow, nothing is said of it; what was chosen stays', async (t) => {
  const { say, app } = await createBot(t)
  const target = { platform: 'discord', chat: '6' }
  const done = await say('/subscribe 08:00 all', { target })
  assert.doesNotMatch(done.text, /publish/i)
  assert.deepEqual([...buttons(done.doc).keys()], ['Show the newest now'])
  assert.equal((await app.subscriptions.get(target))?.publish, undefined)
  const button = await say('/subscriptions', { target: { platform: 'discord', chat: '6' }, followable: true })
  assert.match((await button.press('Publish it to followers', { followable: false })).text, /Nobody can follow this chat/)
  assert.equal((await app.subscriptions.get(target))?.publish, undefined)
})
