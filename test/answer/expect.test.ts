import assert from 'node:assert/strict'
import test from 'node:test'
import { wanted } from '../../src/answer/expect.ts'

const kinds = (question: string): string[] => wanted(question).map(({ kind }) => kind)
const has = (question: string, sentence: string): boolean => wanted(question).some((want) => want.in(sentence))

test('the kind of value that a question asks for is read in six languages', () => {
  const asked: Readonly<Record<string, readonly string[]>> = {
    'price of the lamp': ['money'],
    灯多少钱: ['money'],
    'was kostet die Lampe': ['money'],
    'combien coûte la lampe': ['money'],
    'when is the lamp coming out': ['date'],
    ランプはいつ: ['date'],
    'how much vram does it take': ['memory'],
    'lamp context window size': ['context'],
    ランプのコンテキスト長は: ['context'],

    'gpu hours for the lamp': ['hours'],
    'how many tokens was it fed': ['tokens'],
    'param count of the lamp': ['parameters'],
    'what % of lamps break': ['share'],
    'lamp bench pass rate': ['share'],
    'lamp speed in tok/s': ['speed'],
    'which license has the lamp': ['licence'],
    '¿cuántas lámparas hay?': ['number'],
    'lamp bench score': ['number'],
    'who made the lamp': [],
    'tell me about the lamp': [],
    'lamp price per million tokens': ['money'],
    'how many paid users does Glimmer have': ['number'],
    'power draw of the lamp in watts': ['power'],
    'how tall is the lighthouse': ['measure'],
    'how hot does the lamp get': ['measure'],
    'what is Lumen worth after its last round': ['money'],
    'is the lamp worth it': [],
    'how many hrs of audio for the lamp': ['hours'],
    'max clip length of the lamp': ['duration'],
    'how long can the videos be': ['duration'],
    ランプのモデルはいくつ: ['number'],
    日本語の問題は何問ある: ['number'],
    'atla lamp, how much a month': ['money'],
    'lamp-voice-1 $ per hour of light': ['money'],
    'what lamp is worth buying': [],
    'what papers on the lamp are worth your time': [],
    'how much per month is the lamp': ['money'],
    'how much light in the last 24 hrs': ['number'],
    'lamp news from the last few hours': [],
    几乎所有灯都亮吗: [],
    いくつかのランプを教えて: [],
    ランプはいくつか: ['number'],
    'what gpus was the lamp trained on': ['hardware'],
    灯用哪种芯片训练: ['hardware'],
    'which chip makers lit the lamp': [],
    灯的视频多长: ['duration'],
  }
  for (const [question, expected] of Object.entries(asked)) assert.deepEqual(kinds(question), expected, question)
})

test('when something was, the day of the item says: no date need stand in the sentence', () => {
  assert.deepEqual(kinds('when did the lamp come out'), [])
})

test('a sentence has the value only in its own unit', () => {
  const yes: readonly (readonly [string, string])[] = [
    ['lamp price', 'The lamp sells for $12.'],
    ['lamp price', 'It is 12 USD a piece.'],
    ['灯多少钱', '灯售价九百元。'],
    ['lamp vram', 'It fits in 24 GB.'],
    ['lamp param count', 'A 7B lamp.'],
    ['how many tokens was it fed', 'It was fed 2 trillion high-quality tokens.'],
    ['when is the lamp out', 'It comes next week.'],
    ['lamp bench score', 'The lamp reached 81.3 on it.'],
    ['power draw of the lamp in watts', 'It takes 40 W.'],
    ['how tall is the lighthouse', 'The lighthouse is 40 meters tall.'],
    ['how hot does the lamp get', 'It gets 90°C hot.'],
    ['number of blue rivers', 'There are 40 blue rivers.'],
    ['which chips does the lamp run on', 'It ran on 40 H100s.'],
    ['max clip length', 'Clips take 15 seconds.'],
    ['lamp credits, how many go per river', 'It burns 15,000 credits per river.'],
    ['how many msgs did it send', 'It sent 40 messages.'],
    ['when is the lamp out', 'It comes in May.'],
    ['训练用了多少张 CT', 'Trained on 40 CT scans.'],
    ['いくつのモデルがある', '40のモデル'],
    ['how many rivers are blue', 'All 40 big rivers are blue.'],
  ]
  for (const [question, sentence] of yes) assert.equal(has(question, sentence), true, sentence)
  const no: readonly (readonly [string, string])[] = [
    ['lamp price', 'The lamp has 12 modes.'],
    ['lamp vram', 'It has 7B parameters.'],
    ['lamp param count', 'It fits in 24 GB.'],
    ['lamp param count', 'It beats Glimmer-7B.'],
    ['how many tokens was it fed', 'A 70B lamp.'],
    ['lamp context window size', 'It has 4096 lights.'],
    ['how tall is the lighthouse', 'The lighthouse has 40 windows.'],
    ['how many rivers are blue', '12 bridges of rivers are blue.'],
    ['how many tokens was it fed', 'It has 32 layers.'],
    ['when is the lamp out', 'It will come out some day.'],
    ['lamp bench score', 'Glimmer 3 and the lamp-2 of 2025.'],
    ['which chips does the lamp run on', 'It was trained for 40 hours.'],
    ['max clip length', 'It has 15 clips.'],
    ['when is the lamp out', 'It may come out.'],
    ['when is the lamp out', 'This may help, and may, in turn, hurt.'],
    ['how long is the video', 'It was made in the 1990s on two Lamp 4090s.'],
    ['训练用了多少张 CT', 'It reads 3D volumes (CT).'],
    ['how many rivers are blue', '12D rivers are blue.'],
    ['how many rivers are blue', 'The rivers have 12 bridges in all.'],
    ['glimmer 42 bench score', 'Glimmer 42 is out.'],
  ]
  for (const [question, sentence] of no) assert.equal(has(question, sentence), false, sentence)
})

