import assert from 'node:assert/strict'
import test from 'node:test'
import { createLosses } from '../../src/delivery/losses.ts'
import { Forbidden, Gone } from '../../src/errors.ts'
import type { Target } from '../../src/platforms/platform.ts'
import { choice, group, stage } from './stage.ts'

const ADA: Target = { platform: 'chat', chat: 'ada' }

/** The usual stage, where people have private chats. */
const told = async (...[t, options]: Parameters<typeof stage>) => {
  const home = await stage(t, options)
  home.service.platform.privateChat = async (user) => ({ platform: 'chat', chat: user })
  return { ...home, notices: () => home.service.messages.filter(({ chat }) => chat === ADA.chat).map(({ text }) => String(text)) }
}

test('whoever subscribed a chat that is lost is told once in private, with the reason', async (t) => {
  const { deliver, job, service, notices, subscriptions, stores, log, clock } = await told(t)
  service.before = (_, chat) => {
    if (chat === group.chat) throw new Gone('bot was kicked')
  }
  await deliver(job())
  await deliver(job())
  assert.equal(notices().length, 1)
  assert.match(notices()[0] ?? '', /chat\/-100 is paused.*bot was kicked.*\/subscribe/)
  const platforms = new Map([['chat', service.platform]])
  const again = createLosses({ platforms, subscriptions, told: stores.open('told'), log })
  await again.lose(group, 'bot was kicked')
  assert.equal(notices().length, 1, 'it is paused already')
  await clock.tick(1000)
  await subscriptions.put({ ...choice(), createdBy: ADA.chat })
  await again.lose(group, 'bot was kicked again')
  assert.equal(notices().length, 2, 'it was woken, and is lost anew')
})

test('who blocked the bot is sent nothing', async (t) => {
  const { subscriptions, service, stores, log } = await told(t)
  await subscriptions.put({ ...choice(ADA), createdBy: ADA.chat })
  const losses = createLosses({ platforms: new Map([['chat', service.platform]]), subscriptions, told: stores.open('told'), log })
  await losses.lose(ADA, 'bot was blocked')
  assert.equal((await subscriptions.get(ADA))?.paused?.why, 'bot was blocked')
  assert.deepEqual(service.messages, [])
})

test('a missing right is told once, however often it is found missing', async (t) => {
  const { deliver, job, service, notices } = await told(t)
  service.before = (_, chat) => {
    if (chat === group.chat) throw new Forbidden('Grant it Send Messages.')
  }
  for (let hour = 0; hour < 3; hour++) await assert.rejects(deliver(job()))
  assert.equal(notices().length, 1)
  assert.match(notices()[0] ?? '', /Grant it Send Messages/)
})

test('a right that is missing again, long after it was granted, is told again; nobody is asked for in between', async (t) => {
  const { deliver, job, service, notices, clock, issues } = await told(t)
  let isMissing = true
  let asked = 0
  const privateChat = service.platform.privateChat?.bind(service.platform)
  service.platform.privateChat = async (user) => {
    asked++
    return privateChat?.(user) ?? group
  }
  service.before = (_, chat) => {
    if (chat === group.chat && isMissing) throw new Forbidden('Grant it Send Messages.')
  }
  const day = async (uid: string, expected: number): Promise<void> => {
    issues[uid] = ['A']
    await deliver(job('digest', uid)).catch(() => {})
    assert.deepEqual([notices().length, asked], [expected, expected], uid)
    await clock.tick(7 * 86_400_000)
  }
  for (const uid of ['one week', 'the next', 'the third', 'the fourth']) await day(uid, 1)
  isMissing = false
  for (const uid of ['the fifth', 'the sixth']) await day(uid, 1)
  isMissing = true
  await day('the seventh', 2)
})

test('a part that may be missing is told', async (t) => {
  const { deliver, job, service, notices } = await told(t)
  service.before = (post) => {
    if (post === 2) throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()))
  await deliver(job())
  assert.equal(notices().length, 1)
  assert.match(notices()[0] ?? '', /Message 2 of a digest/)
})

test('that somebody cannot be told stops nothing', async (t) => {
  const { deliver, job, service, subscriptions } = await told(t)
  service.before = () => {
    throw new Gone('blocked')
  }
  await deliver(job())
  assert.equal((await subscriptions.get(group))?.paused?.why, 'blocked')
})
