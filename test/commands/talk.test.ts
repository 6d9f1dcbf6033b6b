import assert from 'node:assert/strict'
import test from 'node:test'
import { commands } from '../../commands/index.ts'
import { createRatings } from '../../src/bot/ratings.ts'
import { languages, t as words } from '../../src/locales/index.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { type Who, buttons, createBot, temporaryFolder } from '../fakes/bot.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'

const BOB: Who = { user: { id: '2', name: 'Bob' } }
/** A Friday, the day after the newest issue of the sample. */
const FRIDAY = '2025-01-24T12:00:00Z'

test('a greeting and thanks are answered by what one can ask', async (t) => {
  const { say } = await createBot(t)
  for (const line of ['hi', 'Hello!', 'thanks', '/ask hello']) {
    const { text } = await say(line)
    assert.match(text, /latest news[^]*\/help/, line)
    assert.doesNotMatch(text, /do not cover/, line)
  }
  assert.match((await say('你好', { locale: 'zh' })).text, /最新消息/)
})

test('who asks what the bot is for gets its help, and who says "ok" no search', async (t) => {
  const { say } = await createBot(t)
  assert.equal((await say('what can you do?')).text, (await say('/help')).text)
  assert.match((await say('ok')).text, /^All right![^]*latest news/)
  assert.match((await say('好的', { locale: 'zh' })).text, /^好的！/)
})

test('news without a name is the newest issue, which says when it is not of today', async (t) => {
  const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
  for (const line of ['latest news', "what's new?", 'today?']) {
    const { text, doc } = await say(line)
    assert.match(text, /Today’s issue is not out yet; the newest is from January 23, 2025[^]*Operator takes the mouse/, line)
    assert.ok(buttons(doc).has('Reddit'), line)
  }
  assert.match((await say('最新消息', { locale: 'zh' })).text, /今天的一期还没有到[^]*2025年1月23日/)
  const { say: onTheDay } = await createBot(t, { clock: fakeClock('2025-01-23T12:00:00Z') })
  assert.doesNotMatch((await onTheDay('latest news')).text, /issue is not out yet/)
})

