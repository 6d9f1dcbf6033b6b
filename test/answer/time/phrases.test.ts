/** The same times in the words of six languages. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { readTimes } from '../../../src/answer/time/period.ts'

/** A Wednesday. */
const NOW = '2025-05-21'
const span = (words: string, now = NOW): string => {
  const { period } = readTimes(`lamps ${words}`, now)
  return period === undefined ? 'none' : `${period.since} ${period.until ?? 'now'}`
}

const times: Readonly<Record<string, readonly string[]>> = {
  '2025-05-20 2025-05-20': ['last night', 'gestern Abend', 'hier soir', 'anoche', '昨晚', '昨夜'],
  '2025-05-19 2025-05-19': [
    'the day before yesterday',
    'vorgestern',
    'avant-hier',
    'antes de ayer',
    '前天',
    '一昨日',
    'this Monday',
    'diesen Montag',
  ],
  '2025-05-18 now': ['this morning', 'heute Morgen', 'ce matin', 'esta mañana', '今早', '今朝', 'past few days', 'in recent days', 'in den letzten Tagen', 'ces derniers jours', 'los últimos días', '最近几天', '这几天', 'ここ数日'], // prettier-ignore
  '2025-05-20 now': ['in the last 24 hours', 'in den letzten 24 Stunden', 'ces 24 dernières heures', 'las últimas 24 horas', '过去24小时', '過去24時間'], // prettier-ignore
  '2025-05-05 2025-05-11': ['the week before last', 'vorletzte Woche', "l'avant-dernière semaine", 'la semana antepasada', '上上周', '先々週', 'the week of May 7', 'in der Woche vom 5. Mai', 'la semaine du 5 mai', 'la semana del 5 de mayo', '5月5日那一周', '5月5日の週'], // prettier-ignore
  '2025-05-07 now': ['over the past two weeks', 'seit zwei Wochen', 'depuis deux semaines', 'desde hace dos semanas', '近两周', '2週間前から', '直近2週間'], // prettier-ignore
  '2025-04-21 now': ['over the past month', 'le dernier mois', 'el último mes', '过去一个月', 'ここ1か月'],
  '2025-05-17 2025-05-18': ['on the weekend', 'am Wochenende', 'ce week-end', 'este fin de semana', '上周末', '週末'],
  '2025-05-16 2025-05-16': ['last Friday', 'letzten Freitag', 'vendredi dernier', 'el viernes pasado', '上周五', '先週の金曜日'],
  '2025-05-12 2025-05-12': ['上周一', '先週の月曜日'],
  '2025-05-19 now': ['since Monday', 'seit letztem Montag', 'depuis lundi', 'desde el lunes', '周一以来', '月曜日から', 'from Monday to Wednesday'], // prettier-ignore
  '2025-04-03 2025-05-10': ['between 4/3 and 5/10', 'from 4/3 to 5/10', 'from 4/3 until 5/10'],
  '2025-05-19 2025-05-20': ['on Monday and Tuesday', 'am Montag und Dienstag'],
  '2025-05-01 2025-05-10': ['in early May', 'Anfang Mai', 'début mai', 'a principios de mayo', '五月初', '5月上旬'],
  '2025-04-11 2025-04-20': ['in mid-April', 'Mitte April', 'mi-avril', 'a mediados de abril', '四月中旬', '4月中旬'],
  '2025-03-21 2025-03-31': ['at the end of March', 'Ende März', 'à la fin du mois de mars', 'a finales de marzo', '三月底', '3月末'],
  '2000-01-01 2025-03-31': ['until the end of March', 'bis Ende März', "jusqu'à fin mars", 'hasta finales de marzo', '3月末まで'],
  '2024-06-21 2024-06-30': ['in late June'],
  '2025-04-01 2025-04-30': ['of April', 'the April releases', 'au mois d’avril', 'novedades de abril', '4月のランプ', '四月有什么'],
  '2024-05-01 2024-05-31': ['last May', 'letzten Mai', 'in May of last year', 'im Mai letzten Jahres', 'mayo del año pasado', '去年五月', '去年の5月'], // prettier-ignore
  '2025-03-03 2025-03-10': ['from March 3 to 10', 'March 3-10', 'zwischen dem 3. und dem 10. März', 'vom 3. bis 10. März', 'entre le 3 et le 10 mars', 'du 3 au 10 mars', 'entre el 3 y el 10 de marzo', '3月3日至10日', '3月3日から10日まで'], // prettier-ignore
  '2025-05-13 2025-05-13': ['on 5/13', 'from 5/13', 'on the 13th', 'am 13.5.', 'am 13.', 'le 13', 'el 13/5', '5月13号'],
  '2024-05-13 2024-05-13': ['on 2024-05-13', '5/13/2024', '13/05/2024', '2024/05/13', '13.05.2024'],
  '2024-04-21 2024-06-20': ['a year ago', 'vor einem Jahr', 'il y a un an', 'hace un año', '一年前', '1年前'],
  '2024-10-22 2024-12-21': ['half a year ago', 'vor einem halben Jahr', 'hace medio año', '半年前'],
  '2024-06-01 2024-08-31': ['last summer', 'in the summer of 2024', 'im Sommer 2024', "l'été dernier", 'el verano pasado', '去年夏天', '去年の夏'], // prettier-ignore
  '2024-12-01 2025-02-28': ['last winter'],
  '2025-01-01 2025-03-31': ['in the first quarter of 2025', 'im ersten Quartal 2025', 'au premier trimestre 2025', 'el primer trimestre de 2025', '第一季度', '第1四半期', '2025 Q1'], // prettier-ignore
  '2024-01-01 2024-06-30': ['in the first half of 2024', 'in der ersten Hälfte 2024', 'primer semestre de 2024', '去年上半年'],
  '2024-12-25 2024-12-31': ['in the last week of December', 'in der letzten Woche des Dezember', '12月最后一周'],
  '2024-12-08 2024-12-14': ['the second week of December', 'la deuxième semaine de décembre', 'la segunda semana de diciembre', '12月第二周', '12月の第2週'], // prettier-ignore
  '2024-11-01 now': ['from November to now', 'von November bis heute', 'de noviembre hasta ahora', '去年11月到现在', '11月から今まで'],
  '2025-01-01 now': [
    'since the start of the year',
    'seit Jahresbeginn',
    'depuis le début de l’année',
    'desde principios de año',
    '年初以来',
  ],
  '2025-03-01 now': ['between March and now', 'zwischen März und jetzt', 'entre mars et maintenant', 'entre marzo y ahora'],
  '2025-04-15 2025-04-15': ['上个月15号', '先月の15日'],
}
for (const [expected, phrases] of Object.entries(times))
  for (const words of phrases) test(`time: ${words}`, () => assert.equal(span(words), expected))

test('what is no time, or only sounds like one, names none', () => {
  for (const words of [
    'gpt-4o-2024-11-20',
    'v3 0324',
    '5/10',
    '4/5 stars',
    'on 1/4 of the memory',
    '24/7',
    'Lamp 5 may be better',
    'lands on mars',
    'what may happen',
    'the march of progress',
    'on 05/06/2026',
    'trained for 3 weeks',
    '训练了三天',
    '三个月免费',
    '月之暗面的',
    '3日間学習した',
    'das mag sein',
    'tomorrow',
    'nächste Woche',
    'la semaine prochaine',
    'la próxima semana',
    '下周',
    '来週',
  ])
    // prettier-ignore
    assert.equal(span(words), 'none', words)
})

test('no time reaches into what is to come', () => {
  const all = Object.values(times).flat()
  for (const now of ['2024-02-29', '2025-01-01', '2025-05-04', '2025-12-31'])
    for (const words of all) {
      const { period, moments } = readTimes(`lamps ${words}`, now)
      for (const { since, until } of [...(period ? [period] : []), ...moments])
        assert.ok(since <= now && (period === undefined || (until ?? since) <= now), `${words} on ${now}: ${since} ${until}`)
    }
})
