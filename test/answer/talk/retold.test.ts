/** What is said of an answer acts on it: another language, another length, its sources, and that it is wrong. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { scriptedModel } from '../../fakes/model.ts'
import { replyTo, talk } from '../talk.ts'

const QUESTION = 'what does reddit say about Glimmer 3?'
const lines = (text: string): string[] => text.split('\n')

test('shorter takes half of the sentences, longer adds to them, and the usual length is between', async (t) => {
  const { say } = talk(t)
  const usual = await say(QUESTION)
  const longer = await say('longer')
  assert.deepEqual([longer.question, longer.about, longer.text.startsWith(usual.text)], [usual.question, usual.question, true])
  assert.ok(lines(longer.text).length > lines(usual.text).length)
  for (const line of lines(longer.text)) {
    const { text } = longer.citations.find(({ n }) => line.endsWith(`[${n}]`)) ?? {}
    assert.ok(text?.includes(line.replace(/ \[\d+\]$/, '')), line)
  }
  assert.equal(new Set(lines(longer.text)).size, lines(longer.text).length)
  assert.equal((await say('shorter')).text, usual.text)
  const shorter = await say('shorter')
  assert.equal(lines(shorter.text).length, Math.ceil(lines(usual.text).length / 2))
  assert.ok(lines(shorter.text).every((line) => lines(usual.text).includes(line)))
  assert.ok(shorter.text.includes('[1]'))
  assert.equal(lines((await say('kürzer bitte')).text).length, Math.ceil(lines(usual.text).length / 4))
})

test('a follow-up after that is of the usual length, and of the same subject', async (t) => {
  const { say } = talk(t)
  await say('how much does Glimmer 3 cost?')
  await say('shorter')
  const price = await say('and the 70B?')
  assert.deepEqual([price.question, price.about], ['how much does Glimmer 3 70B cost?', 'Glimmer 3 70B'])
})

test('a model is asked for more sentences; fewer are taken of what it wrote', async (t) => {
  const model = scriptedModel(
    ['Beamo 2 costs $15 [1]. Lumen released it [1].'],
    ['Beamo 2 costs $15 [1]. Lumen released it [1].'],
    ['Beamo 2 costs $15 [1]. Lumen released it [1]. Readers like the Beamo 2 on their desks [2].'],
  )
  const { say } = talk(t, model)
  await say('how much does Beamo 2 cost?')
  assert.equal((await say('shorter')).text, 'Beamo 2 costs $15 [1].')
  await say('longer')
  const longer = await say('longer')
  assert.match(longer.text, /\$15/)
  const rules = model.requests.map(({ messages }) => /(?:One to four|Five to eight)/.exec(messages[0]?.content ?? '')?.[0])
  assert.deepEqual(rules, ['One to four', 'One to four', 'One to four', 'Five to eight'])
})

test('a model writes in the language that is asked for, and goes on so; without one the recaps’ words stay, which is said', async (t) => {
  const model = scriptedModel(['Beamo 2 costs $15 [1].'], ['Beamo 2 kostet $15 [1].'], ['Beamo 2 kostet $15 [1].'])
  const written = talk(t, model)
  await written.say('how much does Beamo 2 cost?')
  assert.match((await written.say('in german please')).text, /kostet/)
  await written.say('and the price?')
  await written.say('What did Lumen release?')
  const told = model.requests.map(({ messages }) => /Answer in this language.*: (.*)\./.exec(messages[0]?.content ?? '')?.[1])
  assert.deepEqual(told, ['English', 'German', 'German', 'English'])

  const { all } = talk(t)
  await all('how much does Beamo 2 cost?')
  const [italian] = await all('in italiano')
  assert.ok(italian?.kind === 'answer')
  assert.deepEqual([italian.locale, italian.untranslated], [undefined, { from: 'en', into: 'it' }])
  assert.match(italian.answer.answer, /\$15/)
  // Our own words are Chinese; the archive has no Chinese edition.
  const [chinese] = await all('用中文')
  assert.ok(chinese?.kind === 'answer')
  assert.deepEqual([chinese.locale, chinese.untranslated], ['zh', { from: 'en', into: 'zh' }])
  const [english] = await all('in English')
  assert.ok(english?.kind === 'answer')
  assert.deepEqual([english.locale, english.untranslated], [undefined, undefined])
})

test('news are shown in the language that is asked for', async (t) => {
  const { all } = talk(t)
  await all('latest news on reddit')
  assert.deepEqual(await all('用中文'), [{ kind: 'news', section: 'reddit', locale: 'zh' }])
  assert.deepEqual(await all('in italiano'), [{ kind: 'news', section: 'reddit', untranslated: { from: 'en', into: 'it' } }])
})

test('sources and "that’s wrong" go with the answer before, or the one replied to', async (t) => {
  const { all, say, person } = talk(t)
  const beamo = await say('how much does Beamo 2 cost?')
  const glimmer = await say('how much does Glimmer 3 cost?')
  const citations = async (id: string) => person().evidence(id)
  assert.deepEqual(await all('that’s wrong'), [{ kind: 'wrong', of: glimmer.id, citations: await citations(glimmer.id) }])
  assert.deepEqual(await all('are you sure?', { user: 'discord/bob', ...replyTo(beamo.id) }), [
    { kind: 'sources', of: beamo.id, citations: await citations(beamo.id) },
  ])
})

test('one of the items behind an answer is shown alone, all where there is no such one', async (t) => {
  const { all, say, person } = talk(t)
  const { id } = await say('what does reddit say about Glimmer 3?')
  const cited = (await person().evidence(id)) ?? []
  const shown = async (said: string) => {
    const [reply] = await all(said)
    return reply?.kind === 'sources' ? reply.citations : undefined
  }
  assert.ok(cited.length > 1)
  assert.deepEqual(await shown('tell me more about the second one'), cited.slice(1, 2))
  assert.deepEqual(await shown(`[${cited[0]?.n}]`), cited.slice(0, 1))
  assert.deepEqual(await shown('[99]'), cited)
})

test('without an answer before, nothing is done, and nothing searched', async (t) => {
  const { all } = talk(t)
  for (const said of ['in german please', 'shorter', 'that’s wrong', 'sources?'])
    assert.deepEqual(await all(said), [{ kind: 'nothing' }], said)
})

test('"it" is what the answer named', async (t) => {
  const { say } = talk(t)
  await say('which lamp lights a whole street?')
  const cost = await say('how much does it cost?')
  assert.deepEqual([cost.question, cost.about], ['how much does Glimmer 3 70B cost?', 'Glimmer 3 70B'])
  assert.match(cost.text, /\$9,000/)
})

test('what was asked in one language is read in it, whatever language the answer is put into', async (t) => {
  const { all } = talk(t)
  const german = { locale: 'de' }
  const [asked] = await all('was kostet der Beamo 2?', german)
  const [english] = await all('auf Englisch bitte', german)
  assert.ok(asked?.kind === 'answer' && english?.kind === 'answer')
  assert.match(asked.answer.answer, /\$15/)
  assert.deepEqual([english.answer.answer, english.locale, english.untranslated], [asked.answer.answer, 'en', undefined])
  const [none] = await all('was kostet der Zeppelin?', german)
  const [words] = await all('用中文', german)
  assert.ok(none?.kind === 'answer' && words?.kind === 'answer')
  assert.match(none.answer.answer, /^In den Recaps bis/)
  assert.match(words.answer.answer, /\p{Script=Han}/u)
})

test('a question that says in what language it is to be answered is', async (t) => {
  const model = scriptedModel(['Beamo 2 kostet $15 [1].'])
  const { say } = talk(t, model)
  const { question, text } = await say('how much does Beamo 2 cost? In German please')
  assert.deepEqual([question, text], ['how much does Beamo 2 cost?', 'Beamo 2 kostet $15 [1].'])
  assert.match(model.requests[0]?.messages[0]?.content ?? '', /German/)
})
