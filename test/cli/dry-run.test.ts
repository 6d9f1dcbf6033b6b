/** What `recap deliver --dry-run` says of each subscription. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { systemClock } from '../../src/clock.ts'
import { createLedger } from '../../src/delivery/ledger.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { issueOf } from '../digest/issues.ts'
import { createBot } from '../fakes/bot.ts'
import { openPlace } from './run.ts'

const where = (chat: string) => ({ target: { platform: 'discord', chat } })

test('each has what comes, when, the next runs, and what waits; or why it is paused. Nothing is settled by asking', async (t) => {
  const { cwd, run } = openPlace(t)
  const folder = `${cwd}/data`
  const { app, say } = await createBot(t, { folder, issues: false })
  const today = new Date().toISOString().slice(0, 10)
  app.archive.put(issueOf(today, { twitter: ['Llama 3.1 swims.'] }))
  await say('/subscribe 08:00 twitter reddit zone=Asia/Kathmandu', where('1'))
  await say('/subscribe friday 18:00 all full quiet=skip', where('2'))
  await say('/subscribe arrival 00:00-24:00 about: Llama 3', where('3'))
  await say('/subscribe daily all', where('4'))
  await say('/subscribe 08:00 reddit', { ...where('5'), followable: true })
  await app.subscriptions.pause(where('4').target, 'the bot was kicked')
  await app.stop()
  const dry = () => run(['deliver', '--dry-run'], { env: { RECAP_DATA_DIR: folder, RECAP_PORT: '0' } })
  const { code, stdout, stderr } = await dry()
  assert.deepEqual([code, stderr], [0, ''])
  const time = String.raw`\d{4}-\d\d-\d\d`
  assert.match(
    stdout,
    new RegExp(`^discord/1: twitter\\+reddit, compact, en; daily at 08:00 Asia/Kath?mandu; next (${time} 08:00(, )?){3}$`, 'm'),
  )
  assert.match(
    stdout,
    new RegExp(`^discord/2: all sections, full, quiet days: skip, en; weekly on friday at 18:00 UTC; next (${time} 18:00(, )?){3}$`, 'm'),
  )
  assert.match(
    stdout,
    /^discord\/3: all sections, about Llama 3, compact, en; as it arrives \(UTC\); open now, next .*\n {2}nothing waits/m,
  )
  assert.match(stdout, /^discord\/4: .*; daily at 08:00 UTC; paused since .*: the bot was kicked$/m)
  assert.match(stdout, /^discord\/5: reddit, compact, en, published to followers; daily/m)
  assert.equal(stdout.match(new RegExp(`^  ${today} Issue of ${today}$`, 'gm'))?.length, 3)
  assert.equal((await dry()).stdout, stdout)
})

test('what was delivered under another name does not wait', async (t) => {
  const { cwd, run } = openPlace(t)
  const folder = `${cwd}/data`
  const { app, say } = await createBot(t, { folder, issues: false })
  const { uid } = app.archive.put(issueOf(new Date().toISOString().slice(0, 10), { twitter: ['Otters swim.'] }))
  await say('/subscribe 08:00 twitter', where('1'))
  await app.stop()
  const dry = async () => (await run(['deliver', '--dry-run'], { env: { RECAP_DATA_DIR: folder, RECAP_PORT: '0' } })).stdout
  assert.match(await dry(), /\n {2}\d.* Issue of/)
  const clock = systemClock
  const stores = openSqliteStores(`${folder}/state.sqlite`, { clock })
  await stores.open('identities').set(uid, 'an-older-name')
  const holders = stores.openSets('ledger-holders')
  const ledger = createLedger({ parts: stores.open('ledger'), chats: stores.open('ledger-got'), holders, clock })
  await ledger.finish(where('1').target, 'an-older-name', clock.now())
  await stores.close()
  assert.match(await dry(), /nothing waits/)
})
