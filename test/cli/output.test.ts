import assert from 'node:assert/strict'
import test from 'node:test'
import { createProgress } from '../../src/cli/output.ts'

const watch = (isTTY: boolean) => {
  let time = 0
  const written: string[] = []
  const stream = { isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 }
  const progress = createProgress(stream, () => time)
  return { progress, written, wait: (ms: number) => (time += ms) }
}

test('a terminal gets a bar that is written over', () => {
  const { progress, written, wait } = watch(true)
  const asked: string[] = []
  const step = (share: number | undefined): void =>
    progress.step(
      () => {
        asked.push('')
        return '3 issues read'
      },
      () => share,
    )
  step(0)
  assert.deepEqual([written, asked], [[], []], 'nothing is asked before it is time')
  wait(1000)
  step(0.25)
  wait(100)
  step(undefined)
  progress.end()
  const over = '\r\u001b[2K'
  assert.deepEqual(written, [`${over}${'█'.repeat(6)}${'░'.repeat(18)} 25 %, 3 s left: 3 issues read`, `${over}3 issues read`, over])
})

test('the line fits the terminal, and nothing in it steers that', () => {
  const { progress, written, wait } = watch(true)
  wait(1000)
  progress.step(() => `\u001b[31m${'long '.repeat(40)}`)
  assert.equal(written[0]?.length, '\r\u001b[2K'.length + 79)
  assert.ok(written[0]?.startsWith('\r\u001b[2K[31mlong'))
})

test('elsewhere there is a line every few seconds', () => {
  const { progress, written, wait } = watch(false)
  for (let second = 0; second < 7; second++) {
    progress.step(
      () => `${second} read`,
      () => second / 10,
    )
    wait(1000)
  }
  progress.end()
  assert.deepEqual(written, ['30 %, 7 s left: 3 read\n', '60 %, 4 s left: 6 read\n'])
})
