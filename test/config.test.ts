import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { doubts, knownSecrets, loadConfig, secretsOf } from '../src/config.ts'
import { OperatorError } from '../src/errors.ts'

/** A folder with these files, taken away after the test. */
const folder = (t: TestContext, files: Record<string, string> = {}): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'recap-'))
  t.after(() => rmSync(cwd, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  return cwd
}

const problems = (env: NodeJS.ProcessEnv, cwd: string): readonly string[] => {
  try {
    loadConfig({ env, cwd })
  } catch (error) {
    assert.ok(error instanceof OperatorError)
    return error.problems
  }
  return []
}

test('nothing set gives the defaults, with an absolute data folder', (t) => {
  const cwd = folder(t)
  const config = loadConfig({ env: {}, cwd })
  assert.equal(config.dataDir, join(cwd, 'data'))
  assert.deepEqual(config.sources, ['https://news.smol.ai/rss.xml'])
  assert.equal(config.port, 8787)
  assert.equal('discordToken' in config, false)
})

test('each place goes before the one before it: file, .env, environment, *_FILE', (t) => {
  const cwd = folder(t, {
    'recap.config.yaml': 'port: 1\nlocale: zh\npollMinutes: 5\nopenaiApiKey: from-yaml\n',
    '.env': 'RECAP_PORT=2\nRECAP_LOCALE=de\nOPENAI_API_KEY=from-dotenv\n',
    key: 'from-file\n',
  })
  const env = { RECAP_PORT: '3', OPENAI_API_KEY: 'from-env' }
  const config = loadConfig({ env, cwd })
  assert.deepEqual([config.pollMinutes, config.locale, config.port, config.openaiApiKey], [5, 'de', 3, 'from-env'])
  assert.equal(loadConfig({ env: { ...env, OPENAI_API_KEY_FILE: 'key' }, cwd }).openaiApiKey, 'from-file')
})

test('RECAP_CONFIG names another file, which must exist', (t) => {
  const cwd = folder(t, { 'other.yaml': 'sources:\n  - ./a\n  - https://b.example/feed\n' })
  assert.deepEqual(loadConfig({ env: { RECAP_CONFIG: 'other.yaml' }, cwd }).sources, ['./a', 'https://b.example/feed'])
  assert.deepEqual(problems({ RECAP_CONFIG: 'none.yaml' }, cwd), ['RECAP_CONFIG names none.yaml, which does not exist.'])
})

test('a number in the file where text belongs is refused with the mend', (t) => {
  const cwd = folder(t, { 'recap.config.yaml': 'discordGuildId: 123456789012345678\n' })
  assert.match(
    problems({}, cwd).join('\n'),
    /^discordGuildId in recap\.config\.yaml \(DISCORD_GUILD_ID\) must be text: put it in quotes, not 123456789012345\d+\. It is: /,
  )
})

test('an empty value is none', (t) => {
  const cwd = folder(t, { 'recap.config.yaml': 'port:\ntelegramToken: ""\n', '.env': 'RECAP_LOCALE=\n' })
  const config = loadConfig({ env: { RECAP_SOURCES: '', RECAP_ZONE: ' ' }, cwd })
  assert.deepEqual([config.port, config.locale, config.sources.length, config.telegramToken], [8787, 'en', 1, undefined])
})

test('sources are split at spaces and commas', (t) => {
  assert.deepEqual(loadConfig({ env: { RECAP_SOURCES: 'a, b\nc' }, cwd: folder(t) }).sources, ['a', 'b', 'c'])
})

test('addresses to which paths are added have no slash at their end', (t) => {
  const env = { DISCORD_API_URL: 'http://a/api/', TELEGRAM_API_ROOT: 'http://b//', OPENAI_BASE_URL: 'http://c/v1' }
  const { discordApiUrl, telegramApiRoot, openaiBaseUrl } = loadConfig({ env, cwd: folder(t) })
  assert.deepEqual([discordApiUrl, telegramApiRoot, openaiBaseUrl], ['http://a/api', 'http://b', 'http://c/v1'])
})

test('five mistakes are five lines, each with its variable and its mend', (t) => {
  const env = {
    RECAP_PORT: '99999',
    RECAP_ZONE: 'Mars/Olympus',
    RECAP_POLL_MINUTES: 'often',
    OPENAI_BASE_URL: 'localhost:1234',
    DISCORD_TOKEN: 'two words',
  }
  const found = problems(env, folder(t))
  assert.equal(found.length, 5)
  const line = (name: string): string => found.find((problem) => problem.startsWith(name)) ?? ''
  assert.match(line('RECAP_PORT'), /^RECAP_PORT must be at most 65535, not "99999"\. It is: Port/)
  assert.match(line('RECAP_ZONE'), /must be an IANA time zone, such as Europe\/Berlin, not "Mars\/Olympus"/)
  assert.match(line('RECAP_POLL_MINUTES'), /must be a number, not "often"/)
  assert.match(line('OPENAI_BASE_URL'), /must be a URL that starts with http:\/\/ or https:\/\//)
  assert.match(line('DISCORD_TOKEN'), /must be one word/)
})

test("a secret's value stands in no message", (t) => {
  const cwd = folder(t, { token: 'hush hush' })
  const found = problems({ TELEGRAM_TOKEN_FILE: 'token', REDIS_URL: 'http://u:pass@h', DISCORD_TOKEN: 'a b' }, cwd).join('\n')
  assert.match(found, /TELEGRAM_TOKEN_FILE/)
  assert.doesNotMatch(found, /hush|pass|a b/)
})

test('a key of the file that is no setting is a mistake, with the one that was meant', (t) => {
  const cwd = folder(t, { 'recap.config.yaml': 'prot: 1\nDISCORD_TOKEN: x\nnonsense: 1\n' })
  const [first, second, third] = problems({}, cwd)
  assert.equal(first, 'prot in recap.config.yaml is no setting: did you mean port?')
  assert.equal(second, 'DISCORD_TOKEN in recap.config.yaml is no setting: did you mean discordToken?')
  assert.match(third ?? '', /^nonsense in recap\.config\.yaml is no setting: the settings are dataDir, /)
})

test('a mistake in the file is named by the file, its key and its variable', (t) => {
  const cwd = folder(t, { 'recap.config.yaml': 'port: high\n' })
  assert.match(problems({}, cwd)[0] ?? '', /^port in recap\.config\.yaml \(RECAP_PORT\) must be a number, not "high"/)
})

test('files that cannot be read are mistakes, without what stands in them', (t) => {
  const broken = folder(t, { 'recap.config.yaml': 'discordToken: "hush\nport: [' })
  const [line, more] = problems({}, broken)
  assert.equal(more, undefined)
  assert.match(line ?? '', /^recap\.config\.yaml cannot be read: .*line \d/)
  assert.doesNotMatch(line ?? '', /hush/)
  assert.match(problems({}, folder(t, { 'recap.config.yaml': '- a\n' }))[0] ?? '', /must hold settings/)
  assert.match(problems({ DISCORD_TOKEN_FILE: 'gone' }, folder(t))[0] ?? '', /^DISCORD_TOKEN_FILE names gone, which cannot be read/)
  assert.match(problems({ DISCORD_TOKEN_FILE: 'empty' }, folder(t, { empty: '\n' }))[0] ?? '', /which is empty/)
})

test('webhook mode needs an address', (t) => {
  const cwd = folder(t)
  const env = { TELEGRAM_TOKEN: '1:abcdef', TELEGRAM_MODE: 'webhook' }
  assert.match(problems(env, cwd)[0] ?? '', /^TELEGRAM_WEBHOOK_URL must be set/)
  assert.deepEqual(problems({ ...env, TELEGRAM_WEBHOOK_URL: 'https://bot.example/hook' }, cwd), [])
})

test('the secrets are known, of a wrong configuration too', (t) => {
  const cwd = folder(t)
  const env = { DISCORD_TOKEN: 'abc', REDIS_URL: 'redis://h', OPENAI_MODEL: 'm' }
  assert.deepEqual(secretsOf(loadConfig({ env, cwd })), ['abc', 'redis://h'])
  assert.deepEqual(knownSecrets({ env: { ...env, RECAP_PORT: 'x' }, cwd }), ['abc', 'redis://h'])
})

test('what is valid and hardly meant: variables that look like ours and are not, a language that there is not', (t) => {
  const cwd = folder(t, { '.env': 'DISCORD_TOKN=x\nRECAP_PORT=1\nOTHER=x', token: 'x' })
  const told = (env: NodeJS.ProcessEnv) => doubts(loadConfig({ env, cwd }), { env, cwd })
  assert.deepEqual(told({ RECAP_SOURCE: 'x', DISCORD_TOKEN_FILE: 'token', RECAP_LOCALE: 'pt-BR', HOME: '/' }), [
    'DISCORD_TOKN in .env is set, and is no setting of recap. Did you mean DISCORD_TOKEN?',
    'RECAP_SOURCE is set, and is no setting of recap. Did you mean RECAP_SOURCES?',
    'RECAP_LOCALE is pt-BR, which is not spoken here: chats get English. There are en, zh, de, es, fr, ja.',
  ])
  for (const locale of ['en', 'en-GB', 'zh-TW', 'ZH']) assert.equal(told({ RECAP_LOCALE: locale }).length, 1, locale)
})

test('a role needs the Redis through which it is shared', (t) => {
  const cwd = folder(t)
  const load = (env: NodeJS.ProcessEnv) => loadConfig({ env, cwd })
  assert.throws(() => load({ RECAP_ROLE: 'worker' }), /RECAP_ROLE needs REDIS_URL/)
  assert.equal(load({ RECAP_ROLE: 'worker', REDIS_URL: 'redis://127.0.0.1' }).role, 'worker')
  assert.equal(load({}).role, 'all')
})
