import assert from 'node:assert/strict'
import test from 'node:test'
import { type Intent, intentOf } from '../../src/answer/intent.ts'

/** The same in English, German, Spanish, French, Chinese and Japanese. */
const intents: readonly [Intent, readonly string[]][] = [
  [
    'fact',
    [
      'how much is the lamp',
      'was kostet die Lampe',
      '¿cuánto cuesta la lámpara?',
      'combien coûte la lampe ?',
      '灯多少钱',
      'ランプはいくら',
    ],
  ],
  [
    'fact',
    [
      'who made the lamp',
      'wer hat die Lampe gebaut',
      '¿quién hizo la lámpara?',
      'qui a fait la lampe ?',
      '灯是谁做的',
      'ランプを作ったのは誰',
    ],
  ],
  ['fact', ['which new lamp is best', 'welche neue Lampe ist die beste', '¿cuál nueva lámpara es mejor?', 'quelle nouvelle lampe est la meilleure ?', '哪个新灯最好', 'どの新しいランプがいい']], // prettier-ignore
  ['news', ['what is new with lamps', 'was gibt es Neues zu Lampen', '¿qué hay de nuevo con las lámparas?', 'quoi de neuf sur les lampes', '灯有什么进展', 'ランプの最新情報']], // prettier-ignore
  ['news', ['lamp news', 'Nachrichten über Lampen', 'noticias de la lámpara', 'les actualités des lampes', '灯的新闻', 'ランプのニュース']],
  ['news', ['what’s the deal with lamps', 'bring mich bei Lampen auf den Stand', 'ponme al día de las lámparas', 'mets-moi au courant sur les lampes', '最近灯怎么样', '最近のランプ']], // prettier-ignore
  ['news', ['what did Acme release recently', 'was hat Acme zuletzt veröffentlicht', '¿qué lanzó Acme últimamente?', 'qu’a sorti Acme récemment ?', 'Acme 最近发布了什么', '最近Acmeは何を出した']], // prettier-ignore
  ['fact', ['what did Acme release', 'which lamp did Acme release recently']],
  ['course', ['lamp prices since launch', 'Lampenpreise seit dem Start', 'precios de la lámpara desde su salida', 'prix des lampes depuis leur sortie', '灯发布以来的价格', '発売以来のランプの価格']], // prettier-ignore
  [
    'course',
    ['history of the lamp', 'die Geschichte der Lampe', 'historia de la lámpara', 'histoire de la lampe', '灯的历史', 'ランプの歴史'],
  ],
  ['course', ['how has the lamp changed over time', 'wie hat sich die Lampe entwickelt', '¿cómo ha cambiado la lámpara?', 'comment la lampe a-t-elle évolué ?', '灯怎么变化的', 'ランプはどう変わった']], // prettier-ignore
  ['course', ['what became of the lamp', 'was wurde aus der Lampe', '¿qué fue de la lámpara?', 'qu’est devenue la lampe ?', '灯后来怎么样了', 'ランプはその後どうなった']], // prettier-ignore
  ['comparison', ['lamps vs candles', 'Lampen im Vergleich', 'lámparas frente a velas', 'lampes par rapport aux bougies', '灯和蜡烛对比', 'ランプとろうそくを比較']], // prettier-ignore
  ['comparison', ['the difference between lamps and candles', 'Unterschied zwischen Lampen und Kerzen', 'diferencia entre lámparas y velas', 'différence entre lampes et bougies', '灯和蜡烛的区别', 'ランプとろうそくの違い']], // prettier-ignore
  ['first', ['first mention of the lamp', 'erste Erwähnung der Lampe', 'primera mención de la lámpara', 'première mention de la lampe', '灯最早什么时候出现', 'ランプの初出']], // prettier-ignore
  ['first', ['when was the lamp first announced', 'wann wurde die Lampe zum ersten Mal erwähnt', '¿cuándo se mencionó la lámpara por primera vez?', 'quand la lampe est-elle apparue pour la première fois ?', '灯第一次被提到是什么时候', 'ランプが初めて出たのは']], // prettier-ignore
  [
    'several',
    ['who made the lamp, when was it sold and why did it break', 'wer hat die Lampe gebaut, wann kam sie und warum ging sie aus'],
  ],
]

for (const [intent, questions] of intents)
  for (const question of questions) test(`asked for ${intent}: ${question}`, () => assert.equal(intentOf(question), intent))
