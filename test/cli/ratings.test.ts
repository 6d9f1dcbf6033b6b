import assert from 'node:assert/strict'
import test from 'node:test'
import { createRatings } from '../../src/bot/ratings.ts'
import { storeCheck } from '../../src/cli/doctor-checks.ts'
import { loadConfig } from '../../src/config.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { temporaryFolder } from '../fakes/bot.ts'
import { fakeClock } from '../fakes/clock.ts'

test('the operator is told how answers were rated, of the last 90 days', async (t) => {
  const folder = temporaryFolder(t)
  const clock = fakeClock()
  const config = loadConfig({ env: { RECAP_DATA_DIR: folder }, cwd: folder })
  const told = async (): Promise<string | undefined> => (await storeCheck(config, clock)).find(({ what }) => what === 'ratings')?.result
  assert.equal(await told(), 'in the last 90 days nobody rated an answer')
  const stores = openSqliteStores(`${folder}/state.sqlite`, { clock })
  const ratings = createRatings(stores.open('ratings'))
  await ratings.rate('a', 'ada', 'up')
  await ratings.rate('a', 'bob', 'down')
  await ratings.rate('b', 'ada', 'up')
  await stores.close()
  assert.equal(await told(), 'in the last 90 days answers were called helpful 2 times, and 1 time not')
  await clock.tick(90 * 24 * 60 * 60 * 1000)
  assert.equal(await told(), 'in the last 90 days nobody rated an answer')
})
