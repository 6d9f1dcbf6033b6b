/** The same conversation in six languages: what each follow-up takes over, and what it does. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { talk } from '../talk.ts'

interface Words {
  news: string
  larger: string
  since: string
  sources: readonly string[]
  price: string
  out: string
  open: string
  maker: string
  place: string
  days: string
  before: string
  shorter: string
  other: string
  happened: string
  german: string
}

const conversations: Readonly<Record<string, Words>> = {
  en: { news: 'what’s new with Glimmer 3?', larger: 'and the 70B?', since: 'since when?', sources: ['link?', 'who said that?', 'where can I read that?'], out: 'when did it come out?', price: 'how much?', open: 'is it open source?', maker: 'who made it?', place: 'and on reddit?', days: 'what about last week?', before: 'and before that?', shorter: 'shorter', other: 'and Beamo 2?', happened: 'What happened yesterday?', german: 'in German please' }, // prettier-ignore
  de: { news: 'was gibt es Neues zu Glimmer 3?', larger: 'und das 70B?', since: 'seit wann?', sources: ['Link?', 'wer hat das gesagt?', 'wo steht das?'], out: 'wann kam es raus?', price: 'wie viel?', open: 'ist es open source?', maker: 'wer hat es gemacht?', place: 'und auf Reddit?', days: 'und letzte Woche?', before: 'und davor?', shorter: 'kürzer', other: 'und Beamo 2?', happened: 'Was ist gestern passiert?', german: 'auf Deutsch bitte' }, // prettier-ignore
  fr: { news: 'quoi de neuf sur Glimmer 3 ?', larger: 'et le 70B ?', since: 'depuis quand ?', sources: ['le lien ?', 'qui a dit ça ?', 'où puis-je lire ça ?'], out: 'quand est-il sorti ?', price: 'combien ?', open: 'c’est open source ?', maker: 'qui l’a fait ?', place: 'et sur reddit ?', days: 'et la semaine dernière ?', before: 'et avant ça ?', shorter: 'plus court', other: 'et Beamo 2 ?', happened: 'Que s’est-il passé hier ?', german: 'en allemand s’il te plaît' }, // prettier-ignore
  es: { news: '¿qué hay de nuevo con Glimmer 3?', larger: '¿y el 70B?', since: '¿desde cuándo?', sources: ['¿enlace?', '¿quién dijo eso?', '¿dónde puedo leerlo?'], out: '¿cuándo salió?', price: '¿cuánto?', open: '¿es open source?', maker: '¿quién lo hizo?', place: '¿y en reddit?', days: '¿y la semana pasada?', before: '¿y antes?', shorter: 'más corto', other: '¿y Beamo 2?', happened: '¿Qué pasó ayer?', german: 'en alemán, por favor' }, // prettier-ignore
  zh: { news: 'Glimmer 3 有什么新消息？', larger: '那 70B 呢？', since: '从什么时候开始的？', sources: ['链接？', '谁说的？', '在哪里可以看到？'], out: '什么时候发布的？', price: '多少钱？', open: '开源吗？', maker: '它是谁做的？', place: '那 reddit 上呢？', days: '那上周呢？', before: '那之前呢？', shorter: '短一点', other: '那 Beamo 2 呢？', happened: '昨天发生了什么？', german: '用德语说' }, // prettier-ignore
  ja: { news: 'Glimmer 3の最新情報は？', larger: '70Bは？', since: 'いつから？', sources: ['リンクは？', '誰が言ったの？', 'どこで読めますか？'], out: 'いつ出た？', price: 'いくら？', open: 'オープンソースですか？', maker: 'それを作ったのは誰？', place: 'redditでは？', days: '先週は？', before: 'その前は？', shorter: 'もっと短く', other: 'Beamo 2は？', happened: '昨日は何があった？', german: 'ドイツ語でお願いします' }, // prettier-ignore
}

for (const [locale, words] of Object.entries(conversations)) {
  test(`names: ${locale}`, async (t) => {
    const { say, all } = talk(t)
    const about = async (said: string) => (await say(said, { locale })).about
    assert.equal(await about(words.news), undefined)
    const sources = []
    for (const said of words.sources) sources.push((await all(said, { locale })).map(({ kind }) => kind))
    assert.deepEqual(sources, [['sources'], ['sources'], ['sources']])
    for (const said of [words.out, words.price, words.open, words.maker]) assert.equal(await about(said), 'Glimmer 3', said)
    await about(words.news)
    const larger = await say(words.larger, { locale })
    assert.match(larger.question, /Glimmer 3 70B/)
    assert.match(await about(words.since).then(String), /^Glimmer 3 70B/)
    await about(words.news)
    const shorter = await say(words.shorter, { locale })
    assert.equal(shorter.question, words.news)
    assert.match((await say(words.other, { locale })).question, /Beamo 2/)
  })

  test(`places and days: ${locale}`, async (t) => {
    const { say, all } = talk(t)
    await say(words.news, { locale })
    const place = await say(words.place, { locale })
    assert.equal(place.about, 'Glimmer 3 · Reddit')
    assert.ok(place.citations.length > 0 && place.citations.every(({ section }) => section === 'reddit'))
    const week = await say(words.days, { locale })
    assert.deepEqual([...new Set(week.citations.map(({ date, section }) => `${date} ${section}`))], ['2026-02-27 reddit'])
    const before = await say(words.before, { locale })
    assert.match(before.question, /from 2026-02-16 to 2026-02-22/)
    const [german] = await all(words.german, { locale })
    assert.deepEqual(german?.kind === 'answer' && [german.answer.question, german.locale ?? locale], [before.question, 'de'])
  })

  test(`all of some days: ${locale}`, async (t) => {
    const { all } = talk(t)
    const who = { locale, today: '2026-03-03' }
    const days = { since: '2026-03-02', until: '2026-03-02' }
    assert.deepEqual(await all(words.happened, who), [{ kind: 'news', days }])
    assert.deepEqual(await all(words.place, who), [{ kind: 'news', days, section: 'reddit' }])
    const [week] = await all(words.days, who)
    assert.ok(week?.kind === 'answer' && week.answer.answered)
    assert.deepEqual([...new Set(week.answer.citations.map(({ date, section }) => `${date} ${section}`))], ['2026-02-27 reddit'])
    assert.match(String(week.about), /^Reddit · /)
  })
}
