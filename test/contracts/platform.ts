/** What every platform must do. Called with the real client library talking to a fake of the platform's servers. */
import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { text as textOption, command } from '../../src/bot/command.ts'
import { type Doc, doc, heading, link, paragraph, strong } from '../../src/doc/nodes.ts'
import { Gone, Moved, Rejected, RetryLater } from '../../src/errors.ts'
import type { Dispatch, Incoming, Payload, Platform, Target } from '../../src/platforms/platform.ts'
import { anyDoc } from './docs.ts'

/** A platform and the fake that it talks to. */
export interface PlatformBench {
  platform: Platform
  /** A chat that the bot is in. */
  target: Target
  /** A chat that it can't reach any more. */
  lost: Target
  /** What is readable in a chat of what the bot sent, oldest first, without markup. */
  shown: (target: Target) => readonly string[]
  /** What is readable of a request body, without markup or buttons. */
  read: (payload: Payload) => string
  /** What the platform would find wrong with a request body that posts to a chat; empty: nothing. */
  check: (payload: Payload) => readonly string[]
  /** The next request that posts or edits: is told to come back in 30 s; is refused as malformed; meets a server that fails for good. */
  fail: (how: 'busy' | 'refused' | 'broken') => void
  /** Somebody gives a command in `target`; does not wait for the answer. */
  say: (command: string) => Promise<void>
  /** Resolves when it holds, looking after each thing that arrives; throws after some seconds. */
  until: (holds: () => boolean) => Promise<void>
  /** Stops the platform and ends the fake; throws when a request was not as the platform wants it. */
  close: () => Promise<void>
}

const ping = command({
  name: 'ping',
  description: 'ask.description',
  options: { word: textOption({ description: 'ask.description', rest: true }) },
  run: () => doc(paragraph('pong')),
})

/** A bot that answers with what `run` yields. */
const dispatchOf = (run: (incoming: Incoming) => AsyncIterable<Doc>): Dispatch => ({
  run,
  suggest: () => Promise.resolve([]),
  gone: () => Promise.resolve(),
  followable: () => Promise.resolve(),
  moved: () => Promise.resolve(),
})

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []

/** The texts of the leaves, in order. */
const valuesOf = (node: object): string[] => {
  if ('value' in node) return [String(node.value)]
  if ('type' in node && node.type === 'actions') return []
  return 'children' in node ? (node.children as object[]).flatMap(valuesOf) : []
}

