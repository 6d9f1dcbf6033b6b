import assert from 'node:assert/strict'
import test from 'node:test'
import { KEEP } from '../../../src/answer/talk/memory.ts'
import { scriptedModel } from '../../fakes/model.ts'
import { replyTo, talk, texts } from '../talk.ts'

test('a follow-up takes over what it leaves open, and says what it understood', async (t) => {
  const { say } = talk(t)
  assert.equal((await say('how much does Glimmer 3 cost?')).about, undefined)
  const larger = await say('and the 70B?')
  assert.deepEqual([larger.question, larger.about], ['how much does Glimmer 3 70B cost?', 'Glimmer 3 70B'])
  assert.match(larger.text, /\$9,000/)
  const other = await say('what about Beamo 2?')
  assert.deepEqual([other.question, other.about], ['how much does Beamo 2 cost?', 'Beamo 2'])
  assert.match(other.text, /\$15/)
  const place = await say('and on reddit?')
  assert.equal(place.about, 'Beamo 2 · Reddit')
  assert.ok(place.citations.every(({ section }) => section === 'reddit'))
})

test('"since when?" is answered by the first mention, with its item', async (t) => {
  const { say } = talk(t)
  await say('what is new with Glimmer 3?')
  const { text, citations, about } = await say('since when?')
  assert.match(text, /^First in the recaps on February 10, 2026\. \[1\]\n.*Rumours/)
  assert.ok(citations.every(({ date }) => date === '2026-02-10'))
  assert.equal(about, 'Glimmer 3')
})

test('days are taken over or changed', async (t) => {
  const { say } = talk(t)
  await say('what is new with Beamo 2?')
  const { about, citations } = await say('and last week?')
  assert.equal(about, 'Beamo 2 · last week')
  assert.deepEqual([...new Set(citations.map(({ date }) => date))], ['2026-02-27'])
})

test('a question that stands by itself takes over nothing', async (t) => {
  const { say } = talk(t)
  await say('how much does Glimmer 3 cost?')
  const { about, question } = await say('What did Lumen release?')
  assert.deepEqual([about, question], [undefined, 'What did Lumen release?'])
})

test('without a turn before, or after its time, nothing is taken over: half an hour in a group, a day in private', async (t) => {
  const { say, clock } = talk(t)
  assert.equal((await say('and the price?')).about, undefined)
  const inPrivate = { chat: 'discord/dm', private: true }
  await say('what is new with Beamo 2?')
  await say('what is new with Beamo 2?', inPrivate)
  await clock.tick(KEEP.group - 1)
  assert.equal((await say('and the price?')).about, 'Beamo 2')
  await clock.tick(KEEP.group - 1)
  assert.equal((await say('and the price?')).about, 'Beamo 2')
  await clock.tick(KEEP.group)
  assert.equal((await say('and the price?')).about, undefined)
  assert.equal((await say('and the price?', inPrivate)).about, 'Beamo 2')
  await clock.tick(KEEP.private)
  assert.equal((await say('and the price?', inPrivate)).about, undefined)
})

test('names come from the last turn that has some, of five at most', async (t) => {
  const { say, all } = talk(t)
  await say('what is new with Beamo 2?')
  for (let at = 1; at < KEEP.turns; at++) await all("what's new?")
  assert.equal((await say('how much does it cost?')).question, 'how much does Beamo 2 cost?')
  for (let at = 1; at <= KEEP.turns; at++) await all("what's new?")
  assert.notEqual((await say('how much does it cost?')).question, 'how much does Beamo 2 cost?')
})

test('each person and each chat has a memory of its own; a reply to an answer goes on with that', async (t) => {
  const { say } = talk(t)
  const { id } = await say('what is new with Beamo 2?')
  const bob = { user: 'discord/bob' }
  assert.equal((await say('and the price?', bob)).about, undefined)
  assert.equal((await say('and the price?', { chat: 'discord/2' })).about, undefined)
  await say('what is new with Glimmer 3?', bob)
  assert.equal((await say('and the price?', { ...bob, ...replyTo(id) })).about, 'Beamo 2')
  await say('what is new with Glimmer 3?')
  assert.equal((await say('and the price?', replyTo(id))).about, 'Beamo 2')
})

test('in a thread that began with an answer all go on with the last one there; what one forgets is gone for all', async (t) => {
  const { say, person } = talk(t)
  const { id } = await say('what is new with Beamo 2?')
  const thread = { chat: 'discord/thread', ...replyTo(id) }
  const bob = { ...thread, user: 'discord/bob' }
  assert.equal((await say('and the price?', bob)).about, 'Beamo 2')
  assert.equal((await say('what about Glimmer 3?', bob)).about, 'Glimmer 3')
  assert.equal((await say('and the price?', thread)).about, 'Glimmer 3')
  assert.equal((await say('shorter', bob)).question, 'the price (Glimmer 3)?')
  // By a command: nothing is replied to.
  await person({ chat: 'discord/thread', user: 'discord/bob' }).forget()
  await person({ chat: 'discord/thread' }).forget()
  assert.equal((await say('and the price?', { ...thread, user: 'discord/eve' })).about, 'Beamo 2')
})

