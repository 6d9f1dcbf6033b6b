import assert from 'node:assert/strict'
import test from 'node:test'
import { command } from '../../../src/bot/command.ts'
import { doc } from '../../../src/doc/nodes.ts'
import { languages, t } from '../../../src/locales/index.ts'
import { createBench } from './bench.ts'

const make = (name: string, hidden = false) => command({ name, description: 'ask.description', options: {}, hidden, run: () => doc() })

test('the menu stands in every language, without what is hidden', async (t_) => {
  const { telegram, platform } = await createBench(t_)
  await platform().menu([make('ask'), make('start', true), make('recap')])
  for (const language of [undefined, ...languages])
    assert.deepEqual(
      telegram.commands(language),
      ['ask', 'recap'].map((name) => ({ command: name, description: t(language ?? 'en', 'ask.description') })),
    )
  assert.notEqual(telegram.commands('zh')[0]?.description, telegram.commands('en')[0]?.description)
})

test('Telegram takes a hundred commands', async (t_) => {
  const { telegram, platform } = await createBench(t_)
  await platform().menu(Array.from({ length: 120 }, (_, n) => make(`c${n}`)))
  assert.equal(telegram.commands().length, 100)
})
