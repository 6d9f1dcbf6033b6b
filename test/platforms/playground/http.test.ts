import assert from 'node:assert/strict'
import { request } from 'node:http'
import test from 'node:test'
import { systemClock } from '../../../src/clock.ts'
import { OperatorError, Rejected } from '../../../src/errors.ts'
import { limits } from '../../../src/platforms/playground/limits.ts'
import type { Shown } from '../../../src/platforms/playground/rooms.ts'
import { openSqliteStores } from '../../../src/stores/sqlite.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { digest, moreId, startPlayground } from './setup.ts'

const chat = 'chat-0001'
const target = { platform: 'playground', chat }

/** fetch allows no other Host. */
const statusFor = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })

const post = (url: string, path: string, body: unknown, headers: Record<string, string> = { origin: url }) =>
  fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

/** Reads the stream until a message fulfils `enough`; the last state of every message by id, in order. */
const follow = async (url: string, enough: (message: Shown) => boolean): Promise<Shown[]> => {
  const messages = new Map<string, Shown>()
  const ended = new AbortController()
  const { body } = await fetch(`${url}/stream?chat=${chat}`, { signal: ended.signal })
  let rest = ''
  try {
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines.filter((one) => one.startsWith('data: {'))) {
        const message = JSON.parse(line.slice(6)) as Shown
        messages.set(message.id, message)
        if (enough(message)) return [...messages.values()]
      }
    }
  } finally {
    ended.abort()
  }
  throw new Error('the stream ended')
}
const isAnswered = (message: Shown) => message.from === 'bot' && message.busy !== true

test('serves the page, in the reader’s language, under a strict policy', async (t) => {
  const { url } = await startPlayground(t)
  const page = await fetch(url, { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } })
  assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self'; style-src 'self'/)
  const html = await page.text()
  assert.match(html, /<html lang="zh">/)
  assert.doesNotMatch(html, /\{\{|https?:\/\/|<style| style=|<script>| on\w+=/)
  for (const [, path = ''] of html.matchAll(/(?:href|src)="(\/[^"]+)"/g)) {
    const file = await fetch(url + path)
    assert.equal(file.status, 200, path)
    assert.match(file.headers.get('content-type') ?? '', /^(?:text\/css|text\/javascript|image\/svg\+xml); charset=utf-8$/)
  }
  assert.match(await (await fetch(`${url}/?lang=en`)).text(), /Show the digest/)
  for (const [header, lang] of [
    ['pt-BR, fr;q=0.8, de;q=0.5', 'fr'],
    ['pt', 'en'],
    ['', 'en'],
  ] as const)
    assert.match(await (await fetch(url, { headers: { 'accept-language': header } })).text(), new RegExp(`<html lang="${lang}">`), header)
})

test('/healthz is what the container asks', async (t) => {
  const { url } = await startPlayground(t)
  assert.deepEqual(await (await fetch(`${url}/healthz`)).json(), { ok: true, issues: 163, newest: '2025-03-03', model: 'none' })
})

test('a health check that fails is a 500 and is logged', async (t) => {
  const { url, log } = await startPlayground(t, { health: () => Promise.reject(new Error('no store')) })
  assert.equal((await fetch(`${url}/healthz`)).status, 500)
  assert.equal(log.records.filter(({ level }) => level === 'error').length, 1)
})

test('listens on the loopback only, and answers no other name', async (t) => {
  const { url } = await startPlayground(t)
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80', 'evil.example:127'])
    assert.equal(await statusFor(`${url}/healthz`, { host }), 403, host)
  for (const host of ['localhost', 'localhost:9000', new URL(url).host])
    assert.equal(await statusFor(`${url}/healthz`, { host }), 200, host)
})

test('takes commands from its own page only', async (t) => {
  const { url, bot } = await startPlayground(t)
  const body = { chat, text: 'hello' }
  for (const headers of [{}, { origin: 'http://evil.example' }, { origin: 'null' }, { origin: 'http://localhost:1' }])
    assert.equal((await post(url, '/say', body, headers as Record<string, string>)).status, 403)
  assert.equal(bot.asked.length, 0)
  assert.equal((await post(url, '/say', body)).status, 202)
  assert.equal(bot.asked.length, 1)
})

