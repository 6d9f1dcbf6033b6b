import assert from 'node:assert/strict'
import test from 'node:test'
import { Forbidden, Gone, Moved, OperatorError, Rejected, RetryLater } from '../../src/errors.ts'
import { choice, group, stage, text } from './stage.ts'

test('a digest arrives in order, part by part, and once however often its job runs', async (t) => {
  const { deliver, job, texts, states, ledger } = await stage(t)
  await deliver(job())
  await deliver(job())
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
  assert.deepEqual(await states(), ['sent', 'sent', 'sent'])
  assert.deepEqual(
    (await ledger.parts(group, 'one')).map(({ message }) => message?.message),
    ['message 1', 'message 2', 'message 3'],
  )
})

test('what a chat has got is not posted again when its parts are too old to be kept', async (t) => {
  const { deliver, job, texts, clock, ledger } = await stage(t)
  await deliver(job())
  await clock.tick(60 * 86_400_000)
  assert.deepEqual(await ledger.parts(group, 'one'), [])
  await deliver(job())
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
})

test('a chat that changes its language or subscribes anew gets no issue twice', async (t) => {
  const { deliver, job, texts, subscriptions, subscription } = await stage(t)
  await deliver(job())
  await subscriptions.put({ ...subscription, locale: 'zh' })
  await deliver(job())
  await subscriptions.remove(group)
  const { subscription: anew } = await subscriptions.put(subscription)
  assert.notEqual(anew.id, subscription.id)
  await deliver({ ...job(), subscription: anew.id })
  assert.equal(texts().length, 3)
})

test('a chat that changes its language between two parts gets the rest as parts of the same edition', async (t) => {
  const { deliver, job, service, texts, subscriptions, subscription, ledger } = await stage(t)
  service.before = (post) => {
    if (post === 2) throw new RetryLater(1000)
  }
  await assert.rejects(deliver(job()), RetryLater)
  await subscriptions.put({ ...subscription, locale: 'zh' })
  await deliver(job())
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
  assert.deepEqual(
    (await ledger.parts(group, 'one')).map(({ edition, number }) => `${edition} ${number}`),
    ['en 0', 'en 1', 'en 2'],
  )
})

test('digests for one chat do not mingle, and those of others do not wait', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t)
  issues['two'] = ['D', 'E']
  const posted: string[] = []
  const post = service.platform.post.bind(service.platform)
  service.platform.post = async (...request) => {
    await new Promise((resolve) => setImmediate(resolve))
    posted.push(request[2])
    return post(...request)
  }
  await Promise.all([deliver(job()), deliver(job('digest', 'two')), deliver(job())])
  assert.deepEqual(texts(), ['A', 'B', 'C', 'D', 'E'].map(text))
  assert.equal(new Set(posted).size, 5, 'each part has a name of its own')
})

test('an unsubscribed or paused chat gets nothing, nor is an issue sent that is no longer there', async (t) => {
  const { deliver, job, texts, subscriptions, log } = await stage(t)
  await deliver(job('digest', 'withdrawn'))
  assert.ok(log.records.some(({ level, message }) => level === 'warn' && message.includes('no longer in the archive')))
  await subscriptions.pause(group, 'kicked')
  await deliver(job())
  await subscriptions.remove(group)
  await deliver(job())
  assert.deepEqual(texts(), [])
})

test('a flood wait passes to the queue, and delivery goes on at that part', async (t) => {
  const { deliver, job, service, texts, states } = await stage(t)
  service.before = (post) => {
    if (post === 2) throw new RetryLater(7000)
  }
  await assert.rejects(deliver(job()), (error) => error instanceof RetryLater && error.ms === 7000)
  assert.deepEqual(await states(), ['sent', 'planned'])
  await deliver(job())
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
})

test('what was refused for a wrong token is sent when the operator has mended it', async (t) => {
  const { deliver, job, service, texts, states, clock } = await stage(t)
  service.before = (post) => {
    if (post <= 2) throw new OperatorError('the token is refused')
  }
  await assert.rejects(deliver(job()), OperatorError)
  await clock.tick(3_600_000)
  await assert.rejects(deliver(job()), OperatorError)
  assert.deepEqual(await states(), ['planned'])
  await deliver(job())
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
})

test('a flood wait says nothing of an earlier send whose outcome is not known', async (t) => {
  const { deliver, job, service, texts, states, clock } = await stage(t, { dedupeWindow: 60_000 })
  service.after = (post) => {
    if (post === 1) throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()), /connection reset/)
  service.before = (post) => {
    if (post === 2) throw new RetryLater(120_000)
  }
  await assert.rejects(deliver(job()), RetryLater)
  await clock.tick(120_000)
  await deliver(job())
  assert.deepEqual(await states(), ['unknown', 'sent', 'sent'])
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
})

test('a lost answer is repeated where that is recognized, and otherwise not', async (t) => {
  for (const [dedupeWindow, first] of [
    [300_000, 'sent'],
    [0, 'unknown'],
  ] as const) {
    const { deliver, job, service, texts, states } = await stage(t, { dedupeWindow })
    service.after = (post) => {
      if (post === 1) throw new Error('connection reset')
    }
    await assert.rejects(deliver(job()), /connection reset/)
    await deliver(job())
    assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
    assert.deepEqual(await states(), [first, 'sent', 'sent'])
  }
})

