import assert from 'node:assert/strict'
import test from 'node:test'
import { commands } from '../../commands/index.ts'
import { SAMPLE, buttons, createBot, temporaryFolder } from '../fakes/bot.ts'

test('recap shows the newest issue, a day’s, and says when there is none', async (t) => {
  const { say } = await createBot(t)
  assert.match((await say('/recap')).text, /Operator takes the mouse[^]*January 23, 2025/)
  assert.match((await say('/recap 2025-01-21')).text, /Stargate plans/)
  assert.match((await say('/recap 2020-02-02')).text, /no recap for 2020-02-02\. The newest is from January 23, 2025/)
})

test('recap goes into a section and back by its buttons', async (t) => {
  const { say } = await createBot(t)
  const section = await (await say('/recap')).press('Reddit')
  assert.match(section.text, /SmolVLM in 256M parameters/)
  assert.doesNotMatch(section.text, /computer-using agent/)
  assert.match((await section.press('‹ Overview')).text, /Operator takes the mouse/)
})

test('recap offers the sections that an issue has in place of one that it lacks', async (t) => {
  const { say, app } = await createBot(t)
  const sample = app.archive.get('sample-25-01-23-operator')?.issue
  assert.ok(sample)
  const id = '25-02-03-short'
  app.archive.put({ ...sample, id, date: '2025-02-03', sections: sample.sections.filter(({ kind }) => kind !== 'discord') })
  const none = await say('/recap discord')
  assert.match(none.text, /^The issue of February 3, 2025 has no “Discord” section\.$/)
  assert.deepEqual([...buttons(none.doc).keys()], ['‹ Overview', 'Twitter/X', 'Reddit'])
  assert.match((await none.press('Reddit')).text, /SmolVLM in 256M parameters/)
})

test('recap speaks the asker’s language and uses its edition', async (t) => {
  const { say } = await createBot(t)
  assert.match((await say('/recap 2025-01-20', { locale: 'zh-CN' })).text, /开源推理模型[^]*2025年1月20日/)
})

test('an empty archive is said in words', async (t) => {
  const { say } = await createBot(t, { issues: false })
  for (const line of ['/recap', '/about', '/search r1', 'what is new?']) {
    const { text } = await say(line)
    assert.ok(text.length > 10, line)
    assert.doesNotMatch(text, /went wrong/, line)
  }
})

test('a question is answered with its sources, with or without the command', async (t) => {
  const { say } = await createBot(t)
  for (const line of ['/ask What does Operator score on OSWorld?', 'What does Operator score on OSWorld?']) {
    const { text } = await say(line)
    assert.match(text, /38\.1/, line)
  }
  assert.doesNotMatch((await say('/ask section=reddit Operator')).text, /38\.1/)
})

test('a question that the recaps don’t cover is told how far they go', async (t) => {
  const { say } = await createBot(t)
  assert.match((await say('Who won the chess olympiad?')).text, /up to January 23, 2025/)
})

test('what the newsletter says of itself is no news', async (t) => {
  const { say } = await createBot(t)
  for (const line of ['what is new?', '/search subreddits checked']) assert.doesNotMatch((await say(line)).text, /We checked/, line)
})

test('search lists items', async (t) => {
  const { say } = await createBot(t)
  assert.match((await say('/search citations')).text, /Anthropic/)
})

test('help lists every command but the hidden ones', async (t) => {
  const { say } = await createBot(t)
  const { text } = await say('/help')
  for (const { name, hidden } of commands) assert.equal(text.includes(`/${name} –`), hidden !== true, name)
})

test('about names a folder, and not where the operator keeps it', async (t) => {
  const folder = temporaryFolder(t)
  const { say, app } = await createBot(t, { env: { RECAP_SOURCES: `${SAMPLE} ${folder}/gone` } })
  const { text } = await say('/about')
  assert.match(text, /^sample · last read/m)
  assert.match(text, /^gone · problem: gone cannot be read/m)
  assert.doesNotMatch(text, /\/(?!forget)/)
  assert.deepEqual(
    app.refresh.report().map(({ name }) => name),
    [SAMPLE, `${folder}/gone`],
  )
})

test('about names versions, sources, the newest issue and privacy', async (t) => {
  const { say } = await createBot(t)
  assert.match(
    (await say('/about')).text,
    /Recap \d+\.\d+\.\d+[^]*3 issues[^]*Operator takes the mouse[^]*\nsample · [^]*without a language model[^]*Privacy/,
  )
})

test('the chat’s language goes before the asker’s, until it is forgotten', async (t) => {
  const { say } = await createBot(t)
  assert.match((await (await say('/language')).press('中文')).text, /从现在起/)
  assert.match((await say('/help')).text, /命令/)
  await say('/language auto')
  assert.match((await say('/help')).text, /Commands/)
})

test('a language by any of its names; one that there is not is told which there are, and what one gets', async (t) => {
  const { say } = await createBot(t)
  for (const line of ['/language it', '/language Italian', '/language language=it-CH', '/subscribe 08:00 all language=it'])
    assert.match(
      (await say(line)).text,
      /not speak Italian.*English \(en\), 中文 \(zh\).*English to everybody else.*“in Italian please”/,
      line,
    )
  assert.match((await say('/language klingon')).text, /not speak klingon/)
  assert.match((await say('/language Chinese')).text, /从现在起/)
  assert.match((await say('/language zh-TW')).text, /从现在起/)
})

test('what is unknown or wrong is said in words, and a fault with a code', async (t) => {
  const { say } = await createBot(t)
  assert.match((await say('/frobnicate')).text, /no command “frobnicate”\. \/help lists them/)
  assert.match((await say('/recpa')).text, /no command “recpa”\. Did you mean \/recap\?/)
  assert.match((await say('/help subscribtions')).text, /Did you mean \/subscriptions\?/)
  assert.match((await say('/rates')).text, /\/help lists them/, 'a button’s command is in no menu')
  assert.match((await say('/recap reddit 2025-01-21 zzz')).text, /“2025-01-21 zzz” is neither a day nor an issue/)
  assert.match((await say('/language zh zzz')).text, /“zzz”.*\/language \[language\]/)
  for (const line of ['/ask', '']) assert.match((await say(line)).text, /missing[^]*\/ask what is new/)
  assert.match((await say('/help', { mayManage: () => Promise.reject(new Error('down')) })).text, /Commands/)
  assert.match((await say('/language zh', { mayManage: () => Promise.reject(new Error('down')) })).text, /code: [0-9a-f]{6}/)
})

test('a button of any doc fits Telegram and leads somewhere', async (t) => {
  const { say } = await createBot(t)
  for (const line of ['/recap', '/subscribe', '/subscriptions', '/language', '/start', '/ask Operator']) {
    const said = await say(line)
    for (const label of buttons(said.doc).keys())
      assert.doesNotMatch((await said.press(label)).text, /too old|went wrong|no command/, `${line} → ${label}`)
  }
})
