import assert from 'node:assert/strict'
import test from 'node:test'
import { runLabel } from '../../commands/subscriptions.ts'
import { createBot } from '../fakes/bot.ts'

test('the runs of all chats in words: what comes, how often, and whether it would come now', async (t) => {
  const { app, say } = await createBot(t)
  for (const [chat, line] of [
    ['1', '/subscribe friday 18:00 all quiet=skip'],
    ['2', '/subscribe arrival 07:30-22:00 reddit'],
    ['3', '/subscribe arrival 00:00-24:00 reddit'],
  ] as const)
    await say(line, { target: { platform: 'discord', chat } })
  const runs = await app.schedule.plan(20)
  const labels = (locale: string, isOpen: boolean) =>
    ['1', '2', '3'].map((chat) => {
      const run = runs.find(({ subscription }) => subscription.target.chat === chat)
      return run && runLabel(run, locale, isOpen)
    })
  const [weekly, arrival, always] = labels('en', true)
  assert.deepEqual(weekly, { what: 'All sections, every Friday at 18:00 (UTC), nothing on quiet days' })
  assert.equal(arrival?.what, 'Reddit only, as it arrives, between 07:30 and 22:00 (UTC)')
  assert.match(arrival?.note ?? '', /^at once when it is out; next opening: /)
  assert.deepEqual(always, { what: 'Reddit only, as it arrives, at any hour (UTC)', note: 'at once when it is out' })
  assert.match(labels('en', false)[1]?.note ?? '', /^next opening: /)
  assert.match(labels('zh', false)[0]?.what ?? '', /每星期五|每周五/)
})
