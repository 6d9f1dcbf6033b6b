import assert from 'node:assert/strict'
import test from 'node:test'
import { createLog, createMask } from '../src/log.ts'
import type { LogOptions } from '../src/log.ts'

const open = (options: Partial<LogOptions> = {}) => {
  const lines: string[] = []
  const log = createLog({ level: 'info', format: 'json', secrets: [], write: (line) => void lines.push(line), ...options })
  return { log, lines, record: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> }
}

test('one JSON line a record, with its time, level and fields', () => {
  const { log, lines, record } = open()
  log.warn('slow %s', { ms: 12, target: { chat: '1' } })
  assert.equal(lines.length, 1)
  assert.match(lines[0] ?? '', /^\{.*\}\n$/)
  const { time, ...rest } = record()
  assert.ok(!Number.isNaN(Date.parse(String(time))))
  assert.deepEqual(rest, { level: 'warn', msg: 'slow %s', ms: 12, target: { chat: '1' } })
})

test('what is less severe than the level is not written', () => {
  const { log, lines } = open({ level: 'warn' })
  log.debug('a')
  log.info('b')
  log.error('c')
  assert.equal(lines.length, 1)
})

test('an error is written with its message, stack and cause, whatever the field is called', () => {
  const { log, record } = open()
  log.error('failed', { problem: new Error('outer', { cause: new TypeError('inner') }) })
  const { problem } = record() as { problem: { message: string; stack: string; cause: { type: string; message: string } } }
  assert.equal(problem.message, 'outer')
  assert.match(problem.stack, /log\.test\.ts/)
  assert.deepEqual([problem.cause.type, problem.cause.message], ['TypeError', 'inner'])
})

test('a warning says why without stacks, but for who looks for faults', () => {
  const error = new Error('outer', { cause: new TypeError('inner') })
  const { log, record } = open({ level: 'info' })
  log.warn('away', { error })
  assert.deepEqual(record()['error'], { type: 'Error', message: 'outer', cause: { type: 'TypeError', message: 'inner' } })
  const looking = open({ level: 'debug' })
  looking.log.warn('away', { error })
  assert.match(JSON.stringify(looking.record()), /log\.test\.ts.*log\.test\.ts/)
})

const TOKEN = '123456:AAbb-CC/dd'
const REDIS = 'redis://me:p%40ss%2Fword@host:6379'

test('a secret passes in no form', () => {
  const mask = createMask([TOKEN, REDIS, 'k"ey\\x'])
  const leaks = [
    `https://api.telegram.org/bot${TOKEN}/getMe`,
    'only AAbb-CC/dd of it',
    encodeURIComponent(TOKEN),
    encodeURIComponent(TOKEN).toLowerCase().replace('aabb-cc', 'AAbb-CC'),
    `at ${REDIS}!`,
    'the password p@ss/word',
    'p%40ss%2Fword',
    JSON.stringify({ key: 'k"ey\\x' }),
  ]
  for (const leak of leaks) {
    const masked = mask(leak)
    assert.match(masked, /\*\*\*/, leak)
    assert.doesNotMatch(masked, /AAbb|ss.{1,3}word|ey\\/i, leak)
  }
  assert.equal(mask('nothing of it'), 'nothing of it')
})

test('secrets are masked in messages, fields, errors and both formats', () => {
  for (const format of ['json', 'pretty'] as const) {
    const { log, lines } = open({ format, secrets: [TOKEN] })
    log.info(`to bot${TOKEN}`, { url: `https://x/bot${TOKEN}/y`, error: new Error(`bad ${TOKEN}`, { cause: new Error(TOKEN) }) })
    assert.equal(lines.length, 1)
    assert.doesNotMatch(lines[0] ?? '', /AAbb/, format)
    assert.match(lines[0] ?? '', /\*\*\*/, format)
  }
})

test('the readable form is one line too', () => {
  const { log, lines } = open({ format: 'pretty' })
  log.error('it failed', { target: 'discord/1', count: 2, error: new TypeError('bad', { cause: new Error('worse') }) })
  assert.match(lines[0] ?? '', /^\d\d:\d\d:\d\d error it failed target=discord\/1 count=2 error=TypeError: bad ← worse\n$/)
})

test('text that is logged begins no record of its own, and does not speak to the terminal', () => {
  for (const format of ['json', 'pretty'] as const) {
    const { log, lines } = open({ format })
    log.info('hello\n12:00:00 error forged', { text: 'a\r\nb\u001b[31mc\u2028d\u009be' })
    assert.equal(lines.length, 1)
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    assert.doesNotMatch((lines[0] ?? '').trimEnd(), /[\u0000-\u001f\u0080-\u009f\u2028]/, format)
  }
})
