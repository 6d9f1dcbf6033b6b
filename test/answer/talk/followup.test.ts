import assert from 'node:assert/strict'
import test from 'node:test'
import { type Situation, resolve } from '../../../src/answer/talk/followup.ts'

/** How the recaps write: small letters for common words, capitals for names. */
const TEXTS = [
  'people like the benchmark, the weights, the lamp and a candle, the context and the length',
  'a model by Mistral, and one of OpenAI, with Cerebras inside',
]
const usage = (word: string): string[] =>
  TEXTS.filter((text) =>
    text
      .toLowerCase()
      .split(/[^a-z]+/)
      .includes(word.toLowerCase()),
  )

const after = (before: string | readonly string[], said: string, more: Partial<Situation> = {}) =>
  resolve(said, {
    turns: [before].flat().map((question) => ({ question })),
    now: '2026-03-04',
    isReply: false,
    usage,
    ...more,
  })
const becomes = (table: readonly (readonly [before: string, said: string, standalone: string])[]) => {
  for (const [before, said, standalone] of table) assert.equal(after(before, said).question, standalone, `${before} … ${said}`)
}

test('a size or a version becomes one of the name before', () =>
  becomes([
    ['what’s new with Llama 3?', 'and the 70B?', 'what’s new with Llama 3 70B?'],
    ['what’s new with Llama 3 8B?', 'the 70B?', 'what’s new with Llama 3 70B?'],
    ['what’s new with Llama-3-8B?', 'and the 70B?', 'what’s new with Llama-3 70B?'],
    ['what’s new with Llama 3 8B?', 'and 3.1?', 'what’s new with Llama 3.1 8B?'],
    ['which models run on a 3090', 'and on a 4090?', 'which models run on a 4090'],
    ['is GPT-4 out?', 'and 5?', 'is GPT-5 out?'],
    ['Llama 3 有什么新进展？', '那 70B 呢？', 'Llama 3 70B 有什么新进展？'],
  ]))

test('another name takes the place of the one before', () =>
  becomes([
    ['what’s new with Llama 3?', 'what about Mistral?', 'what’s new with Mistral?'],
    ['whats new with llama 3', 'what about mistral?', 'whats new with mistral'],
    ['what’s new with Llama 3?', 'no, I meant Mistral', 'what’s new with Mistral?'],
    ['what does Llama 3 score on MMLU?', 'and Mistral?', 'what does Mistral score on MMLU?'],
    ['what does Llama 3 score on MMLU?', 'and GSM8K?', 'what does Llama 3 score on GSM8K?'],
    ['how much does a lamp cost?', 'and a candle?', 'how much does a candle cost?'],
    ['Llama 3 有什么新进展？', '那 Mistral 呢？', 'Mistral 有什么新进展？'],
    ['Llama 3 有什么新进展？', '那Mistral呢？', 'Mistral 有什么新进展？'],
    ['阿里最近有什么新模型？', '那腾讯呢？', '腾讯最近有什么新模型？'],
    ['was gibt es Neues zu Llama 3?', 'und Mistral?', 'was gibt es Neues zu Mistral?'],
    ['quoi de neuf sur Llama 3 ?', 'et Mistral ?', 'quoi de neuf sur Mistral?'],
    ['¿qué hay de nuevo con Llama 3?', '¿y Mistral?', '¿qué hay de nuevo con Mistral?'],
    ['Llama 3 の新機能は？', 'じゃあ Mistral は？', 'Mistral の新機能は？'],
  ]))