test('a turn in a private chat is for nobody else, whoever knows its id', async (t) => {
  const { say, person } = talk(t)
  const { id } = await say('what is new with Beamo 2?', { chat: 'discord/dm', private: true })
  const bob = { user: 'discord/bob' }
  assert.equal((await say('and the price?', { ...bob, ...replyTo(id) })).about, undefined)
  assert.equal(await person(bob).evidence(id), undefined)
  assert.deepEqual(await person(bob).more(id, 0), { kind: 'nothing' })
})

test('what is forgotten is gone at once: questions, and the items behind their answers', async (t) => {
  const { say, person, stores } = talk(t)
  const { id } = await say('what is new with Beamo 2?')
  await say('and the price?')
  const others = await say('what is new with Glimmer 3?', { user: 'discord/bob' })
  assert.equal(await person().forget(), 2)
  assert.equal(await person().forget(), 0)
  assert.equal((await say('and the price?')).about, undefined)
  assert.equal((await say('and the price?', replyTo(id))).about, undefined)
  assert.equal(await person().evidence(id), undefined)
  assert.notEqual(await person().evidence(others.id), undefined)
  await person().forget()
  const left: string[] = []
  for (const name of ['turns', 'answered', 'items']) for await (const entry of stores.open(name).entries()) left.push(JSON.stringify(entry))
  assert.doesNotMatch(left.join(''), /Beamo/)
})

test('of five questions at most, and of none longer than its time, a word is kept', async (t) => {
  const { say, clock, stores } = talk(t)
  const inPrivate = { chat: 'discord/dm', private: true }
  const kept = async (): Promise<string> => {
    const words: string[] = []
    for (const name of ['turns', 'answered']) for await (const entry of stores.open(name).entries()) words.push(JSON.stringify(entry))
    return words.join(' ')
  }
  await say('how zany is Glimmer 3?', inPrivate)
  for (let at = 1; at < KEEP.turns; at++) await say('how much does Beamo 2 cost?', inPrivate)
  assert.match(await kept(), /zany/)
  await say('how much does Beamo 2 cost?', inPrivate)
  assert.doesNotMatch(await kept(), /zany/)
  await say('how zany is Beamo 2?', inPrivate)
  await clock.tick(KEEP.private - 1)
  await say('how much does Glimmer 3 cost?', inPrivate)
  assert.match(await kept(), /zany/)
  await clock.tick(1)
  assert.doesNotMatch(await kept(), /zany/)
})

test('no question is logged', async (t) => {
  const { say, log } = talk(t, scriptedModel([new Error('down')]))
  await say('how bright is the zanzibar lamp called Glimmer 3?')
  await say('and the price of it?')
  assert.ok(log.records.length > 0)
  assert.doesNotMatch(JSON.stringify(log.records), /zanzibar|and the price/)
})

test('more shows the next items of the answer until there are none', async (t) => {
  const { say, person, all } = talk(t)
  const { id, hasMore, citations, text } = await say('what does reddit say about Glimmer 3?')
  assert.equal(hasMore, true)
  const first = await person().more(id, 0)
  const [typed] = await all('more')
  assert.ok(first.kind === 'items' && typed?.kind === 'more' && typed.page.kind === 'items')
  const seen = [...texts(first), ...texts(typed.page)]
  assert.equal(new Set(seen).size, seen.length)
  const said = citations.filter(({ n }) => text.includes(`[${n}]`)).map((citation) => citation.text)
  assert.ok(seen.every((each) => !said.includes(each)))
  assert.equal(said.length + seen.length, 14)
  assert.deepEqual(await person().more(), { kind: 'end' })
  assert.deepEqual(texts(await person().more(id, 0)), texts(first))
  const bob = { user: 'discord/bob' }
  assert.deepEqual(await person(bob).more(), { kind: 'nothing' })
  // In a thread that began with the answer.
  const thread = { ...bob, chat: 'discord/thread', ...replyTo(id) }
  await person().more(id, 0)
  assert.deepEqual(texts(await person(thread).more()), seen.slice(5))
})

test('the evidence is what the answer cites', async (t) => {
  const { say, person } = talk(t)
  const { id, text, citations } = await say('how much does Beamo 2 cost?')
  const cited = citations.filter(({ n }) => text.includes(`[${n}]`))
  assert.ok(cited.length > 0)
  assert.deepEqual(await person({ user: 'discord/bob' }).evidence(id), cited)
})

test('an answer has its buttons when it is whole, and one that is whole at once is shown once', async (t) => {
  const quick = talk(t)
  assert.equal((await quick.all('how much does Beamo 2 cost?')).length, 1)
  const model = scriptedModel(['Beamo 2 costs $15 [1]. ', 'Lumen released it [1].'])
  const grown = await talk(t, model).all('how much does Beamo 2 cost?')
  const ids = grown.map((reply) => (reply.kind === 'answer' ? reply.id : undefined))
  assert.ok(grown.length > 1)
  assert.deepEqual([ids.at(-1) !== undefined, ids.slice(0, -1).every((id) => id === undefined)], [true, true])
})

test('greetings, thanks and news are no questions, and news can be followed up', async (t) => {
  const { all } = talk(t)
  assert.deepEqual(await all('Hello!'), [{ kind: 'hello' }])
  assert.deepEqual(await all('thanks'), [{ kind: 'thanks' }])
  assert.deepEqual(await all("what's new?"), [{ kind: 'news' }])
  assert.deepEqual(await all('and on reddit?'), [{ kind: 'news', section: 'reddit' }])
})