test('refuses what is no message', async (t) => {
  const { url, bot } = await startPlayground(t)
  const long = 'x'.repeat(limits.input + 1)
  for (const body of [null, {}, [], { chat, text: ' ' }, { chat, text: long }, { chat: '../x', text: 'hi' }, { chat, text: 1 }])
    assert.equal((await post(url, '/say', body)).status, 400, JSON.stringify(body)?.slice(0, 40))
  assert.equal((await post(url, '/say', { chat, text: 'x'.repeat(limits.body) })).status, 413)
  assert.equal((await post(url, '/digest', { chat: 1 })).status, 400)
  assert.equal((await fetch(`${url}/stream?chat=x`)).status, 400)
  assert.equal(bot.asked.length, 0)
})

test('what is typed or pressed reaches the bot, with who asks', async (t) => {
  const { url, bot } = await startPlayground(t)
  for (const body of [{ text: '/ask what is new?' }, { text: ' who won? ' }, { text: 'More', action: moreId }])
    assert.equal((await post(url, '/say', { chat, locale: 'zh', ...body })).status, 202)
  assert.deepEqual(
    bot.asked.map(({ input }) => input),
    [
      { kind: 'text', text: '/ask what is new?' },
      { kind: 'text', text: 'who won?' },
      { kind: 'action', id: moreId },
    ],
  )
  assert.deepEqual(
    bot.asked.map(({ locale, private: alone }) => [locale, alone]),
    [
      ['zh', true],
      ['zh', true],
      ['zh', true],
    ],
  )
  assert.deepEqual(bot.asked[0]?.target, target)
  assert.equal(await bot.asked[0]?.mayManage(), true)
  assert.equal(bot.asked[0]?.followable, true, 'it tries out what an announcement channel does')
})

test('an answer grows in the stream, and who comes later sees the conversation', async (t) => {
  const { url } = await startPlayground(t)
  const seen: string[] = []
  const first = follow(url, (message) => {
    seen.push(message.discord.join(''))
    return isAnswered(message)
  })
  await post(url, '/say', { chat, text: 'how big?' })
  const [question, answer] = await first
  assert.equal(question?.text, 'how big?')
  assert.match(answer?.discord.join('') ?? '', /<strong>8B<\/strong>/)
  assert.match(answer?.telegram.join('') ?? '', /data-action="recap\?section=twitter"/)
  assert.ok(seen.some((html) => html.includes('Let me look')))
  assert.deepEqual(await follow(url, isAnswered), [question, answer])
})

const fail = (): never => {
  throw new Error('no such node')
}

test('an answer that cannot be shown is said in the reader’s language, with the code that is in the log', async (t) => {
  const { url, log } = await startPlayground(t, { views: { discord: fail, telegram: fail } })
  await post(url, '/say', { chat, text: 'how big?', locale: 'zh' })
  const [, answer] = await follow(url, isAnswered)
  const record = log.records.find(({ level }) => level === 'error')
  assert.equal(answer?.text, `我这边出了问题。如果一直这样，请把代码 ${String(record?.fields?.['id'])} 告诉管理员。`)
})

test('today’s digest comes into the chat as it would be posted', async (t) => {
  const asked: unknown[] = []
  const { url } = await startPlayground(t, {
    digest: (query) => {
      asked.push(query)
      return Promise.resolve(query.layout === 'full' ? digest : undefined)
    },
  })
  assert.deepEqual(await (await post(url, '/digest', { chat, locale: 'zh' })).json(), { found: false })
  assert.deepEqual(await (await post(url, '/digest', { chat, layout: 'full' })).json(), { found: true })
  assert.deepEqual(asked, [
    { layout: 'compact', locale: 'zh' },
    { layout: 'full', locale: 'en' },
  ])
  const [shown] = await follow(url, isAnswered)
  assert.match(shown?.telegram[0] ?? '', /Small models, big week/)
})

test('the page’s state: commands that are in menus, what comes next, health', async (t) => {
  const { url, playground } = await startPlayground(t)
  const state = async () =>
    (await (await fetch(`${url}/state?lang=en`)).json()) as { commands: { name: string; usage: string }[]; upcoming: unknown[] }
  const { commands, upcoming } = await state()
  assert.deepEqual(
    commands.map(({ name, usage }) => [name, usage]),
    [
      ['recap', '[section]'],
      ['ask', '<question>'],
    ],
  )
  assert.deepEqual(upcoming[0], { at: Date.UTC(2025, 2, 4, 8), target: 'Discord #ai-news', what: 'every Tuesday (en)' })
  await playground.menu([])
  assert.deepEqual((await state()).commands, [])
})

