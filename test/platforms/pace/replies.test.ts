import assert from 'node:assert/strict'
import test from 'node:test'
import { type Doc, doc, paragraph } from '../../../src/doc/nodes.ts'
import { limits } from '../../../src/platforms/telegram/limits.ts'
import { createPace } from '../../../src/platforms/pace/scheduler.ts'
import { createBench, dispatchOf } from '../telegram/bench.ts'

const say = (text: string): Doc => doc(paragraph(text))

test('an answer grows on while a chat must wait; only its latest state is sent, and before what is posted in bulk', async (t) => {
  const { telegram, clock, log, platform, tickUntil } = await createBench(t)
  const pace = createPace({ name: 'telegram', limit: limits.all, patience: 5000, clock, log })
  const bot = platform({ pace })
  let isThought = false
  await bot.start(
    dispatchOf(async function* () {
      for (let n = 1; n <= 50; n++) yield say(`state ${n}`)
      isThought = true
    }),
  )
  const posts = Array.from({ length: 200 }, (_, n) =>
    bot.post({ platform: 'telegram', chat: String(1000 + n) }, bot.render(say('digest'))[0] ?? {}, `${n}`),
  )
  telegram.say(42, 'tell me')
  await telegram.until(() => isThought)
  await tickUntil(() => telegram.messages(42)[0]?.text === 'state 50')
  const asked = telegram.requests.findIndex(({ params }) => params['text'] === 'state 50')
  assert.ok(telegram.requests.slice(0, asked).filter(({ params }) => params['text'] === 'digest').length < 150)
  assert.ok(telegram.requests.filter(({ params }) => params['chat_id'] === 42 && 'text' in params).length <= 2, 'sent, and edited once')
  let left = posts.length
  for (const post of posts) void post.then(() => left--)
  await tickUntil(() => left === 0)
})
