import assert from 'node:assert/strict'
import test from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { fakeClock } from '../fakes/clock.ts'
import { issue, item } from './sample.ts'

/** Long words in many items, with short ones in a few of them. */
const filled = () => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  const topics = {
    Lanterns: Array.from({ length: 210 }, (_, at) => item(`Lanterns of ${at % 10 === 0 ? 'the lant kind and ' : ''}number ${at} glow`)),
    Safety: Array.from({ length: 210 }, (_, at) => item(`Safety rule ${at} ${at % 10 === 0 ? 'keeps you safe' : 'is long'}`)),
    Harbours: Array.from({ length: 210 }, (_, at) => item(`Harbour ${at} is calm`)),
    Boats: Array.from({ length: 30 }, (_, at) => item(`A harb in a boat that is number ${at}`)),
    Tags: Array.from({ length: 210 }, (_, at) => item(`Some context ${at}${at % 8 === 0 ? ', or ctx,' : ''} helps`)),
    Keepers: Array.from({ length: 5 }, (_, at) => item(`A keepsake to keep, number ${at}`)),
    More: Array.from({ length: 1000 }, (_, at) => item(`Nothing of note happened in place ${at}`)),
  }
  archive.put(issue({ tags: { companies: [], models: [], topics: ['context'], people: [] }, sections: { twitter: topics } }))
  return archive
}

test('a short form is learned from the items that have it and the long one', (t) => {
  const archive = filled()
  t.after(() => archive.close())
  const terms = (text: string): string[] =>
    archive.find({ text, limit: 1 }).terms.flatMap(({ alternatives }) => alternatives.map((each) => each.join(' ')))
  assert.deepEqual(terms('lant'), ['lant', 'lantern'])
  assert.deepEqual(terms('ctx'), ['ctx', 'context'], 'one without vowels may leave out any letters')
  assert.deepEqual(terms('harb'), ['harb'], 'words that keep no company are strangers')
  assert.deepEqual(terms('safe'), ['safe'], 'a word with an ending is not cut short')
  assert.deepEqual(terms('context'), ['context'])
  assert.deepEqual(terms('keep'), ['keep'], 'nobody needs a short form of what is said seldom')
})
