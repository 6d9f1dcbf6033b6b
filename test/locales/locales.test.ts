import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'node:test'
import { de } from '../../src/locales/de.ts'
import { en } from '../../src/locales/en.ts'
import { es } from '../../src/locales/es.ts'
import { fr } from '../../src/locales/fr.ts'
import { ja } from '../../src/locales/ja.ts'
import { type Message, type Messages, day, languages, moment, supported, t } from '../../src/locales/index.ts'
import { zh } from '../../src/locales/zh.ts'

const texts = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message))
const placeholders = (message: Message): string[] => [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort()

test('each language has all that English says, asks for just what that gives, and lacks no plural', () => {
  for (const [language, messages] of Object.entries<Messages>({ de, es, fr, ja, zh })) {
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(en).sort(), language)
    for (const [key, message] of Object.entries(messages)) {
      assert.ok(
        texts(message).every((text) => text.trim() !== ''),
        `${language} ${key}`,
      )
      assert.deepEqual(placeholders(message), placeholders(en[key as keyof typeof en]), `${language} ${key}`)
      if (typeof message === 'object')
        for (const count of [0, 1, 2, 100])
          assert.ok(t(language, key as keyof typeof en, { count }).includes(String(count)) || count < 2, `${language} ${key}`)
    }
  }
})

test('every string is said somewhere', () => {
  const root = resolve(import.meta.dirname, '../..')
  const files = globSync(['src/**/*.{ts,html}', 'commands/*.ts'], { cwd: root, exclude: ['src/locales/**'] })
  const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
  const templates = [...code.matchAll(/`([a-z]\w*\.[\w.]*\$\{[^`]*)`/g)].map(
    ([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '.+')}$`),
  )
  const unused = Object.keys(en).filter(
    (key) => !code.includes(`'${key}'`) && !code.includes(`{{${key}}}`) && !templates.some((template) => template.test(key)),
  )
  assert.deepEqual(unused, [])
})

test('a tag finds its language, and an unknown one English', () => {
  assert.deepEqual(['zh-TW', 'ZH_cn', 'en-GB', 'xx', undefined].map(supported), ['zh', 'zh', 'en', 'en', 'en'])
  assert.deepEqual(languages.map(supported), [...languages])
})

test('placeholders are filled, plurals chosen, numbers written as people do', () => {
  assert.equal(t('en', 'digest.more', { count: 1200 }), 'and 1,200 more')
  assert.equal(t('en', 'about.archive', { count: 1, from: 'a', to: 'b' }), 'Archive: 1 issue, a to b')
  assert.equal(t('zh', 'about.archive', { count: 1, from: 'a', to: 'b' }), '存档：1 期，a 至 b')
  assert.equal(t('en', 'error.fault', { id: '{count}' }), en['error.fault'].replace('{id}', '{count}'))
})

test('days and moments are written in the reader’s language and zone', () => {
  assert.equal(day('zh', '2025-01-20'), '2025年1月20日')
  assert.match(moment('en', Date.parse('2026-03-02T23:30:00Z'), 'Asia/Kolkata'), /Tue, Mar 3.*05:00/)
})

test('a format is made once for a language and zone, however often it is used', (t) => {
  const formats = t.mock.method(Intl, 'DateTimeFormat')
  for (let n = 1; n < 9; n++) {
    day('fr', `2026-03-0${n}`)
    moment('fr', n, 'Asia/Tokyo')
  }
  assert.equal(formats.mock.callCount(), 2)
  assert.notEqual(moment('fr', 0, 'Asia/Tokyo'), moment('fr', 0, 'Asia/Kolkata'))
})
