import assert from 'node:assert/strict'
import test from 'node:test'
import { Rejected, RetryLater } from '../../src/errors.ts'
import { emphasis, paragraph } from '../../src/doc/nodes.ts'
import { t as translate } from '../../src/locales/index.ts'
import { CORRECT_FOR, group, openHouse, stage, text } from './stage.ts'

test('a correction edits the parts that differ, marks the first, and posts nothing again', async (t) => {
  const { deliver, job, issues, texts, service, states } = await stage(t)
  await deliver(job())
  issues['one'] = ['A', 'B, corrected', 'C']
  await deliver(job('correction'))
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A (updated)', 'B, corrected', 'C'].map(text))
  assert.equal(service.edits, 2)
  assert.deepEqual(await states(), ['edited', 'edited', 'sent'])
})

test('a change of the issue that does not show in the digest edits nothing', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t)
  await deliver(job())
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
  issues['one'] = ['A2', 'B', 'C']
  await deliver(job('correction'))
  await deliver(job('correction'))
  assert.equal(service.edits, 1)
})

test('a correction that is longer is cut with a word; one that is shorter empties the last messages, which are used again', async (t) => {
  const { deliver, job, issues, texts, states } = await stage(t)
  const [cut, shorter] = (['digest.cut', 'digest.shorter'] as const).map((key) => JSON.stringify(paragraph(emphasis(translate('en', key)))))
  await deliver(job())
  issues['one'] = ['A', 'B', 'C', 'D']
  await deliver(job('correction'))
  assert.deepEqual(texts(), [text('A (updated)'), text('B'), cut])
  issues['one'] = ['A, all there is']
  await deliver(job('correction'))
  assert.deepEqual(texts(), [text('A, all there is (updated)'), shorter, shorter])
  issues['one'] = ['A', 'B']
  await deliver(job('correction'))
  assert.deepEqual(texts(), [text('A (updated)'), text('B'), shorter])
  assert.deepEqual(await states(), ['edited', 'edited', 'edited'])
})

test('an issue that changed before all of it was posted arrives whole, as it is now', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t)
  service.before = (post) => {
    if (post === 2) throw new RetryLater(1000)
  }
  await assert.rejects(deliver(job()), RetryLater)
  issues['one'] = ['A', 'B2', 'C', 'D']
  await deliver(job())
  assert.deepEqual(texts(), ['A (updated)', 'B2', 'C', 'D'].map(text))
})

test('an issue that became shorter before all of it was posted leaves no message as it was', async (t) => {
  const { deliver, job, issues, texts, service, states } = await stage(t)
  const shorter = JSON.stringify(paragraph(emphasis(translate('en', 'digest.shorter'))))
  service.before = (post) => {
    if (post === 3) throw new RetryLater(1000)
  }
  await assert.rejects(deliver(job()), RetryLater)
  issues['one'] = ['A, all there is']
  await deliver(job())
  assert.deepEqual(texts(), [text('A, all there is (updated)'), shorter])
  assert.deepEqual(await states(), ['edited', 'edited', 'planned'], 'the third was never posted, nor is it now')
  const cut = JSON.stringify(paragraph(emphasis(translate('en', 'digest.cut'))))
  issues['one'] = ['A', 'B', 'C']
  await deliver(job('correction'))
  assert.deepEqual(texts(), [text('A (updated)'), cut])
})

test('an issue that changed before any of it was posted bears no mark', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t)
  service.before = (post) => {
    if (post === 1) throw new RetryLater(1000)
  }
  await assert.rejects(deliver(job()), RetryLater)
  issues['one'] = ['A2', 'B']
  await deliver(job())
  assert.deepEqual(texts(), ['A2', 'B'].map(text))
})

test('a digest is corrected for some days only', async (t) => {
  const { deliver, job, issues, texts, clock } = await stage(t)
  await deliver(job())
  await clock.tick(CORRECT_FOR)
  issues['one'] = ['A2', 'B', 'C']
  await deliver(job('correction'))
  await clock.tick(1)
  issues['one'] = ['A3', 'B', 'C']
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A2 (updated)', 'B', 'C'].map(text))
})

test('a correction of what the chat has not got sends nothing', async (t) => {
  const { deliver, job, texts } = await stage(t)
  await deliver(job('correction'))
  assert.deepEqual(texts(), [])
})

test('a message that people deleted is left alone; the others are corrected', async (t) => {
  const { deliver, job, issues, texts, service, log } = await stage(t)
  await deliver(job())
  issues['one'] = ['A2', 'B2', 'C']
  service.beforeEdit = ({ id }) => {
    if (id === 'message 1') throw new Rejected('message to edit not found')
  }
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A', 'B2', 'C'].map(text))
  assert.equal(log.records.filter(({ level }) => level === 'warn').length, 1)
  await deliver(job('correction'))
  assert.equal(log.records.filter(({ level }) => level === 'warn').length, 1, 'it is not tried again')
})