test('the status is in the page’s language, and a fact that has no name there keeps its own', async (t) => {
  const { url } = await startPlayground(t)
  const { status } = (await (await fetch(`${url}/state?lang=zh`)).json()) as { status: unknown }
  assert.deepEqual(status, { ok: true, 期数: 163, 最新一期: '2025-03-03', 模型: '无' })
})

test('posts a part once, edits it in place, and says when it is gone', async (t) => {
  const clock = fakeClock()
  const { url, playground } = await startPlayground(t, { clock })
  const [payload = {}] = playground.render(digest)
  const ref = await playground.post(target, payload, 'part-1')
  assert.deepEqual(await playground.post(target, payload, 'part-1'), ref)
  assert.notDeepEqual(await playground.post(target, payload, 'part-2'), ref)
  await playground.edit(ref, { discord: [{ content: 'new' }], telegram: [{ text: 'new' }] })
  const two = await follow(url, ({ id }) => id !== ref.message)
  assert.deepEqual(
    two.map(({ telegram }) => telegram[0] === '<div class="text">new</div>'),
    [true, false],
  )
  assert.equal(await playground.publish?.(ref), true)
  await playground.edit(ref, payload)
  const [first, second] = await follow(url, ({ id }) => id !== ref.message)
  assert.deepEqual([first?.published, second?.published], [true, undefined], 'an edit leaves it published')
  await assert.rejects(playground.edit({ target, message: 'none' }, payload), Rejected)
  await assert.rejects(async () => playground.publish?.({ target, message: 'none' }), Rejected)
})

test('what was said outlives a restart, and is not posted again after it', async (t) => {
  const history = openSqliteStores(':memory:', { clock: systemClock }).open<Shown>('playground')
  const { playground } = await startPlayground(t, { history })
  const [payload = {}] = playground.render(digest)
  await playground.post(target, payload, 'part-1')
  const ref = await playground.post(target, payload, 'part-2')
  await playground.edit(ref, { discord: [{ content: 'new' }], telegram: [{ text: 'new' }] })
  await playground.stop()
  const { url, playground: again } = await startPlayground(t, { history })
  assert.deepEqual(await again.post(target, payload, 'part-2'), ref)
  const two = await follow(url, ({ id }) => id === 'part-2')
  assert.deepEqual(
    two.map(({ id, telegram }) => [id, telegram[0] === '<div class="text">new</div>']),
    [
      ['part-1', false],
      ['part-2', true],
    ],
  )
})

test('keeps so many messages and chats, not more', async (t) => {
  const { url, playground } = await startPlayground(t)
  const payload = { discord: [{ content: 'x' }], telegram: [{ text: 'x' }] }
  const silent = await playground.post({ ...target, chat: 'silent-chat' }, payload, 'x')
  await playground.edit(silent, payload)
  let last = silent
  for (let part = 0; part <= limits.messages; part++) last = await playground.post(target, payload, `${part}`)
  assert.equal((await follow(url, ({ id }) => id === last.message)).length, limits.messages)
  for (let other = 0; other < limits.chats - 1; other++) await playground.post({ ...target, chat: `other-${other}` }, payload, 'x')
  await assert.rejects(playground.edit(silent, payload), Rejected)
})

test('a port in use: says what to set', async (t) => {
  const { url } = await startPlayground(t)
  const port = Number(new URL(url).port)
  await assert.rejects(
    startPlayground(t, { port }),
    (error) => error instanceof OperatorError && /Port \d+ .*in use.*RECAP_PORT/.test(error.message),
  )
})

test('stops at once, though pages listen: their streams end', async (t) => {
  const { url, playground } = await startPlayground(t)
  const { body } = await fetch(`${url}/stream?chat=${chat}`)
  const [text] = await Promise.all([new Response(body).text(), playground.stop()])
  assert.match(text, /^event: ready/)
  await assert.rejects(fetch(url))
})
