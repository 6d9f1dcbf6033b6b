/** What every implementation of the queue port must do. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { RetryLater } from '../../src/errors.ts'
import type { Job, Queue } from '../../src/queues/queue.ts'

export interface QueueSubject {
  queue: Queue<number>
  /** Another worker on the same data, as a second process would be. */
  again: Queue<number>
  /** Lets the jobs of a worker, which is busy with as many as may run at once, fall to the next, whose queue it opens, as if its process had died. */
  kill: (queue: Queue<number>) => Promise<Queue<number>>
  now: () => number
  /** Lets time pass until `done` holds; fails after 10 s of the queue's time. */
  until: (done: () => boolean) => Promise<void>
  close: () => Promise<void>
}

/** Works a queue, noting what ran. */
export const record = (
  queue: Queue<number>,
  options: { concurrency?: number; attempts?: number; run?: (job: Job<number>) => Promise<void> } = {},
) => {
  const ran: Job<number>[] = []
  const failed: [string, unknown][] = []
  const { concurrency = 1, attempts = 1, run } = options
  const handler = async (job: Job<number>): Promise<void> => {
    ran.push(job)
    await run?.(job)
  }
  queue.work(handler, { concurrency, attempts, failed: (job, error) => void failed.push([job.id, error]) })
  return { ran, failed }
}

export type Check = (what: string, body: (subject: QueueSubject, never: () => Promise<void>) => Promise<void>) => void

/** Makes tests of subjects with no job in them. `never`: what a job does over which its process dies. */
export const checks =
  (name: string, open: () => Promise<QueueSubject>, { skip = false }: { skip?: string | false } = {}): Check =>
  (what, body) =>
    void test(`${name}: ${what}`, { skip }, async () => {
      const subject = await open()
      const end = Promise.withResolvers<void>()
      try {
        await body(subject, () => end.promise)
      } finally {
        end.resolve()
        await subject.close()
      }
    })

