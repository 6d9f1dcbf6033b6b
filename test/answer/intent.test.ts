import assert from 'node:assert/strict'
import test from 'node:test'
import { type Intent, intentOf } from '../../src/answer/intent.ts'

const intents: readonly [Intent, readonly string[]][] = [
  ['fact', ['how much is the lamp', 'who made the lamp', '灯多少钱', 'was kostet die lampe']],
  [
    'news',
    ['what is new with lamps', 'lamp news', '灯有什么进展', 'novedades de la lámpara', 'quoi de neuf sur les lampes', 'was gibt es neues'],
  ],
  ['course', ['lamp prices since launch', 'lamp timeline', '灯后来怎么样了', 'wie war der verlauf', 'evolución de la lámpara']],
  ['comparison', ['lamps vs candles', 'the difference between lamps and candles', '灯和蜡烛对比', 'lampen im vergleich']],
  ['first', ['first mention of the lamp', 'when was the lamp first announced', '灯最早什么时候出现', 'première fois']],
  ['several', ['who made the lamp, when was it sold and why did it break']],
]

for (const [intent, questions] of intents)
  test(`asked for: ${intent}`, () => {
    for (const question of questions) assert.equal(intentOf(question), intent, question)
  })
