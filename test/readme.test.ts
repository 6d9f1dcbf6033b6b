import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'node:test'
import { commands } from '../commands/index.ts'
import { defaults } from '../config/default.ts'
import { settings, type Setting, type SettingName } from '../config/schema.ts'

const root = resolve(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

const defaultOf = (name: SettingName): string => {
  if (name === 'zone') return "the machine's"
  const value = (defaults as Partial<Record<SettingName, string | number | readonly string[]>>)[name]
  return value === undefined ? '' : `\`${typeof value === 'object' ? value.join(' ') : value}\``
}

test('the table of settings is that of config/schema.ts', () => {
  const rows = Object.entries<Setting>(settings).map(
    ([name, { env, help, secret }]) => `| \`${env}\` | ${help}${secret === true ? ' (secret)' : ''} | ${defaultOf(name as SettingName)} |`,
  )
  const table = ['| variable | what it sets | default |', '|---|---|---|', ...rows].join('\n')
  assert.ok(readme.includes(table), `README.md should hold:\n\n${table}\n`)
})

test('every command is named', () => {
  for (const { name, hidden } of commands) if (hidden !== true) assert.ok(readme.includes(`\`/${name}\``), name)
})

test('what it links to in the project is there', () => {
  for (const [, path = ''] of readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) assert.ok(readFileSync(join(root, path)).length > 0, path)
})
