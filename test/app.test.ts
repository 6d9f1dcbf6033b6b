import assert from 'node:assert/strict'
import test from 'node:test'
import { createBot } from './fakes/bot.ts'
import { startSite } from './fakes/feed.ts'
import { recordingLog } from './fakes/log.ts'

test('stopped while it reads its sources, it begins nothing more', async (t) => {
  await using site = await startSite()
  site.serve('/rss.xml', { hang: true })
  const log = recordingLog()
  const { app } = await createBot(t, { log, issues: false, env: { RECAP_SOURCES: `${site.origin}/rss.xml` } })
  const { ready } = await app.start()
  await app.stop()
  await ready
  assert.deepEqual(
    log.records.filter(({ level }) => level !== 'info' && level !== 'debug'),
    [],
  )
})

test('when it has started it is ready for questions', async (t) => {
  const log = recordingLog()
  const { app } = await createBot(t, { log })
  await (
    await app.start()
  ).ready
  assert.ok(log.records.some(({ message }) => message === 'ready for questions'))
})
