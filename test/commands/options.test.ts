/** Every way to say what a subscription shall be. */
import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import type { Issue, Tags } from '../../src/issue/issue.ts'
import { createBot } from '../fakes/bot.ts'
import { fromLine } from '../../src/bot/input.ts'
import { subscribe } from '../../commands/subscribe.ts'

const defaults = { every: 'day', hour: '08:00', zone: 'UTC', sections: [], about: [], layout: 'compact', quiet: 'usual', locale: 'en' }

/** What each line subscribes, beyond the defaults. */
const LINES: [line: string, chosen: Record<string, unknown>][] = [
  ['all', {}],
  ['8 am all', { hour: '08:00' }],
  ['all at 8 pm', { hour: '20:00' }],
  ['12 a.m. all', { hour: '00:00' }],
  ['0830 all', { hour: '08:30' }],
  ['8h30 all', { hour: '08:30' }],
  ['at noon all', { hour: '12:00' }],
  ['Midnight all', { hour: '00:00' }],
  ['noon-9 pm all', { every: 'arrival', hour: '12:00', until: '21:00' }],
  ['上午8点 all', { hour: '08:00' }],
  ['晚上8点30 all', { hour: '20:30' }],
  ['下午20点 all', { hour: '20:00' }],
  ['午後9時 all', { hour: '21:00' }],
  ['24:00 all', { hour: '00:00' }],
  ['twitter,reddit', { sections: ['twitter', 'reddit'] }],
  ['twitter reddit', { sections: ['twitter', 'reddit'] }],
  ['reddit 09:00 Twitter', { sections: ['twitter', 'reddit'], hour: '09:00' }],
  ['Discord and X 9 pm', { sections: ['twitter', 'discord'], hour: '21:00' }],
  ['Twitter/X and Reddit', { sections: ['twitter', 'reddit'] }],
  ['reddit only', { sections: ['reddit'] }],
  ['twitter reddit discord', { sections: [] }],
  ['sections=reddit,twitter', { sections: ['twitter', 'reddit'] }],
  ['daily all', {}],
  ['every day at 7 all', { hour: '07:00' }],
  ['weekly all', { every: 'monday' }],
  ['weekly friday 18:00 all', { every: 'friday', hour: '18:00' }],
  ['all every Sunday', { every: 'sunday' }],
  ['18:00 all wed', { every: 'wednesday', hour: '18:00' }],
  ['arrival all', { every: 'arrival', hour: '07:30', until: '22:00' }],
  ['as it arrives between 8 am and 11 pm all', { every: 'arrival', hour: '08:00', until: '23:00' }],
  ['07:30 - 22:00 all', { every: 'arrival', hour: '07:30', until: '22:00' }],
  ['all 9-17', { every: 'arrival', hour: '09:00', until: '17:00' }],
  ['all quiet=skip', { quiet: 'skip' }],
  ['line all', { quiet: 'line' }],
  ['all Berlin full', { zone: 'Europe/Berlin', layout: 'full' }],
  ['all UTC+5:30', { zone: '+05:30' }],
  ['all zone=new_york', { zone: 'America/New_York' }],
  ['8 am New York all', { zone: 'America/New_York' }],
  ['all UTC', { zone: 'UTC' }],
  ['about: Gemma, Qwen 2.5', { about: ['Gemma', 'Qwen 2.5'] }],
  ['09:00 about Gemma and Qwen', { about: ['Gemma', 'Qwen'], hour: '09:00' }],
  ['about=Gemma 3, Reddit weekly 18:00', { about: ['Gemma 3', 'Reddit'], every: 'monday', hour: '18:00' }],
  ['about: Qwen 2.5 reddit', { about: ['Qwen 2.5'], sections: ['reddit'] }],
]

test('a line may say it in any order and in many words', async (t) => {
  const { say, app } = await createBot(t)
  for (const [line, chosen] of LINES) {
    const { text } = await say(`/subscribe ${line}`)
    assert.match(text, /^Subscribed/, line)
    assert.partialDeepStrictEqual((await app.subscriptions.list())[0], { ...defaults, ...chosen }, line)
    await say('/unsubscribe')
  }
})

const tagged = (id: string, tags: Partial<Tags>): Issue => ({
  id,
  edition: 'en',
  date: `20${id.slice(0, 8)}`,
  title: id,
  url: '',
  summary: '',
  tags: { companies: [], models: [], topics: [], people: [], ...tags },
  sections: [],
})

