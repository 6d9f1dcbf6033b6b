import assert from 'node:assert/strict'
import test from 'node:test'
import { contentHash, fingerprint, isTranslation, sameIssue } from '../../src/issue/identity.ts'
import type { Issue } from '../../src/issue/issue.ts'
import { parseIssue } from '../../src/issue/parse.ts'

const bullets = (about: string, count = 6): string =>
  Array.from({ length: count }, (_, at) => `- ${about} number ${at} [@acme](https://x.com/acme/status/${about}${at})`).join('\n')
const issue = (name: string, twitter: string, reddit: string, edition = 'en'): Issue =>
  parseIssue({ text: `Hello!\n\n# AI Twitter Recap\n\n${twitter}\n\n# AI Reddit Recap\n\n${reddit}\n`, format: 'markdown', name, edition })

const shared = (a: Issue, b: Issue): number => fingerprint(a).filter((part) => fingerprint(b).includes(part)).length

const monday = issue('26-04-06-not-much', bullets('sleep'), bullets('phones'))
const renamed = issue('26-04-07-not-much', `${bullets('sleep')}\n- one more`, bullets('phones', 4))
const tuesday = issue('26-04-06-mythos', bullets('myths'), bullets('games'))

test('a renamed issue is the same, even when a day moved and a little changed', () => {
  assert.equal(sameIssue(monday, renamed), true)
  assert.equal(sameIssue(renamed, monday), true)
})

test('another issue with the same day in its slug is another', () => {
  assert.equal(sameIssue(monday, tuesday), false)
})

test('one recap left over from yesterday does not make it yesterday’s issue', () => {
  assert.equal(sameIssue(monday, issue('26-04-07-leftover', bullets('myths'), bullets('phones'))), false)
})

test('the same text in another edition or days later is another issue', () => {
  assert.equal(sameIssue(monday, issue('26-04-07-not-much', bullets('sleep'), bullets('phones'), 'zh')), false)
  assert.equal(sameIssue(monday, issue('26-04-10-not-much', bullets('sleep'), bullets('phones'))), false)
})

test('a translation is known by its day and its links', () => {
  const chinese = (name: string, twitter: string, reddit = 'phones'): Issue =>
    issue(name, twitter.replaceAll(' number', '第'), bullets(reddit).replaceAll(' number', '第'), 'zh')
  assert.equal(isTranslation(monday, chinese('seed-2026-04-06-zh', bullets('sleep'))), true)
  assert.equal(isTranslation(monday, chinese('seed-2026-04-07-zh', bullets('sleep'))), false, 'another day')
  assert.equal(isTranslation(monday, chinese('seed-2026-04-06-zh', bullets('myths'), 'games')), false, 'other links')
  assert.equal(isTranslation(monday, { ...renamed, date: monday.date }), false, 'the same language')
})

test('the same slug is the same issue, rewritten or not', () => {
  assert.equal(sameIssue(monday, { ...tuesday, id: monday.id }), true)
})

test('too little text proves nothing', () => {
  assert.equal(sameIssue(issue('26-04-06-a', '- a', ''), issue('26-04-07-b', '- a', '')), false)
})

test('fingerprints of a renamed issue meet, those of others do not', () => {
  assert.ok(shared(monday, renamed) > 5)
  assert.equal(shared(monday, tuesday), 0)
  assert.ok(fingerprint(issue('26-04-06-long', bullets('long', 200), '')).length <= 64)
})

const read = (text: string, headings: readonly string[] = ['AI Twitter Recap', 'Lamps']): string =>
  contentHash(parseIssue({ text: `# ${headings[0]}\n\n**${headings[1]}**\n\n- ${text}\n`, format: 'markdown', name: '26-01-02-day' }))

test('the content hash sees words, links and places, not how they were set', () => {
  const first = read(`"It's" new -- [v1.5](https://e.com/a)… 🔥`)
  assert.equal(first, read('“It’s”  *new* – [v1.5](https://e.com/a)...'))
  for (const other of [
    read(`"It's" new -- [v15](https://e.com/a)… 🔥`),
    read(`"It's" new -- [v1.5](https://e.com/b)… 🔥`),
    read(`"It's" a new -- [v1.5](https://e.com/a)… 🔥`),
    read(`"It's" new -- [v1.5](https://e.com/a)… 🔥 灯`),
    read(`"It's" new -- [v1.5](https://e.com/a)… 🔥`, ['AI Reddit Recap', 'Lamps']),
    read(`"It's" new -- [v1.5](https://e.com/a)… 🔥`, ['AI Twitter Recap', 'Rivers']),
  ])
    assert.notEqual(other, first)
})
