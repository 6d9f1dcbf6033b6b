import assert from 'node:assert/strict'
import test from 'node:test'
import { isReversed } from '../../../src/answer/checks/roles.ts'
import { createVerifier } from '../../../src/answer/checks/verify.ts'

const ITEM = [
  'Lamps of the Year: Acme’s Glimmer 3 beats Beamo 2 on BrightBench. Lumen acquired Wick for $20M.',
  'Glimmer 3 is 3x faster than Torch 4. Candle K2 was outperformed by Sconce 5. Ada Lamplight sued OpenLamp.',
  'Mistletoe 3 trails Gem 4. R1 is less accurate than o3. Zephyr is based on Mistletoe. lantern-70b surpasses lantern-8b.',
].join('\n')

test('who does it and who it is done to are told apart, active and passive, both ways round', () => {
  for (const reversed of [
    'Beamo 2 beats Glimmer 3 on BrightBench',
    'Glimmer 3 is beaten by Beamo 2',
    'Glimmer 3 loses to Beamo 2',
    "Lumen's Beamo 2 outperforms Acme's Glimmer 3",
    'Wick acquired Lumen for $20M',
    'Lumen was bought by Wick',
    'Torch 4 is 3x faster than Glimmer 3',
    'Candle K2 outperformed Sconce 5',
    'OpenLamp sued Ada Lamplight',
    'Gem 4 trails Mistletoe 3',
    'o3 is less accurate than R1',
    'Mistletoe is based on Zephyr',
    'Lantern-8B surpasses Lantern-70B',
  ])
    assert.ok(isReversed(reversed, ITEM), reversed)
})

test('what is said as the item says it, or otherwise but the same, stands', () => {
  for (const right of [
    ...ITEM.split(/(?<=\.)\s/),
    'Beamo 2 is beaten by Glimmer 3',
    'Beamo 2 loses to Glimmer 3',
    'Wick was acquired by Lumen',
    'Lumen buys Wick',
    'Sconce 5 is ahead of Candle K2',
    'Gem 4 outperforms Mistletoe 3',
    'Glimmer 3 is faster than Torch 4',
    'Lantern-70B surpasses Lantern-8B',
  ])
    assert.ok(!isReversed(right, ITEM), right)
})

test('in other languages, too', () => {
  for (const reversed of [
    'Wick 收购了 Lumen',
    'Lumen 被 Wick 收购',
    'Beamo 2 超过 Glimmer 3',
    'Beamo 2 übertrifft Glimmer 3',
    'Beamo 2 supera a Glimmer 3',
  ])
    assert.ok(isReversed(reversed, ITEM), reversed)
  for (const right of ['Lumen 收购了 Wick', 'Wick 被 Lumen 收购', 'Im Test übertrifft Glimmer 3 Beamo 2', 'Glimmer 3 dépasse Beamo 2'])
    assert.ok(!isReversed(right, ITEM), right)
})

test('where the item says both, denies it, or says it of others, nothing is refused', () => {
  assert.ok(!isReversed('Beamo 2 beats Glimmer 3', `${ITEM}\nOn DarkBench, Beamo 2 beats Glimmer 3.`))
  assert.ok(!isReversed('Beamo 2 beats Glimmer 3', 'Glimmer 3 does not beat Beamo 2.'))
  assert.ok(!isReversed('Beamo 2 does not beat Glimmer 3', ITEM))
  assert.ok(!isReversed('Beamo 2 beats Torch 4', ITEM))
  assert.ok(!isReversed('Sales of Beamo 2 rose rather than those of Glimmer 3', ITEM))
})

test('a sentence of a model with its roles swapped is not shown', () => {
  const verified = createVerifier([{ topic: 'Lamps', date: '2026-03-01', text: 'Glimmer 3 beats Beamo 2 on BrightBench.' }], {
    locale: 'en',
    edition: 'en',
  })
  assert.equal(verified('Beamo 2 beats Glimmer 3 on BrightBench [1].'), undefined)
  assert.equal(verified('Glimmer 3 beats Beamo 2 on BrightBench [1].'), 'Glimmer 3 beats Beamo 2 on BrightBench [1].')
})
