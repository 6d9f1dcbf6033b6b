import assert from 'node:assert/strict'
import test from 'node:test'
import { createBot } from '../fakes/bot.ts'

test('an issue that was withdrawn is neither the newest nor cited, and says so to whom it is asked for by name', async (t) => {
  const { app, say } = await createBot(t)
  const [newest, next] = app.archive.newest({ editions: ['en'] })
  assert.ok(newest && next)
  assert.match((await say('/recap')).text, /Operator takes the mouse/)
  assert.match((await say('/ask what is Operator?')).text, /\[1\]/)
  app.archive.withdraw(newest.uid, 'feed')
  for (const line of ['/recap', '/recap latest', 'what is new?', `/recap ${newest.date}`, '/about'])
    assert.doesNotMatch((await say(line)).text, /Operator takes the mouse/, line)
  assert.match((await say('/recap')).text, new RegExp(next.title))
  assert.doesNotMatch((await say('/ask what is Operator?')).text, /Operator takes the mouse/)
  assert.match((await say(`/recap ${newest.id}`)).text, /Operator takes the mouse[^]*withdrew this issue/)
  app.archive.withdraw(newest.uid, undefined)
  assert.match((await say('/recap')).text, /Operator takes the mouse/)
})