test('a correction that must wait goes on where it was', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t)
  await deliver(job())
  issues['one'] = ['A2', 'B2', 'C2']
  service.beforeEdit = ({ id }) => {
    if (id !== 'message 2') return
    service.beforeEdit = () => {}
    throw new RetryLater(1000)
  }
  await assert.rejects(deliver(job('correction')), RetryLater)
  assert.deepEqual(texts(), ['A2 (updated)', 'B', 'C'].map(text))
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A2 (updated)', 'B2', 'C2'].map(text))
  assert.equal(service.edits, 3)
})

test('an issue that changed between a lost answer and its repetition ends as it is now', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t, { dedupeWindow: 300_000 })
  service.after = (post) => {
    if (post === 1) throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()))
  issues['one'] = ['A2', 'B', 'C']
  await deliver(job())
  assert.deepEqual(texts(), ['A2 (updated)', 'B', 'C'].map(text))
})

test('an issue that changed while its digest was sent, when nobody knew yet who would have it, is corrected with that', async (t) => {
  const version = { archive: 1 }
  const { deliver, job, issues, texts, service, ledger } = await stage(t, { version })
  service.after = (post) => {
    if (post !== 1) return
    issues['one'] = ['A', 'B2', 'C']
    version.archive++
  }
  await deliver(job())
  assert.deepEqual(texts(), ['A (updated)', 'B2', 'C'].map(text))
  assert.equal((await ledger.delivery(group, 'one'))?.finished, true)
})

test('a digest that is finished, and whose job is run again, is corrected', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t)
  await deliver(job())
  await deliver(job())
  assert.equal(service.edits, 0)
  issues['one'] = ['A', 'B2', 'C']
  await deliver(job())
  assert.deepEqual(texts(), ['A (updated)', 'B2', 'C'].map(text))
})

test('what another worker is sending right now is left to it: a correction waits, and nobody is told that it is missing', async (t) => {
  const { deliver, job, issues, texts, service, states, stores, clock } = await stage(t)
  const other = openHouse(stores, { clock, service, issues })
  let waited: unknown
  const post = service.platform.post.bind(service.platform)
  service.platform.post = async (...request) => {
    const ref = await post(...request)
    if (service.messages.length === 2) {
      issues['one'] = ['A', 'B2', 'C']
      waited ??= await other.deliver(job('correction')).catch((error: unknown) => error)
    }
    return ref
  }
  await deliver(job())
  assert.ok(waited instanceof RetryLater)
  assert.deepEqual([await states(), texts()], [['sent', 'sent', 'sent'], ['A', 'B', 'C'].map(text)])
  await other.deliver(job('correction'))
  assert.deepEqual(texts(), ['A (updated)', 'B2', 'C'].map(text))
  assert.ok(other.log.records.every(({ level }) => level === 'info'))
})

test('what nobody is sending any more is no reason to wait for long', async (t) => {
  const { deliver, job, issues, texts, service, clock } = await stage(t, { dedupeWindow: 300_000 })
  service.after = (post) => {
    if (post === 2) throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()), /reset/)
  issues['one'] = ['A', 'B2', 'C']
  await assert.rejects(deliver(job('correction')), RetryLater)
  await clock.tick(60_000)
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A (updated)', 'B2', 'C'].map(text))
})

test('an issue that was withdrawn is posted to nobody', async (t) => {
  const withdrawn = new Set(['one'])
  const { deliver, job, texts, ledger } = await stage(t, { withdrawn })
  await deliver(job())
  assert.deepEqual(texts(), [])
  assert.deepEqual(await ledger.deliveries(group), new Map())
})

test('of an issue that was withdrawn while it was posted what stands is edited, and nothing more is posted', async (t) => {
  const withdrawn = new Set<string>()
  const { deliver, job, issues, texts, service, states } = await stage(t, { withdrawn })
  service.before = (post) => {
    if (post === 3) throw new RetryLater(1000)
  }
  await assert.rejects(deliver(job()), RetryLater)
  withdrawn.add('one')
  issues['one'] = ['A, withdrawn', 'B', 'C']
  await deliver(job())
  const cut = JSON.stringify(paragraph(emphasis(translate('en', 'digest.cut'))))
  assert.deepEqual(texts(), [text('A, withdrawn (updated)'), cut])
  assert.deepEqual(await states(), ['edited', 'edited', 'planned'])
  await deliver(job())
  assert.equal(service.edits, 2)
})
