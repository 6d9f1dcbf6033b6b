/** What every implementation of the model port must do. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { RetryLater } from '../../src/errors.ts'
import type { Model, ModelRequest, Usage } from '../../src/models/model.ts'

/** What the other side of the model does next. */
export type Turn = { pieces: readonly string[]; ends: 'well' | 'cut' | 'hang' } | { refuse: 'wait'; ms: number } | { refuse: 'fault' }

export interface ModelSubject {
  model: Model
  turn(turn: Turn): void
  close(): Promise<void>
}

const request = (signal: AbortSignal): ModelRequest => ({
  messages: [{ role: 'user', content: 'Which lamp is on?' }],
  maxTokens: 50,
  signal,
})

/** Reads a stream to its end: what came, and what it cost. */
export const drain = async (
  stream: AsyncGenerator<string, Usage | undefined>,
  each?: (piece: string) => void,
): Promise<{ pieces: string[]; usage: Usage | undefined }> => {
  const pieces: string[] = []
  for (;;) {
    const next = await stream.next()
    if (next.done) return { pieces, usage: next.value }
    pieces.push(next.value)
    each?.(next.value)
  }
}

/** Runs the suite. */
export const modelContract = (name: string, open: () => Promise<ModelSubject>): void => {
  const check = (what: string, body: (subject: ModelSubject) => Promise<void>): void =>
    void test(`${name}: ${what}`, async () => {
      const subject = await open()
      try {
        await body(subject)
      } finally {
        await subject.close()
      }
    })
  const never = new AbortController().signal

  check('has a name', async ({ model }) => {
    assert.notEqual(model.name, '')
    await Promise.resolve()
  })

  check('yields pieces in order and returns what it cost', async ({ model, turn }) => {
    turn({ pieces: ['The ', 'red ', 'lamp.'], ends: 'well' })
    const { pieces, usage } = await drain(model.stream(request(never)))
    assert.deepEqual(pieces, ['The ', 'red ', 'lamp.'])
    assert.ok(usage && usage.promptTokens > 0 && usage.completionTokens > 0)
  })

  check('asked to wait, says for how long', async ({ model, turn }) => {
    turn({ refuse: 'wait', ms: 3000 })
    await assert.rejects(drain(model.stream(request(never))), (error) => error instanceof RetryLater && error.ms === 3000)
  })

  check('a fault is an error, but not one that asks to wait', async ({ model, turn }) => {
    turn({ refuse: 'fault' })
    await assert.rejects(drain(model.stream(request(never))), (error) => error instanceof Error && !(error instanceof RetryLater))
  })

  check('a stream that was cut is an error', async ({ model, turn }) => {
    turn({ pieces: ['The red '], ends: 'cut' })
    await assert.rejects(drain(model.stream(request(never))))
  })

  check('the signal ends a stream that hangs', async ({ model, turn }) => {
    turn({ pieces: ['The red '], ends: 'hang' })
    const stop = new AbortController()
    await assert.rejects(drain(model.stream(request(stop.signal)), () => stop.abort(new Error('enough'))))
  })
}