const employees = (): string => 'employees'

test('what is counted is known in other languages, too', () => {
  for (const question of [
    'Glimmer 有多少员工',
    'Glimmerの社員数は？',
    'wie viele mitarbeiter hat Glimmer',
    'cuántos empleados tiene Glimmer',
  ]) {
    const [want] = wanted(question, employees)
    assert.equal(want?.in('Glimmer has 40 employees.'), true, question)
    assert.equal(want?.in('Glimmer reaches 40 lumens.'), false, question)
  }
})

test('an amount that is told is not asked for', () => {
  assert.deepEqual(kinds('who made a lamp for $40'), [])
  assert.deepEqual(kinds('which lamp does 1k tok/s'), [])
  assert.deepEqual(kinds('which lamp fits 24gb of vram'), [])
  assert.deepEqual(kinds('price of the 24gb lamp'), ['money'])
})

test('by how much something is more is asked of whatever it is of', () => {
  assert.deepEqual(kinds('by how much did the memory raise the price'), ['number'])
  assert.deepEqual(kinds('how much less does the lamp cost'), ['number'])
  assert.equal(has('by how much does the lamp memory raise the speed', 'The lamp is up to 370% brighter.'), true)
})

test('the units of a price need not stand beside it', () => {
  const [price] = wanted('lamp price per month')
  for (const word of ['month', 'monthly', 'min', 'mil', 'tokens', 'worth']) assert.equal(price?.words.test(word), true, word)
  assert.equal(price?.words.test('lamp'), false)
})

test('what is counted may be said in full where it was cut short', () => {
  assert.equal(has('how many langs does the lamp speak', 'It speaks 16 languages.'), true)
  assert.equal(has('how many qs are in the quiz', 'It has 4,000 diverse questions.'), true)
  assert.equal(has('how many langs does the lamp speak', 'It has 16 colours.'), false)
  assert.deepEqual(kinds('how much money does the lamp make'), ['money'])
  assert.deepEqual(kinds('share that likes the lamp'), ['share'])
  assert.deepEqual(kinds('what does the number in brackets mean'), [])
  assert.deepEqual(kinds('lamps that share their memory, which harbor'), [])
  assert.deepEqual(kinds('memory usage of the lamp'), ['memory'])
})

test('points are a score, and people may be anybody: neither need be called so', () => {
  for (const question of ['how many points does the lamp have', 'combien de points a la lampe', 'how many ppl have the lamp'])
    assert.equal(wanted(question)[0]?.in('The lamp leads by 42.'), true, question)
})

test('people are no share, factor or amount', () => {
  for (const question of ['how many people have the lamp', '¿cuánta gente tiene la lámpara?'])
    for (const sentence of ['15% have it.', 'It is 3x as bright.', 'It costs $9M.']) assert.equal(has(question, sentence), false, sentence)
  assert.equal(has('how many people have the lamp', 'It has 9M users, 15% more.'), true)
  assert.equal(has('how many people use Glimmer', 'It has 1.2B weekly users.'), true)
  assert.equal(has('how many people use Glimmer', 'It is a 7B model.'), false)
})

test('what a word asks for is known of it in English', () => {
  const [power] = wanted('wie viel Strom braucht die Lampe', (words) => words.replace('Strom', 'electricity'))
  assert.equal(power?.kind, 'power')
  assert.deepEqual(kinds('how much energy does the lamp need'), ['power'])
})

