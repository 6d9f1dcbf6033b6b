/** What every implementation of the queue port must do about jobs whose process dies. */
import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { ProcessDied } from '../../src/queues/queue.ts'
import { type Check, record } from './queue.ts'

/** Runs the suite. */
export const deathsContract = (check: Check): void => {
  check(
    'a job over which the process dies each time is failed with an error of its own, and may be added again',
    async (subject, never) => {
      let { queue } = subject
      await queue.add({ id: 'poison', data: 1 })
      for (let lives = 0; lives < 2; lives++) {
        const { ran, failed } = record(queue, { attempts: 2, run: never })
        await subject.until(() => ran.length === 1)
        assert.deepEqual(failed, [])
        queue = await subject.kill(queue)
      }
      const { ran, failed } = record(queue, { attempts: 2 })
      await subject.until(() => failed.length === 1)
      await queue.idle()
      assert.equal(ran.length, 0)
      const [[id, error] = []] = failed
      assert.equal(id, 'poison')
      assert.ok(error instanceof ProcessDied, String(error))
      assert.equal((await queue.add({ id: 'poison', data: 2 })).length, 1)
      await subject.until(() => ran.length === 1)
      await queue.idle()
      assert.deepEqual(ran, [{ id: 'poison', data: 2 }])
      assert.equal(failed.length, 1)
    },
  )

  check('deaths and failures are counted apart', async (subject, never) => {
    let { queue } = subject
    await queue.add({ id: 'one', data: 1 })
    const first = record(queue, { attempts: 2, run: never })
    await subject.until(() => first.ran.length === 1)
    queue = await subject.kill(queue)
    let calls = 0
    const { failed } = record(queue, {
      attempts: 2,
      async run() {
        if (++calls === 1) throw new Error('no luck')
      },
    })
    await subject.until(() => calls === 2)
    await queue.idle()
    assert.deepEqual(failed, [])
  })

  check('what dies with a job that kills the process is run apart from it', async (subject, never) => {
    let { queue } = subject
    // As different as chance has it.
    let draws = 0
    const chance = mock.method(Math, 'random', () => (draws++ % 2 === 0 ? 0.99 : 0))
    for (const id of ['poison', 'other']) await queue.add({ id, data: 1 })
    for (let lives = 0; lives < 2; lives++) {
      const { ran } = record(queue, { concurrency: 2, attempts: 9, run: never })
      await subject.until(() => ran.length === 2)
      queue = await subject.kill(queue)
    }
    const running = new Set<string>()
    let most = 0
    const { ran } = record(queue, {
      concurrency: 2,
      attempts: 9,
      async run({ id }) {
        most = Math.max(most, running.add(id).size)
        await Promise.resolve()
        running.delete(id)
      },
    })
    await subject.until(() => ran.length === 2)
    chance.mock.restore()
    await queue.idle()
    assert.equal(most, 1)
  })
}