test('a lost answer is not repeated where the clock was set back since: nobody knows how long ago it was', async (t) => {
  const { deliver, job, service, texts, states, clock } = await stage(t, { dedupeWindow: 300_000 })
  service.after = (post) => {
    if (post === 1) throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()), /connection reset/)
  const now = clock.now()
  clock.now = () => now - 3_600_000
  await deliver(job())
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
  assert.deepEqual(await states(), ['unknown', 'sent', 'sent'])
})

test('an operator may have it so that what may be missing is sent again', async (t) => {
  const { deliver, job, service, texts, states } = await stage(t, { whenUnknown: 'repeat' })
  service.before = (post) => {
    if (post === 1) throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()), /connection reset/)
  await deliver(job())
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
  assert.deepEqual(await states(), ['sent', 'sent', 'sent'])
})

test('a refused part is logged with its payload and not tried again; the others arrive', async (t) => {
  const { deliver, job, service, texts, states, log, ledger } = await stage(t)
  service.before = (post) => {
    if (post === 2) throw new Rejected('text is too long')
  }
  await deliver(job())
  await deliver(job())
  assert.deepEqual(texts(), ['A', 'C'].map(text))
  assert.deepEqual(await states(), ['sent', 'rejected', 'sent'])
  const record = log.records.find(({ level }) => level === 'error')
  assert.deepEqual(record?.fields?.['payload'], { text: text('B') })
  assert.equal(record?.fields?.['why'], 'text is too long')
  assert.deepEqual((await ledger.parts(group, 'one'))[1]?.payload, { text: text('B') }, 'it is kept for the operator')
})

test('a chat that is gone pauses its subscription; nothing more is tried', async (t) => {
  const { deliver, job, service, texts, states, subscriptions, ledger } = await stage(t)
  service.before = (post) => {
    if (post === 2) throw new Gone('bot was kicked')
    assert.ok(post < 2)
  }
  await deliver(job())
  assert.equal((await subscriptions.get(group))?.paused?.why, 'bot was kicked')
  assert.deepEqual(await states(), ['sent', 'gone'])
  assert.equal((await ledger.deliveries(group)).get('one')?.finished, false)
  await deliver(job())
  assert.deepEqual(texts(), [text('A')])
})

test('a chat that wakes from its pause gets what it lacks of an issue that is still due', async (t) => {
  const { deliver, job, service, texts, states, subscriptions, subscription, ledger, clock } = await stage(t)
  service.before = (post) => {
    if (post === 2) throw new Gone('bot was kicked')
  }
  await deliver(job())
  await clock.tick(60_000)
  const { subscription: awake } = await subscriptions.put(choice())
  assert.deepEqual([awake.id, awake.paused, awake.resumedAt], [subscription.id, undefined, clock.now()])
  await deliver(job())
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
  assert.deepEqual(await states(), ['sent', 'sent', 'sent'])
  assert.equal((await ledger.deliveries(group)).get('one')?.finished, true)
})

test('where the bot lacks a right, the digest waits for it, for days', async (t) => {
  const { deliver, job, service, texts, states, clock, subscriptions, ledger } = await stage(t)
  service.before = (post) => {
    if (post < 4) throw new Forbidden('grant it Send Messages')
  }
  for (let hour = 0; hour < 2; hour++) {
    await assert.rejects(deliver(job()), (error) => error instanceof RetryLater && error.ms === 3_600_000)
    await clock.tick(3_600_000)
  }
  assert.deepEqual(await states(), ['planned'])
  assert.match((await ledger.parts(group, 'one'))[0]?.why ?? '', /Send Messages/)
  await clock.tick(3 * 86_400_000)
  await deliver(job())
  assert.deepEqual(texts(), [], 'given up, and the job ends')
  assert.equal((await subscriptions.get(group))?.paused, undefined)
  await deliver(job())
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
})

test('a chat that moved gets the rest under its new id, and keeps what it has', async (t) => {
  const { deliver, job, service, subscriptions, subscription, ledger } = await stage(t)
  service.before = (post, chat) => {
    if (post > 1 && chat === '-100') throw new Moved('-200')
  }
  await deliver(job())
  assert.deepEqual(
    service.messages.map(({ chat, text }) => [chat, text]),
    [
      ['-100', text('A')],
      ['-200', text('B')],
      ['-200', text('C')],
    ],
  )
  const moved = { ...group, chat: '-200' }
  assert.equal((await subscriptions.get(moved))?.id, subscription.id)
  assert.equal(await subscriptions.get(group), undefined)
  assert.deepEqual(
    (await ledger.parts(moved, 'one')).map(({ state }) => state),
    ['sent', 'sent', 'sent'],
  )
  await deliver(job())
  assert.equal(service.messages.length, 3)
})

test('a platform that is not running fails the job, which the queue tries again', async (t) => {
  const { deliver, subscriptions, subscription } = await stage(t)
  const { subscription: other } = await subscriptions.put({ ...subscription, target: { platform: 'elsewhere', chat: '1' } })
  await assert.rejects(deliver({ kind: 'digest', subscription: other.id, uid: 'one' }), /elsewhere is not running/)
})

test('two workers with the same part in hand: one sends, the other waits', async (t) => {
  const { deliver, job, texts, ledger } = await stage(t)
  const begin = ledger.begin.bind(ledger)
  ledger.begin = async (part) => {
    ledger.begin = begin
    assert.ok(await begin(part), 'the other worker')
    return begin(part)
  }
  await assert.rejects(deliver(job()), RetryLater)
  assert.deepEqual(texts(), [])
})