/** What each line is answered; nothing is subscribed. */
const MISTAKES: [line: string, answer: RegExp][] = [
  ['all 25:00', /“25:00” is not a time of day\. Write it like 08:00/],
  ['all 13 pm', /“13 pm” is not a time of day/],
  ['all daily 07:30-22:00', /goes with “arrival”: \/subscribe arrival 07:30-22:00/],
  ['all Berlim', /“Berlim” is not a time zone\. Did you mean Europe\/Berlin\?/],
  ['all zone=Europe/Berlim', /Did you mean Europe\/Berlin\? Write it like this: zone=Europe\/Berlin/],
  ['all zone=Mars/Base', /“Mars\/Base” is not a time zone\. Write it like Europe\/Berlin or UTC/],
  ['sections=twitter,myspace', /“twitter,myspace” is not possible for sections\. Choose one of: all, twitter/],
  ['all hourly', /don’t know what “hourly” means here\. The command goes: \/subscribe/],
  ['about: DepSeek', /know no “DepSeek”\. Did you mean “DeepSeek”\?/i],
  [`about: ${Array.from({ length: 21 }, (_, n) => `n${n}x`).join(', ')}`, /at most 20 names/],
]

test('Chinese words do, and English ones among them', async (t) => {
  const { say, app } = await createBot(t)
  assert.match((await say('/subscribe 每周五 晚上', { locale: 'zh' })).text, /不明白“晚上”/)
  assert.match((await say('/subscribe 每周五 18点 Twitter、reddit', { locale: 'zh' })).text, /每星期五 18:00/)
  assert.partialDeepStrictEqual((await app.subscriptions.list())[0], { every: 'friday', hour: '18:00', sections: ['twitter', 'reddit'] })
  await say('/subscribe 到达即发 8点至22点', { locale: 'zh' })
  assert.partialDeepStrictEqual((await app.subscriptions.list())[0], { every: 'arrival', hour: '08:00', until: '22:00' })
})

test('German, French, Spanish and Japanese words do', async (t) => {
  const { say, app } = await createBot(t)
  const week = { every: 'friday', hour: '18:00', sections: ['reddit'] }
  for (const [locale, line, chosen] of [
    ['de', 'jeden Freitag 18:00 nur Reddit', week],
    ['de', 'täglich 9:00 Alle', { every: 'day', hour: '09:00' }],
    ['fr', 'chaque vendredi 18h Reddit seulement', week],
    ['es', 'cada viernes 18:00 solo Reddit', week],
    ['es', 'diario 07:00', { every: 'day', hour: '07:00' }],
    ['ja', '毎週金曜日 18時 Redditだけ', week],
    ['ja', '毎日 8時', { every: 'day', hour: '08:00' }],
  ] as const) {
    await say(`/subscribe ${line.replace('Alle', 'all')}`, { locale })
    assert.partialDeepStrictEqual((await app.subscriptions.list())[0] ?? {}, chosen, `${locale}: ${line}`)
  }
})

test('every mistake says the mend, and changes nothing', async (t) => {
  const { say, app } = await createBot(t)
  for (const id of ['26-03-02-a', '26-03-03-b']) app.archive.put(tagged(id, { companies: ['deepseek'] }))
  for (const [line, answer] of MISTAKES) {
    assert.match((await say(`/subscribe ${line}`)).text, answer, line)
    assert.deepEqual(await app.subscriptions.list(), [], line)
  }
})

test('names that no recap has are watched all the same, and said to be new; a later version is no slip', async (t) => {
  const { say, app } = await createBot(t)
  app.archive.put(tagged('26-03-02-a', { models: ['otter-3'] }))
  assert.match((await say('/subscribe about: Otter 3, Otter 4')).text, /about Otter 3, Otter 4[^]*Not in the recaps so far: Otter 4\./)
  assert.match((await say('/subscribe about: all')).text, /^Changed: All sections, every day/)
  assert.deepEqual((await app.subscriptions.list())[0]?.about, [])
})

test('a later line keeps what it does not name, and a window goes with arrival only', async (t) => {
  const { say, app } = await createBot(t)
  const now = async () => (await app.subscriptions.list())[0]
  await say('/subscribe arrival 08:00-20:00 about: Gemma quiet=line')
  await say('/subscribe full')
  assert.partialDeepStrictEqual(await now(), {
    every: 'arrival',
    hour: '08:00',
    until: '20:00',
    about: ['Gemma'],
    quiet: 'line',
    layout: 'full',
  })
  await say('/subscribe 09:00')
  assert.partialDeepStrictEqual(await now(), { every: 'arrival', hour: '09:00', until: '20:00' })
  await say('/subscribe friday')
  assert.partialDeepStrictEqual(await now(), { every: 'friday', hour: '08:00', about: ['Gemma'] })
  assert.equal((await now())?.until, undefined)
})

test('no order of the words means anything else', () => {
  const words = ['8 pm', 'twitter reddit', 'every friday', 'Berlin', 'full', 'skip', 'zh', 'about: Llama 3, Qwen 2.5']
  fc.assert(
    fc.property(fc.shuffledSubarray(words, { minLength: words.length }), (shuffled) => {
      assert.deepEqual(fromLine(subscribe, shuffled.join(' '), 'en'), {
        hour: '8 pm',
        sections: 'twitter+reddit',
        every: 'friday',
        zone: 'Berlin',
        layout: 'full',
        quiet: 'skip',
        language: 'zh',
        about: 'Llama 3, Qwen 2.5',
      })
    }),
    { numRuns: 200 },
  )
})