test('another section or other days leave the rest as it was', () => {
  const section = after('what’s new with Llama 3?', 'and on reddit?')
  assert.deepEqual(section, {
    question: 'what’s new with Llama 3?',
    section: 'reddit',
    about: { names: ['Llama 3'], section: 'reddit' },
  })
  assert.equal(after('combien coûte GPT-5 ?', 'et sur reddit ?').section, 'reddit')
  for (const said of ['and twitter?', '那推特呢？']) {
    const { question, section: now } = after('what did reddit say about Llama 3 last week?', said)
    assert.deepEqual([now, /reddit/.test(question), /Llama 3/.test(question), /last week/.test(question)], ['twitter', false, true, true])
  }
  becomes([
    ['what’s new with Llama 3?', 'and last week?', 'what’s new with Llama 3 last week?'],
    ['what’s new with Llama 3 yesterday?', 'and last week?', 'what’s new with Llama 3 last week?'],
    ['Llama 3 有什么新进展？', '那上周呢？', 'Llama 3 有什么新进展 上周？'],
  ])
  becomes([
    ['what’s new with Llama 3 yesterday?', 'and the day before?', 'what’s new with Llama 3 on 2026-03-02?'],
    ['what’s new with Llama 3 this week?', 'ok and what about the week before?', 'what’s new with Llama 3 from 2026-02-23 to 2026-03-01?'],
    ['what’s new with Llama 3?', 'the month before?', 'what’s new with Llama 3 from 2026-02-01 to 2026-02-28?'],
    ['was gab es gestern zu Llama 3?', 'und am Tag davor?', 'was gab es zu Llama 3 on 2026-03-02?'],
  ])
  const kept = resolve('what about Mistral?', {
    turns: [{ question: 'what’s new with Llama 3?', section: 'reddit', since: '2026-03-01' }],
    now: '2026-03-04',
    isReply: false,
    usage,
  })
  assert.deepEqual([kept.section, kept.since], ['reddit', '2026-03-01'])
})

test('what is asked about the same names', () =>
  becomes([
    ['what’s new with Llama 3?', 'how much does it cost?', 'how much does Llama 3 cost?'],
    ['what’s new with Llama 3?', 'how good is its context window?', 'how good is Llama 3’s context window?'],
    ['what’s new with Llama 3?', 'and the price?', 'the price (Llama 3)?'],
    ['what’s new with Llama 3?', 'which license?', 'which license (Llama 3)?'],
    ['what’s new with Llama 3?', 'any benchmarks?', 'any benchmarks (Llama 3)?'],
    ['what’s new with Llama 3?', 'how many parameters?', 'how many parameters (Llama 3)?'],
    ['what did Sam Altman say about GPT-5?', 'when did he say that?', 'when did Sam Altman say that?'],
    ['how big is Kimi K2?', 'context length?', 'context length (Kimi K2)?'],
    ['price of Claude 4', 'vs Gemini?', 'price of Claude 4 vs Gemini?'],
    ['通义千问最近发布了什么', '多少参数？', '通义千问 多少参数？'],
    ['Llama 3 有什么新进展？', '那价格呢？', 'Llama 3 价格？'],
    ['Llama 3 有什么新进展？', '它多少钱？', 'Llama 3多少钱？'],
    ['was gibt es Neues zu Llama 3?', 'und die Lizenz?', 'die Lizenz (Llama 3)?'],
  ]))

test('"it" stands for what was spoken of, be it no name', () =>
  becomes([
    ['what do people say about prompt caching?', 'how fast is it?', 'how fast is prompt caching?'],
    ['what is a mixture of experts?', 'who uses it?', 'who uses mixture of experts?'],
    ['tell me about the mistral candle', 'who uses it?', 'who uses mistral candle?'],
    ['was sagt man über den Wärmetauscher?', 'was kostet er?', 'was kostet Wärmetauscher?'],
  ]))

const asked = (question: string, told: string, said: string) => after([], said, { turns: [{ question, told }] }).question

test('what was asked on with a lone word is no part of what comes next', () => {
  becomes([
    ['why: is Llama 3 out?', 'how much?', 'how much: is Llama 3 out?'],
    ['why: is Llama 3 out?', 'and Mistral?', 'is Mistral out?'],
    ['Llama 3 有什么新进展：为什么？', '那 Mistral 呢？', 'Mistral 有什么新进展？'],
    ['did Llama 3 change?', 'what exactly?', 'what exactly: did Llama 3 change?'],
  ])
})

test('what narrows a question is added to it', () =>
  becomes([
    ['how fast is Llama 3?', 'with a candle?', 'how fast is Llama 3 with a candle?'],
    ['how fast is Llama 3?', 'and on a lamp?', 'how fast is Llama 3 on a lamp?'],
    ['what’s new with Llama 3?', 'with Mistral?', 'what’s new with Mistral?'],
    ['how fast is Llama 3?', 'which lamp?', 'which lamp (Llama 3)?'],
    ['who released Stack v3?', 'which license?', 'which license (Stack v3)?'],
  ]))

