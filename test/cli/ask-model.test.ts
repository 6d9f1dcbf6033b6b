/** `recap ask` where there is a model. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { sampleMarkdown } from '../fakes/feed.ts'
import { startFakeOpenAI } from '../fakes/openai.ts'
import { jsonLines, openPlace } from './run.ts'

const ASK = ['ask', 'What did Acme Labs release?', '--json', '--now', '2026-01-10']

test('a model is asked once a day for the same, within its day’s tokens, and another server anew', async (t) => {
  const { run, write } = openPlace(t)
  write('in/26-01-02-acme-otter.md', sampleMarkdown('Acme Labs releases Otter 7B under an open licence'))
  await run(['import', 'in'])
  const answer = async (env?: Record<string, string>) => jsonLines((await run(ASK, env && { env })).stdout)[0] ?? {}
  assert.equal((await answer())['model'], null)

  const servers = await Promise.all([startFakeOpenAI(), startFakeOpenAI()])
  t.after(() => Promise.all(servers.map(({ close }) => close())))
  for (const server of servers) {
    server.next({ pieces: ['Acme Labs releases Otter 7B [1].'], usage: { prompt_tokens: 900, completion_tokens: 100 } })
    for (const _ of [1, 2]) assert.equal((await answer({ OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'otter' }))['model'], 'otter')
    assert.equal(server.requests.length, 1)
  }
  const [{ url }] = servers
  const spent = await answer({ OPENAI_BASE_URL: url, OPENAI_MODEL: 'another', RECAP_TOKENS_PER_DAY: '2500' })
  assert.deepEqual([spent['model'], (spent['instead'] as { budget?: string }).budget], [null, 'all'])
})