test('a value is of the attribute, and a price per the unit, that the question names', () => {
  const both: readonly (readonly [question: string, yes: string, no: string])[] = [
    ['whats lumen worth now', 'Lumen is valued at $50M.', 'Lumen raised $5M.'],
    ['whats lumen worth now', 'Lumen is worth $50M.', 'A $9 lamp is worth its price.'],
    ['lumen valuation', 'Lumen raised $5M at a $50M valuation.', 'Lumen raised $5M.'],
    ['lumen yearly revenue', 'Lumen has $5M of recurring revenue.', 'Lumen raised $5M.'],
    ['salary of a lumen engineer', 'Lumen pays engineers $90,000.', 'A Lumen lamp is $90.'],
    ['how much is the lamp', 'The lamp is $90.', 'Acme raised $90M to build the lamp.'],
    ['monthly price in euros', 'It is 20 euros a month.', 'It is $20 a month.'],
    ['lamp training cost', 'Training took $9M.', 'It is $9 per million tokens.'],
    ['what did it cost to train the lamp', 'The lamp was trained for $9M.', 'It is $9 per million tokens.'],
    ['how much did Acme pay for Lumen', 'Acme bought it for $9M.', 'It has a $9M run rate.'],
    ['video price per sec', 'It is 5 cents ($0.05) a second.', 'It is $9 per million tokens.'],
    ['lamp price per minute', 'It is $0.10 per minute.', 'It is $9 per million tokens.'],
    ['lamp price per hour', 'It is $2/h.', 'It is $9 per million tokens.'],
    ['lamp monthly price', 'It is $20 a month.', 'It is $9 per million tokens.'],
    ['price of the lamp in euros', 'It is 20 euros.', 'It is $20.'],
    ['lamp training tokens', 'It was pretrained on 2T tokens.', 'It writes 90 tokens a second.'],
    ['active params of the lamp', 'It has 3B active parameters.', 'It has 30B parameters.'],
    ['how many tokens was the lamp pretrained on', 'A 2T token corpus.', 'It has a 128k token context window, trained on maps.'],
    ['lamp training tokens', 'It was trained on 9 billion tokens.', 'Trained on maps, it has a context window of 128k tokens.'],
    ['what gpus was the lamp trained on', 'It was trained on 40 H100s.', 'It runs on a V100.'],
    ['lamp training data licence', 'The dataset is under an MIT licence.', 'The model is under an MIT licence.'],
  ]
  for (const [question, yes, no] of both) {
    assert.equal(has(question, yes), true, question)
    assert.equal(has(question, no), false, question)
  }
})

test('a number of something else is no count of parameters', () => {
  for (const sentence of [
    'It costs $5 per 1 million input tokens.',
    'It has a 1M context window.',
    'It took 48M tokens.',
    'It has 3M users.',
  ])
    assert.equal(has('lamp param count', sentence), false, sentence)
})

test('millions of dollars are money, and no count', () => {
  assert.deepEqual(kinds('how many million $ did the storm cost Lumen'), ['money'])
})

test('what something will be is asked as a price is', () => {
  assert.deepEqual(kinds('how much will one lamp be'), ['money'])
  assert.deepEqual(kinds('who bought Lumen n for how much'), ['money'])
})

test('what is counted may be followed by where it is', () => {
  assert.equal(has('how many pics in the lamp set', 'Four lamps were tested.'), false)
  assert.equal(has('how many pics in the lamp set', 'It has 90 images.'), true)
  assert.equal(has('how many doctors worked on the lamp set', 'It had 90 physicians.'), true)
  assert.equal(has('a survey of lamps, how many did it look at', 'It looked at nine of them.'), true)
})

test('numbers of versions are no date', () => {
  assert.equal(has('lamp 5 release date', 'It goes on from lamp 3.5/3.6 as before.'), false)
})

test('a few words with the name of a benchmark ask for a score on it', () => {
  assert.deepEqual(kinds('lamp 70b humaneval?'), ['number'])
  assert.equal(wanted('lamp 70b humaneval?')[0]?.of, 'humaneval')
  assert.deepEqual(kinds('what is humaneval'), [])
})

test('a question for a cause asks for no value', () => {
  assert.deepEqual(kinds('why is the lamp price so high'), [])
})

test('the benchmark of a score is read wherever it is named', () => {
  for (const question of ['HumanEval score of the lamp', 'what does the lamp score on humaneval', '灯的 HumanEval 是多少'])
    assert.equal(wanted(question)[0]?.of?.toLowerCase(), 'humaneval', question)
})