export const platformContract = (name: string, open: () => Promise<PlatformBench>): void => {
  const withBench = (title: string, body: (bench: PlatformBench) => Promise<void>): void => {
    test(`${name}: ${title}`, async () => {
      const bench = await open()
      try {
        await body(bench)
      } finally {
        await bench.close()
      }
    })
  }

  withBench('any doc becomes request bodies within the limits, with every word, in order', async ({ platform, read, check }) => {
    await fc.assert(
      fc.asyncProperty(anyDoc, async (any) => {
        const before = JSON.stringify(any)
        const payloads = platform.render(any)
        for (const payload of payloads) assert.deepEqual(check(payload), [])
        // A word may be cut where it would not fit into one message, and a list's number stand between its halves: letters are compared.
        const shown = wordsOf(payloads.map(read).join('\n')).join('')
        let from = 0
        for (const letter of valuesOf(any).flatMap(wordsOf).join('')) {
          const at = shown.indexOf(letter, from)
          assert.ok(at >= from, `lost: ${letter}`)
          from = at + letter.length
        }
        assert.equal(JSON.stringify(any), before, 'render changed the doc')
        assert.deepEqual(platform.render(any), payloads)
      }),
      { numRuns: 60 },
    )
  })

  withBench('a doc with nothing in it is nothing to send', async ({ platform }) => {
    assert.deepEqual(platform.render(doc()), [])
  })

  withBench('posts, and edits what it posted', async ({ platform, target, shown }) => {
    const [first] = platform.render(
      doc(heading(2, 'Today'), paragraph('A ', strong('model'), ' by ', link('https://example.org/', 'Acme'))),
    )
    const [second] = platform.render(doc(paragraph('Corrected')))
    assert.ok(first !== undefined && second !== undefined)
    const ref = await platform.post(target, first, 'digest/1')
    assert.deepEqual(ref.target, target)
    assert.match(shown(target).join(), /Today\s+A model by Acme/)
    await platform.edit(ref, second)
    await platform.edit(ref, second)
    assert.deepEqual(shown(target), ['Corrected'])
    assert.deepEqual(JSON.parse(JSON.stringify(ref)), ref, 'a reference can be kept')
  })

  withBench('says why it could not post, and goes on', async ({ platform, target, lost, fail, shown }) => {
    const [payload] = platform.render(doc(paragraph('Hello')))
    assert.ok(payload !== undefined)
    fail('refused')
    await assert.rejects(platform.post(target, payload, 'b'), Rejected)
    await assert.rejects(platform.post(lost, payload, 'c'), Gone)
    fail('broken')
    await assert.rejects(
      platform.post(target, payload, 'd'),
      (error) => ![RetryLater, Rejected, Gone, Moved].some((told) => error instanceof told),
    )
    await platform.post(target, payload, 'e')
    fail('busy')
    await assert.rejects(
      platform.post(target, payload, 'a'),
      (error) => error instanceof RetryLater && error.ms > 25_000 && error.ms < 40_000,
    )
    assert.deepEqual(shown(target), ['Hello'])
  })

  withBench('an edit of a message that is not there is rejected', async ({ platform, target }) => {
    const [payload] = platform.render(doc(paragraph('Hello')))
    assert.ok(payload !== undefined)
    await assert.rejects(platform.edit({ target, message: '999' }, payload), Rejected)
  })

  withBench('a command is handed in, and the last doc of its answer stands', async ({ platform, target, say, shown, until }) => {
    const asked: Incoming[] = []
    await platform.menu([ping])
    await platform.start(
      dispatchOf(async function* (incoming) {
        asked.push(incoming)
        yield doc(paragraph('one'))
        yield doc(paragraph('one two'))
        yield doc(paragraph('one two three'))
      }),
    )
    await say('ping')
    await until(() => shown(target).at(-1) === 'one two three')
    assert.equal(shown(target).length, 1)
    assert.equal(asked.length, 1)
    assert.deepEqual(asked[0]?.target, target)
    assert.ok('command' in (asked[0]?.input ?? {}), 'it came as a command')
  })

  withBench('an answer may take several messages, and grow from one', async ({ platform, target, say, shown, until }) => {
    const long = 'A sentence that is repeated. '.repeat(400)
    await platform.menu([ping])
    await platform.start(
      dispatchOf(async function* () {
        yield doc(paragraph('short'))
        yield doc(paragraph(long))
      }),
    )
    await say('ping')
    await until(() => wordsOf(shown(target).join(' ')).length === wordsOf(long).length)
    assert.ok(shown(target).length > 1)
  })

  withBench('a fault inside the bot does not end it', async ({ platform, target, say, shown, until }) => {
    let calls = 0
    await platform.menu([ping])
    await platform.start(
      dispatchOf(async function* () {
        if (++calls === 1) throw new Error('a bug')
        yield doc(paragraph('still here'))
      }),
    )
    await say('ping')
    await until(() => calls === 1)
    await say('ping')
    await until(() => shown(target).at(-1) === 'still here')
  })

  withBench('stops within a second, also while an answer is under way', async ({ platform, say, until }) => {
    let isAsked = false
    await platform.menu([ping])
    await platform.start(
      dispatchOf(async function* () {
        isAsked = true
        await new Promise(() => undefined)
        yield doc(paragraph('never'))
      }),
    )
    await say('ping')
    await until(() => isAsked)
    const start = performance.now()
    await platform.stop()
    assert.ok(performance.now() - start < 1000)
  })
}
