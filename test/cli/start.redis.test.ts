import assert from 'node:assert/strict'
import test from 'node:test'
import { startSite } from '../fakes/feed.ts'
import { openPlace } from './run.ts'

const url = process.env['REDIS_URL'] ?? ''

test(
  'a start that fails ends the program, though it is connected to Redis',
  { skip: url === '' ? 'REDIS_URL is not set' : false },
  async (t) => {
    await using site = await startSite()
    const env = { RECAP_PORT: new URL(site.origin).port, RECAP_SOURCES: 'none', REDIS_URL: url }
    const { code, stderr } = await openPlace(t).run(['start'], { env })
    assert.equal(code, 1)
    assert.match(stderr, /RECAP_PORT/)
  },
)