/** Runs the suite. */
export const queueContract = (check: Check): void => {
  check('a job runs once, with its data, wherever it was added', async ({ queue, again, until }) => {
    const { ran } = record(queue)
    assert.equal((await queue.add({ id: 'one', data: 1 })).length, 1)
    assert.equal((await again.add({ id: 'two', data: 2 })).length, 1)
    await until(() => ran.length === 2)
    await queue.idle()
    assert.deepEqual(
      ran.toSorted((a, b) => a.data - b.data),
      [
        { id: 'one', data: 1 },
        { id: 'two', data: 2 },
      ],
    )
  })

  check('jobs that wait before anybody works are run in their order', async ({ queue, until }) => {
    for (let n = 0; n < 5; n++) await queue.add({ id: `job ${n}`, data: n })
    const { ran } = record(queue)
    await until(() => ran.length === 5)
    assert.deepEqual(
      ran.map(({ data }) => data),
      [0, 1, 2, 3, 4],
    )
  })

  check('an id is taken while its job waits, runs, and after it', async ({ queue, again, until }) => {
    assert.equal(await queue.has('one'), false)
    assert.equal((await queue.add({ id: 'one', data: 1 })).length, 1)
    assert.equal(await again.has('one'), true)
    assert.deepEqual(await again.add({ id: 'one', data: 2 }), [])
    const whileRunning: Job<number>[][] = []
    const { ran } = record(queue, { run: async () => void whileRunning.push(await queue.add({ id: 'one', data: 3 })) })
    await until(() => whileRunning.length === 1)
    await queue.idle()
    assert.deepEqual(whileRunning, [[]])
    assert.equal(await again.has('one'), true)
    assert.deepEqual(await again.add({ id: 'one', data: 4 }), [])
    await queue.idle()
    assert.deepEqual(ran, [{ id: 'one', data: 1 }])
  })

  check('of many who add an id at once, one does', async ({ queue, again }) => {
    const added = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? queue : again).add({ id: 'one', data: n })))
    assert.equal(added.flat().length, 1)
  })

  check('jobs that are added together run in their order, and only those that are new', async ({ queue, again, until }) => {
    await again.add({ id: 'two', data: 2 })
    const jobs = ['one', 'two', 'three'].map((id, n) => ({ id, data: n }))
    assert.deepEqual(
      (await queue.add(...jobs)).map(({ id }) => id),
      ['one', 'three'],
    )
    assert.deepEqual(await queue.add(), [])
    const { ran } = record(queue)
    await until(() => ran.length === 3)
    assert.deepEqual(
      ran.map(({ id }) => id),
      ['two', 'one', 'three'],
    )
  })

  check('ids may hold any character', async ({ queue, until }) => {
    const ids = ['digest:a:26-03-02', 'digest', '7', '0', 'a b', 'a/b', '模型', '😀', '%', '%3A', '*', '\n', '{x}', 'digest:a']
    const { ran } = record(queue, { concurrency: 4 })
    for (const [n, id] of ids.entries()) assert.equal((await queue.add({ id, data: n })).length, 1, id)
    await until(() => ran.length === ids.length)
    assert.deepEqual(ran.map(({ id }) => id).sort(), ids.toSorted())
    assert.deepEqual(await queue.add({ id: '7', data: 0 }), [])
  })

  check('what is under way is known wherever one asks, and what waits or is over is not', async ({ queue, again, until }) => {
    const end = Promise.withResolvers<void>()
    await queue.add({ id: 'one', data: 1 })
    await queue.add({ id: 'two', data: 2 })
    assert.deepEqual(await again.running(), [])
    const { ran } = record(queue, { run: () => end.promise })
    await until(() => ran.length === 1)
    assert.deepEqual(await again.running(), [{ id: 'one', data: 1 }])
    end.resolve()
    await until(() => ran.length === 2)
    await queue.idle()
    assert.deepEqual(await again.running(), [])
  })

  check('no more run at once than may', async ({ queue, until }) => {
    let running = 0
    let most = 0
    const ends: (() => void)[] = []
    const { ran } = record(queue, {
      concurrency: 2,
      async run() {
        most = Math.max(most, ++running)
        await new Promise<void>((resolve) => ends.push(resolve))
        running--
      },
    })
    for (let n = 0; n < 5; n++) await queue.add({ id: `job ${n}`, data: n })
    for (let ended = 0; ended < 5; ended++) {
      await until(() => ends.length > ended)
      ends[ended]?.()
    }
    await queue.idle()
    assert.equal(ran.length, 5)
    assert.equal(most, 2)
  })

  check('two who work share the jobs, each run once', async ({ queue, again, until }) => {
    const [here, there] = [record(queue), record(again)]
    for (let n = 0; n < 30; n++) await (n % 2 ? queue : again).add({ id: `job ${n}`, data: n })
    await until(() => here.ran.length + there.ran.length >= 30)
    await Promise.all([queue.idle(), again.idle()])
    const ran = [...here.ran, ...there.ran].map(({ data }) => data).sort((a, b) => a - b)
    assert.deepEqual(
      ran,
      Array.from({ length: 30 }, (_, n) => n),
    )
  })

  check('a job that waits for its time is not run before, and does not keep the queue busy', async ({ queue, now, until }) => {
    const times: number[] = []
    const { ran } = record(queue, {
      async run({ id }) {
        if (id !== 'later') return
        times.push(now())
        if (times.length === 1) throw new RetryLater(1500)
      },
    })
    await queue.add({ id: 'later', data: 1 })
    await until(() => times.length === 1)
    await queue.add({ id: 'now', data: 2 })
    await until(() => ran.some(({ id }) => id === 'now'))
    await queue.idle()
    assert.equal(times.length, 1)
    await until(() => times.length === 2)
    assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 1500)
  })

  check('a job that fails is tried again later and later, until the attempts are used up', async ({ queue, now, until }) => {
    const times: number[] = []
    const { ran, failed } = record(queue, {
      attempts: 3,
      async run() {
        times.push(now())
        throw new Error('no luck')
      },
    })
    await queue.add({ id: 'one', data: 1 })
    await until(() => failed.length === 1)
    assert.equal(ran.length, 3)
    assert.equal(failed[0]?.[0], 'one')
    assert.match(String(failed[0]?.[1]), /no luck/)
    const [first = 0, second = 0, third = 0] = times
    assert.ok(second - first >= 1000 && third - second >= 2000, String(times))
    await queue.idle()
  })

  check('a job that succeeds at last does not fail', async ({ queue, until }) => {
    let calls = 0
    const { failed } = record(queue, {
      attempts: 2,
      async run() {
        if (++calls === 1) throw new Error('no luck')
      },
    })
    await queue.add({ id: 'one', data: 1 })
    await until(() => calls === 2)
    await queue.idle()
    assert.deepEqual(failed, [])
    assert.deepEqual(await queue.add({ id: 'one', data: 1 }), [])
  })

  check('waiting for the other side uses no attempt', async ({ queue, now, until }) => {
    const times: number[] = []
    const { failed } = record(queue, {
      attempts: 1,
      async run() {
        if (times.push(now()) < 5) throw new RetryLater(400)
      },
    })
    await queue.add({ id: 'one', data: 1 })
    await until(() => times.length === 5)
    await queue.idle()
    assert.deepEqual(failed, [])
    assert.ok(
      times.every((time, n) => n === 0 || time - (times[n - 1] ?? 0) >= 400),
      String(times),
    )
  })

  check('a failed job may be added again, and begins anew', async ({ queue, until }) => {
    let broken = true
    const { ran, failed } = record(queue, {
      attempts: 1,
      async run() {
        if (broken) throw new Error('no luck')
      },
    })
    await queue.add({ id: 'one', data: 1 })
    await until(() => failed.length === 1)
    await queue.idle()
    broken = false
    assert.equal(await queue.has('one'), false)
    assert.equal((await queue.add({ id: 'one', data: 2 })).length, 1)
    await until(() => ran.length === 2)
    await queue.idle()
    assert.equal(ran[1]?.data, 2)
    assert.equal(failed.length, 1)
    assert.deepEqual(await queue.add({ id: 'one', data: 3 }), [])
  })

  check('closing lets a running job end, and leaves the rest to the next', async ({ queue, again, until }) => {
    const end = Promise.withResolvers<void>()
    const { ran } = record(queue, { run: () => end.promise })
    await queue.add({ id: 'running', data: 1 })
    await until(() => ran.length === 1)
    await again.add({ id: 'waiting', data: 2 })
    const closing = queue.close(5000)
    end.resolve()
    await closing
    const next = record(again)
    await until(() => next.ran.length === 1)
    await again.idle()
    assert.deepEqual(next.ran, [{ id: 'waiting', data: 2 }])
  })
}
