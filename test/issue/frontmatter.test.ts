import assert from 'node:assert/strict'
import test from 'node:test'
import { splitFront } from '../../src/issue/frontmatter.ts'

const front = (...lines: string[]) => splitFront(`---\n${lines.join('\n')}\n---\nbody`).front

test('reads text in each style that YAML has for it', () => {
  for (const title of [
    'One: two',
    "'One: two'",
    '"One: two"',
    'One: two # aside',
    '>-\n  One:\n  two',
    '|\n  One: two',
    'One:\n  two',
    '"One:\n  two"',
  ])
    assert.equal(front(`title: ${title}`).title, 'One: two', title)
  assert.equal(front("title: 'it''s # 1'").title, "it's # 1")
  assert.equal(front('title: "a\\"b\\\\ \\u00e9\\xe9"').title, 'a"b\\ éé')
  assert.equal(front('title: C#').title, 'C#')
})

test('reads lists in each style', () => {
  const lists = [
    "models:\n  - a-1\n  - 'b, c'\n  - a-1\n  - 4.5",
    "models:\n- a-1\n- 'b, c'\n- 4.5",
    `models: [a-1, "b, c", 4.5]`,
    "models: [a-1,\n  'b, c', 4.5]",
  ]
  for (const list of lists)
    assert.deepEqual(front(list, 'people: []').tags, { companies: [], models: ['a-1', 'b, c', '4.5'], topics: [], people: [] })
})

test('fields that are not known, nested or broken cost themselves only', () => {
  const read = front('title: A', 'nested:', '  date: 2020-01-01', '  - x: {', '}}} ?', 'date: 2026-01-02', 'description: b')
  assert.deepEqual([read.title, read.date, read.description], ['A', '2026-01-02', 'b'])
  assert.equal(splitFront('--- no\nbody').body, '--- no\nbody')
  assert.deepEqual(front('title:', 'date: '), front(''))
})

test('takes no longer for what looks like deep structures', () => {
  for (const unit of ['? ', '- [', '{', '[', '&a ', "'", '"\\', 'a:\n ']) {
    const from = process.cpuUsage()
    front(`title: ${unit.repeat(9_000 / unit.length)}`, `models: ${unit.repeat(9_000 / unit.length)}`)
    assert.ok(process.cpuUsage(from).user < 500_000, unit)
  }
})