test('news of a section, of a day and of a week', async (t) => {
  const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
  const reddit = (await say("what's new on reddit?")).text
  assert.match(reddit, /SmolVLM in 256M/)
  assert.doesNotMatch(reddit, /Twitter\/X/)
  assert.match((await say('what happened yesterday?')).text, /^OpenAI's Operator takes the mouse/)
  const later = await createBot(t, { clock: fakeClock('2025-01-29T12:00:00Z') })
  assert.match((await later.say('what happened last week?')).text, /Operator[^]*Stargate[^]*R1/)
  assert.match((await later.say('what happened yesterday?')).text, /no recap from that time\. The newest is from January 23, 2025/)
})

test('who leaves out what a command needs is shown an example of it', async (t) => {
  const { say } = await createBot(t)
  assert.equal((await say('/search')).text, 'Something is missing: “Words to look for” – for example: /search mixture of experts')
})

test('recap understands days in words', async (t) => {
  const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
  assert.match((await say('/recap yesterday')).text, /Operator takes the mouse/)
  assert.match((await say('/recap last tuesday')).text, /Stargate plans/)
  for (const day of ['tuesday', '25-01-21']) assert.match((await say(`/recap ${day}`)).text, /Stargate plans/, day)
  assert.match((await say('/recap reddit yesterday')).text, /^Reddit · OpenAI's Operator/)
  assert.match((await say('/recap last tuesday twitter')).text, /^Twitter\/X · Stargate/)
  assert.match((await say('/recap 昨天', { locale: 'zh' })).text, /Operator/)
  for (const day of ['25.12.2024', 'Dienstag', 'vendredi prochain', '下周五', '2025/01/21'])
    assert.doesNotMatch((await say(`/recap ${day}`)).text, /neither/, day)
  for (const day of ['newest', 'the latest one', '最新']) assert.match((await say(`/recap ${day}`)).text, /Operator takes the mouse/, day)
  assert.match((await say('/recap last week', { locale: 'en' })).text, /no recap for last week\. The newest is from January 23, 2025/)
  assert.match(
    (await say('/recap january')).text,
    /^Issues from January 20, 2025 to January 23, 2025[^]*Operator takes the mouse[^]*Stargate/,
  )
  assert.match((await say('/recap reddit this week')).text, /^Reddit · OpenAI's Operator/)
})

test('for a day without a recap those around it are offered, for one to come the newest, for other words what has them in its title', async (t) => {
  const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
  const offered = async (line: string): Promise<[string, string[]]> => {
    const { text, doc } = await say(line)
    return [text, [...buttons(doc).keys()]]
  }
  assert.deepEqual(await offered('/recap last wednesday'), [
    'There is no recap for last wednesday (January 22, 2025). The newest is from January 23, 2025.',
    ['January 21, 2025', 'January 23, 2025'],
  ])
  assert.deepEqual(await offered('/recap 2020-02-02'), [
    'There is no recap for 2020-02-02. The newest is from January 23, 2025.',
    ['January 20, 2025'],
  ])
  for (const day of ['tomorrow', '2025-02-01', 'next friday', 'morgen'])
    assert.deepEqual(await offered(`/recap ${day}`), [
      `“${day}” is still to come. The newest recap is from January 23, 2025.`,
      ['January 23, 2025'],
    ])
  for (const words of ['stargate', '2025-02-30'])
    assert.match((await say(`/recap ${words}`)).text, /is neither a day nor an issue[^]*\/search/)
  assert.match(
    (await (await say('/recap stargate')).press('2025-01-21 · Stargate plans 500 billion dollars of data…')).text,
    /^Stargate plans/,
  )
  assert.match((await (await say('/recap reddit last wednesday')).press('January 23, 2025')).text, /^Reddit · OpenAI's Operator/)
})

test('help has a page for each command, with usage and examples that work', async (t) => {
  const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
  const { text } = await say('/help recap')
  assert.match(
    text,
    /\/recap \[twitter\|reddit\|discord\] \[issue\][^]*section \(optional\) – [^]*reddit \(Reddit\)[^]*\/recap last friday/,
  )
  assert.match((await say('/help /ASK')).text, /\/ask <question>/)
  assert.match((await say('/help nonsense')).text, /no command “nonsense”/)
  assert.match((await say('/help more')).text, /no command “more”/)
})

test('each example that help gives works in its language', async (t) => {
  const mistakes = ['error.fault', 'error.unknownCommand', 'error.missing', 'error.choice', 'error.tooMuch', 'recap.unknown'] as const
  for (const locale of languages) {
    // One of the examples sets the language of the chat.
    const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
    const mistaken = async (line: string): Promise<boolean> => {
      const { text } = await say(line, { locale })
      return mistakes.some((key) => words(locale, key).split(/\{\w+\}/).every((piece) => text.includes(piece))) // prettier-ignore
    }
    assert.ok(await mistaken('/nonsense'), locale)
    for (const { name, hidden } of commands)
      if (hidden !== true) {
        const page = (await say(`/help ${name}`, { locale })).text
        assert.match(page, new RegExp(`^/${name}`), page)
        for (const [example] of page.matchAll(/^\/\w+ .*(?<![\]>])$/gm)) assert.equal(await mistaken(example), false, example)
      }
  }
})

test('a follow-up says what it is about, in words that nobody else gets', async (t) => {
  const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
  const first = await say('What does Operator score on OSWorld?')
  assert.doesNotMatch(first.text, /^About/)
  assert.match((await say('since when?')).text, /^About: Operator\nFirst in the recaps on January 23, 2025\. \[1\]/)
  assert.doesNotMatch((await say('since when?', BOB)).text, /^About/)
  assert.match((await say('since when?', { ...BOB, ...first.reply })).text, /^About: Operator/)
})

test('evidence, more and thumbs stand under an answer and work for whoever presses', async (t) => {
  const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
  const answer = await say('what is new with R1?')
  const evidence = await answer.press('🔎 Evidence', BOB)
  assert.match(evidence.text, /^The items behind this answer\n\[1\] /)
  assert.match(JSON.stringify(evidence.doc), /"url":"https/)
  const more = await answer.press('More', BOB)
  assert.match(more.text, /^Further items/)
  let page = more
  for (let pages = 0; buttons(page.doc).has('More') && pages < 9; pages++) page = await page.press('More')
  assert.match(page.text, /there are no more/)
  assert.match((await say('more')).text, /no more/)
  assert.match((await say('more', BOB)).text, /Ask me something first/)
  for (const call of buttons(answer.doc).values()) assert.ok(call.options['question'] === undefined)
})

test('who asks for the sources in words is shown them', async (t) => {
  const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
  const answer = await say('what is new with R1?')
  const evidence = await answer.press('🔎 Evidence')
  assert.equal((await say('sources?')).text, evidence.text)
  assert.equal((await say('show me the evidence', { ...BOB, ...answer.reply })).text, evidence.text)
  await say('/ask latest news')
  assert.match((await say('sources')).text, /cites no item/)
})

test('a button of another chat’s answer is worth nothing', async (t) => {
  const { say } = await createBot(t)
  const answer = await say('what is new with R1?', { private: true, target: { platform: 'discord', chat: 'dm' } })
  const elsewhere: Who = { ...BOB, target: { platform: 'discord', chat: '100' } }
  assert.match((await answer.press('🔎 Evidence', elsewhere)).text, /too old/)
  assert.match((await answer.press('👍 Helpful', elsewhere)).text, /too old/)
})

test('forget says what it deleted, at once', async (t) => {
  const { say } = await createBot(t)
  assert.match((await say('/forget')).text, /nothing to forget/)
  const answer = await say('what is new with R1?')
  assert.match((await say('/forget')).text, /your last question here/)
  assert.match((await answer.press('🔎 Evidence')).text, /too old/)
  assert.doesNotMatch((await say('and the price?')).text, /^About/)
  await say('what is new with R1?')
  assert.match((await say('/forget')).text, /your last 2 questions/)
})

test('no question is in the log, whatever comes of it', async (t) => {
  const log = recordingLog()
  const { say } = await createBot(t, { log, env: { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' } })
  await say('what is new with R1 in zanzibar?')
  await say('and the price in zanzibar?')
  assert.ok(log.records.length > 0)
  assert.doesNotMatch(JSON.stringify(log.records), /zanzibar/i)
})

test('thumbs are counted once a person and answer, and minds may change; nobody’s name is kept', async (t) => {
  const folder = temporaryFolder(t)
  const clock = fakeClock(FRIDAY)
  const { say, app } = await createBot(t, { clock, folder })
  const answer = await say('what is new with R1?')
  const other = await say('What does Operator score on OSWorld?')
  for (const who of [{}, {}, BOB]) assert.match((await answer.press('👍 Helpful', who)).text, /Counted as helpful/)
  assert.match((await answer.press('👎 Not helpful', BOB)).text, /Counted as not helpful/)
  await other.press('👍 Helpful', BOB)
  await app.stop()
  const stores = openSqliteStores(`${folder}/state.sqlite`, { clock })
  t.after(() => stores.close())
  const store = stores.open<'up' | 'down'>('ratings')
  assert.deepEqual(await createRatings(store).totals(), { up: 2, down: 1 })
  for await (const [key] of store.entries()) assert.doesNotMatch(key, /discord|\/[12]\b/)
})

test('who calls an answer wrong is shown what it rests on, and it counts as a thumb down', async (t) => {
  const folder = temporaryFolder(t)
  const clock = fakeClock(FRIDAY)
  const { say, app } = await createBot(t, { clock, folder })
  const answer = await say('what is new with R1?')
  const evidence = await answer.press('🔎 Evidence')
  const { text } = await say('no, that’s wrong', { ...BOB, ...answer.reply })
  assert.match(text, /^Thank you: counted as not helpful\./)
  assert.ok(text.endsWith(evidence.text))
  assert.match((await say('wrong', { target: { platform: 'discord', chat: '200' } })).text, /no answer here/)
  await app.stop()
  const stores = openSqliteStores(`${folder}/state.sqlite`, { clock })
  t.after(() => stores.close())
  assert.deepEqual(await createRatings(stores.open('ratings')).totals(), { up: 0, down: 1 })
})

test('an answer in another language has our own words in it, and says what it could not translate', async (t) => {
  const { say } = await createBot(t, { clock: fakeClock(FRIDAY) })
  await say('what is new with R1?')
  assert.match((await say('in italiano')).text, /^In the recaps’ own English: putting it into Italian takes a language model[^]*R1/)
  assert.match((await say('auf Deutsch')).text, /^Im Original der Recaps \(Englisch\)[^]*R1[^]*Quellen/)
  const chinese = await say('用中文')
  assert.match(chinese.text, /R1[^]*出处/)
  assert.ok([...buttons(chinese.doc).keys()].some((label) => /\p{Script=Han}/u.test(label)))
})