test('what a follow-up took over is what the next one is about', () =>
  becomes([
    ['any recent papers (prompt caching)?', 'how fast is it?', 'how fast is prompt caching?'],
    ['which license (Mistral Large)?', 'what hardware do I need?', 'what hardware do I need (Mistral Large)?'],
    ['what happened with Mistral Code?', 'and OpenAI?', 'what happened with OpenAI?'],
  ]))

test('"it" stands for what the answer named, where the question asked for that', () => {
  const told = 'With the new weights Mistral leads, before OpenAI.'
  assert.equal(asked('which lab leads the benchmark?', told, 'how big is it?'), 'how big is Mistral?')
  assert.equal(asked('who leads the benchmark?', told, 'what does it cost?'), 'what does Mistral cost?')
  assert.equal(
    asked('what did OpenAI release?', 'Inside, OpenAI has GPT-5 for all.', 'how much does it cost?'),
    'how much does GPT-5 cost?',
  )
  assert.equal(asked('what did OpenAI release?', 'Inside, OpenAI has GPT-5 for all.', 'why did they?'), 'why did OpenAI?')
  assert.equal(asked('did OpenAI release anything?', 'Inside, OpenAI has GPT-5 for all.', 'how big is it?'), 'how big is GPT-5?')
  assert.equal(asked('what do people say about the benchmark?', told, 'how big is it?'), 'how big is benchmark?')
})

test('a lone question word asks on', () =>
  becomes([
    ['did OpenAI delay the open model?', 'why?', 'why: did OpenAI delay the open model?'],
    ['did OpenAI delay the open model?', 'when was that?', 'when was that: did OpenAI delay the open model?'],
    ['did OpenAI delay the open model?', 'but why though?', 'why: did OpenAI delay the open model?'],
    ['Llama 3 有什么新进展？', '为什么？', 'Llama 3 有什么新进展：为什么？'],
    ['通义千问最近发布了什么', '谁做的', '通义千问最近发布了什么：谁做的？'],
    ['was kostet GPT-5', 'warum?', 'warum: was kostet GPT-5?'],
    ['combien coûte GPT-5 ?', 'pourquoi ?', 'pourquoi: combien coûte GPT-5?'],
  ]))

test('"since when?" asks for the first mention, in six languages', () => {
  for (const said of [
    'since when?',
    'Since when',
    '¿desde cuándo?',
    '从什么时候开始的？',
    'seit wann?',
    'depuis quand ?',
    'desde cuándo?',
    'いつから？',
  ]) {
    const { question, first } = after('what’s new with Llama 3?', said)
    assert.deepEqual([question, first], ['what’s new with Llama 3?', ['Llama 3']], said)
  }
})

test('a question that stands by itself takes over nothing', () => {
  for (const said of [
    'How much did Cerebras raise?',
    'who won the chess olympiad?',
    'is it true that GPT-5 is delayed?',
    'best small lamp of the big benchmark with large candles, was it good?',
    'Was gibt es Neues bei Mistral?',
    '¿Qué hay de nuevo con Mistral?',
    '¿qué es Mistral?',
    'Mistral の最新情報は？',
    'did Mistral say when it will ship?',
    'what can you do?',
    'how long does it take to train a model like Qwen?',
    '腾讯最近有什么新模型？',
  ])
    assert.deepEqual(after('what’s new with Llama 3?', said), { question: said })
  assert.deepEqual(after('what’s new with Llama 3?', 'and what did Mistral release?'), { question: 'what did Mistral release?' })
})

test('a lone word goes on with an answer that it replies to, not else', () => {
  const before = 'what’s new with Llama 3?'
  assert.equal(after(before, 'GPT-5?', { isReply: true }).question, 'what’s new with GPT-5?')
  assert.equal(after(before, 'weights?', { isReply: true }).question, 'weights (Llama 3)?')
  assert.deepEqual(after(before, 'weights?'), { question: 'weights?' })
  assert.deepEqual(after(before, 'GPT-5?'), { question: 'GPT-5?' })
})

test('whoever writes much leaves nothing open', () => {
  const said = `and ${'what people think of the whole long story '.repeat(9)}?`
  assert.deepEqual(after('what’s new with Llama 3?', said), { question: said })
})

test('the names are those of the last turn that has some', () => {
  assert.equal(after(['what’s new with Llama 3?', 'what’s new?'], 'how much does it cost?').question, 'how much does Llama 3 cost?')
  assert.deepEqual(after([], 'and the 70B?'), { question: 'and the 70B?' })
})
