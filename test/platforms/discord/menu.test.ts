import assert from 'node:assert/strict'
import test from 'node:test'
import { commands } from '../../../commands/index.ts'
import { choice, command, text } from '../../../src/bot/command.ts'
import { doc } from '../../../src/doc/nodes.ts'
import { OperatorError } from '../../../src/errors.ts'
import { t } from '../../../src/locales/index.ts'
import { createDiscord } from '../../../src/platforms/discord/index.ts'
import { slashCommands } from '../../../src/platforms/discord/menu.ts'
import { openDiscord } from './bench.ts'

const run = () => doc()
const sample = command({
  name: 'sample',
  description: 'ask.description',
  options: {
    since: choice(['day', 'week'], { description: 'ask.since', label: (value) => `ask.since.${value}` }),
    internal: text({ description: 'ask.question', hidden: true }),
    zone: text({ description: 'ask.question', suggest: 'zone' }),
    question: text({ description: 'ask.question', required: true }),
  },
  run,
})

test('a command is described in every language, its required options first', () => {
  const [json] = slashCommands([sample], 'everywhere')
  assert.equal(json?.description, t('en', 'ask.description'))
  const named = { 'zh-CN': 'zh', 'zh-TW': 'zh', de: 'de', 'es-ES': 'es', 'es-419': 'es', fr: 'fr', ja: 'ja' }
  assert.deepEqual(
    json?.description_localizations,
    Object.fromEntries(Object.entries(named).map(([name, language]) => [name, t(language, 'ask.description')])),
  )
  assert.deepEqual(
    json?.options?.map(({ name, required }) => [name, required]),
    [
      ['question', true],
      ['since', false],
      ['zone', false],
    ],
  )
  const [question, since, zone] = json?.options ?? []
  assert.ok(since !== undefined && 'choices' in since && question !== undefined && zone !== undefined)
  assert.deepEqual(
    since.choices?.map(({ value, name, name_localizations }) => [value, name, name_localizations?.['zh-CN']]),
    [
      ['day', t('en', 'ask.since.day'), t('zh', 'ask.since.day')],
      ['week', t('en', 'ask.since.week'), t('zh', 'ask.since.week')],
    ],
  )
  assert.ok('autocomplete' in zone && zone.autocomplete && !('autocomplete' in question))
})

test('what manages needs the right to, and the bot in the chat; the rest a person may take along', () => {
  const [open, managing] = slashCommands([sample, { ...sample, name: 'manage', manages: true }], 'everywhere')
  assert.deepEqual([open?.default_member_permissions, managing?.default_member_permissions], [null, '16'])
  assert.deepEqual(
    [open?.integration_types, open?.contexts],
    [
      [0, 1],
      [0, 1, 2],
    ],
  )
  assert.deepEqual([managing?.integration_types, managing?.contexts], [[0], [0, 1]])
})

test('a hidden command is in no menu, and in one server installs mean nothing', () => {
  const published = slashCommands([{ ...sample, hidden: true }, sample], 'server')
  assert.deepEqual(
    published.map(({ name }) => name),
    ['sample'],
  )
  assert.ok(published.every((json) => !('contexts' in json) && !('integration_types' in json)))
})

test('all commands are published everywhere, as Discord wants them', async () => {
  const { discord, bot, close } = await openDiscord()
  await bot.menu(commands)
  const names = discord.published.get('global')?.map(({ name }) => name)
  assert.deepEqual(
    names,
    commands.filter(({ hidden }) => hidden !== true).map(({ name }) => name),
  )
  await close()
})

test('with a server they are published there alone; those published everywhere before are taken back', async () => {
  const { discord, bot, close } = await openDiscord({ home: true })
  await bot.menu(commands)
  assert.ok((discord.published.get(discord.guild)?.length ?? 0) > 0)
  assert.deepEqual(discord.published.get('global'), [])
  await close()
})

test('a server that the bot is not in is a mistake in the settings, told with its mend', async () => {
  const { discord, close } = await openDiscord()
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const bot = createDiscord({
    token: discord.token,
    apiUrl: discord.apiUrl,
    guildId: '123456789012345678',
    clock: { now: Date.now, after: () => () => {} },
    log,
  })
  await assert.rejects(
    bot.menu(commands),
    (error) => error instanceof OperatorError && /DISCORD_GUILD_ID.*Invite the bot/.test(error.message),
  )
  await bot.stop()
  await close()
})
