import assert from 'node:assert/strict'
import test from 'node:test'
import { sampleBody, sampleFeed, startSite } from '../fakes/feed.ts'
import type { FakeSite } from '../fakes/feed.ts'
import { jsonLines, openPlace } from './run.ts'

const DISCORD_TOKEN = 'discord-secret-token'
const TELEGRAM_TOKEN = '42:telegram-secret-token'
/** View Channels and Send Messages, but no Embed Links. */
const SOME = String((1n << 10n) | (1n << 11n))

/** A site with a feed, and the few calls of Discord, Telegram and a model server that the doctor makes. */
const healthy = async (): Promise<FakeSite> => {
  const site = await startSite()
  const serve = (path: string, body: unknown): void => site.serve(path, JSON.stringify(body))
  site.serve('/rss.xml', sampleFeed('https://news.example', [{ slug: '26-01-05-c', title: 'Sea', body: sampleBody('Three') }]))
  serve('/api/v10/users/@me', { id: '1', username: 'recap' })
  serve('/api/v10/applications/@me', { id: '777' })
  serve('/api/v10/users/@me/guilds', [{ id: '12345678901234567', name: 'The \u001b]0;x\u0007Lab', permissions: SOME }])
  serve(`/bot${TELEGRAM_TOKEN}/getMe`, { ok: true, result: { username: 'recap_bot', can_read_all_group_messages: false } })
  serve(`/bot${TELEGRAM_TOKEN}/getWebhookInfo`, { ok: true, result: { url: '', pending_update_count: 0 } })
  serve('/v1/models', { data: [{ id: 'tiny' }] })
  return site
}

const environment = ({ origin }: FakeSite): Record<string, string> => ({
  RECAP_SOURCES: `${origin}/rss.xml`,
  DISCORD_API_URL: `${origin}/api`,
  TELEGRAM_API_ROOT: origin,
  OPENAI_BASE_URL: `${origin}/v1`,
  OPENAI_MODEL: 'tiny',
  DISCORD_TOKEN,
  TELEGRAM_TOKEN,
})

const find = (stdout: string, what: string): Record<string, unknown> | undefined =>
  jsonLines(stdout).find((finding) => finding['what'] === what)

test('without tokens nothing fails, and it says how to get them', async (t) => {
  await using site = await healthy()
  const { code, stdout } = await openPlace(t).run(['doctor'], { env: { RECAP_SOURCES: `${site.origin}/rss.xml` } })
  assert.equal(code, 0, stdout)
  assert.match(stdout, /^ok {4}runtime: /m)
  assert.match(stdout, /^ok {4}configuration: /m)
  assert.match(stdout, /^warn {2}archive: there is none yet\. recap start reads/m)
  assert.match(stdout, /^ok {4}source http.*rss\.xml: holds 2026-01-05 Sea$/m)
  assert.match(stdout, /^warn {2}discord: no DISCORD_TOKEN/m)
  assert.match(stdout, /press New Application[\s\S]*Reset Token[\s\S]*scope=bot\+applications\.commands&permissions=274877991936/)
  assert.match(stdout, /@BotFather[\s\S]*\/newbot[\s\S]*\/setprivacy/)
})

test('with tokens it names the bots, what they lack, and shows no token', async (t) => {
  await using site = await healthy()
  const { code, stdout, stderr } = await openPlace(t).run(['doctor', '--json'], { env: environment(site) })
  assert.deepEqual([code, stderr], [0, ''], stdout)
  assert.match(String(find(stdout, 'discord')?.['result']), /the token is recap's\. Invite: .*client_id=777/)
  assert.deepEqual(find(stdout, 'discord permissions'), {
    level: 'warn',
    what: 'discord permissions',
    result: "in The ]0;x Lab the bot lacks Embed Links, Read Message History, Send Messages in Threads. Grant it to the bot's role",
  })
  assert.match(String(find(stdout, 'telegram')?.['result']), /@recap_bot's/)
  assert.equal(find(stdout, 'telegram updates')?.['level'], 'ok')
  assert.equal(find(stdout, 'model')?.['level'], 'ok')
  assert.doesNotMatch(stdout, /secret-token/)
})

test('what fails is a line with its mend, and the exit code is 1', async (t) => {
  await using site = await healthy()
  site.serve('/api/v10/users/@me', { status: 401, body: '{"message":"401: Unauthorized"}' })
  site.serve(`/bot${TELEGRAM_TOKEN}/getMe`, { status: 401, body: '{"ok":false}' })
  site.serve('/rss.xml', { status: 500 })
  site.serve('/v1/models', { status: 401, body: '{}' })
  const place = openPlace(t)
  place.write('data/archive.sqlite', 'this is no database '.repeat(100))
  const { code, stdout } = await place.run(['doctor', '--json'], { env: { ...environment(site), OPENAI_API_KEY: 'wrong-key' } })
  assert.equal(code, 1)
  const failed = jsonLines(stdout).filter(({ level }) => level === 'fail')
  assert.deepEqual(
    failed.map(({ what }) => what),
    ['archive', `source ${site.origin}/rss.xml`, 'discord', 'telegram', 'model'],
  )
  assert.match(String(find(stdout, 'discord')?.['result']), /refused\. Copy it again/)
  assert.match(String(find(stdout, 'telegram')?.['result']), /@BotFather/)
  assert.match(String(find(stdout, 'model')?.['result']), /Correct OPENAI_API_KEY/)
  assert.match(String(failed[1]?.['result']), /HTTP status 500: .*\. Check RECAP_SOURCES/)
})

test('servers that cannot be reached, and a folder that cannot be written', async (t) => {
  const site = await startSite()
  await site[Symbol.asyncDispose]()
  const place = openPlace(t)
  place.write('file', '')
  const { code, stdout } = await place.run(['doctor', '--json'], { env: { ...environment(site), RECAP_DATA_DIR: 'file/data' } })
  assert.equal(code, 1)
  for (const what of ['data folder', 'discord', 'telegram', 'model']) assert.equal(find(stdout, what)?.['level'], 'fail', what)
  assert.match(String(find(stdout, 'data folder')?.['result']), /set RECAP_DATA_DIR to a folder that is/)
  assert.doesNotMatch(stdout, /secret-token/)
})

test('a wrong configuration is told mistake by mistake, and a variable that is nearly one of ours', async (t) => {
  const { run } = openPlace(t)
  const wrong = await run(['doctor'], { env: { RECAP_PORT: 'x', RECAP_ZONE: 'Mars' } })
  assert.equal(wrong.code, 1)
  assert.equal(wrong.stdout.match(/^fail {2}configuration: RECAP_/gm)?.length, 2)
  const near = await run(['doctor'], { env: { RECAP_SOURCE: 'x', RECAP_SOURCES: 'gone' } })
  assert.match(near.stdout, /^fail {2}source gone: cannot be read: there is no such file or folder\. Check RECAP_SOURCES/m)
  assert.match(near.stdout, /^warn {2}configuration: RECAP_SOURCE is set, and is no setting of recap\. Did you mean RECAP_SOURCES\?$/m)
})
