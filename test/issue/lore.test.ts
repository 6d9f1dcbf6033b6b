import assert from 'node:assert/strict'
import test from 'node:test'
import { markdownBlocks } from '../../src/doc/markdown.ts'
import { isBoilerplate } from '../../src/issue/lore.ts'
import { readSections } from '../../src/issue/sections.ts'

const texts = (markdown: string): string[] =>
  readSections(markdownBlocks(markdown)).sections.flatMap(({ topics }) => topics.flatMap(({ items }) => items.map(({ text }) => text)))
const are = (what: boolean, ...lines: string[]): void => {
  for (const line of lines) assert.equal(isBoilerplate(line), what, line)
}

test('what a model says about its work is no news, what people say is', () => {
  are(
    true,
    'Here are the key themes, by weight:',
    'Here are the summaries for these posts, grouped by theme:',
    "Okay, here's a short summary of the day, by category:",
    'Here is the breakdown of posts, as you asked:',
    '(Note: usernames were left out of the provided data.)',
    'Note: all links and details are taken from the channels.',
    'Let me know if you want another summary.',
    'This summary categorizes the posts by theme.',
    'These themes collectively capture the mood.',
    'These lamp summaries encapsulate the talk of the day.',
    'These targeted discussions reflect how people like lamps.',
    'Note: Links to lamps were provided in their channels.',
    'Please note, some quotes were shared as they are.',
    'N/A: N/A',
    '以下是推文的摘要：',
    '如果您需要更多细节，请随时告诉我！',
  )
  are(
    false,
    'Note Taking: a user keeps files.',
    'Note: the lamp includes a shade that reflects.',
    'Notes on lamps: a member shared links and quotes.',
    'These developments show lamps of two makers.',
    'Here are new weights.',
    'Here is the tool that we built for summaries of long threads',
    'These themes sell well in the shop of a member.',
    '有人说：如果您有灯，请告诉我，我很想看看它的样子。',
  )
})

test('a channel in which nothing was said is no news, a question that nobody answered is', () => {
  are(
    true,
    'No new models discussed: There were no new models.',
    'No Additional Lamps: No further lamps were found.',
    'No noteworthy lamp talk #2: Conversations were about shelves.',
    'No major updates (1): The conversation was about shelves.',
    'No further details provided: This was a single post.',
    'No topics found: nothing of the kind is in the provided messages.',
    'There was no discussion of lamps in the given text.',
    'No links shared\n• There are none in the provided message history.',
  )
  are(
    false,
    'No new taxes: a member joked.',
    'No other lamp in sight: A member asked where lamps are sold.',
    'None of the provided cards fit the case.',
    'Lamp on a shelf: A user asked for lamps. No answer was found in the provided messages.',
    'Lamp on a shelf: A user asked for lamps.\n• No lamp was named in the given messages.',
  )
})

test('topics that only fill a form are no news', () => {
  are(
    true,
    'Second topic placeholder: This has no content.',
    'Placeholder Topic: Placeholder first summary.',
    'Dummy: This is here to satisfy the minimum number of items.',
    'More: This serves to fulfill the schema requirement for two summaries.',
    '$NAME{someSummary}',
  )
  are(false, 'A placeholder in the prompt broke the build of a member.', 'They train to satisfy the buyer: two items a day.')
})

test('the prompt of a recap is no news', () => {
  are(true, 'You are a lamp-loving summarizer AI for engineers. Be brief.', 'Return the summary of all lamps.', 'Be kind. LAMP_DATA_HERE')
  are(false, 'You are an early bird, said a member to the AI.')
})

test('notices of the mail are no news, in English or Chinese', () => {
  are(
    true,
    'You are receiving this email because you like lamps.',
    '您收到此邮件是因为您喜欢灯。',
    '想要更改接收此类邮件的方式吗？',
    '灯的目录已移至网页版：[{{ email.subject }}]({{ email_url }})！',
    '只有一个频道有活动，无需总结。',
    '灯光 Discord 没有新消息。如果它一直安静，请告诉我们。',
    '/r/lamps, r/shelves, /r/Tables',
    'Across r/lamps, r/shelves',
  )
  are(false, '一位成员说他收到的灯坏了。', '关于这盏灯，官方没有新消息，成员们继续等待。', 'r/lamps', '/r/lamps, where a user shows a lamp')
})

test('a recap that says in a line that there is none has no items, a short line of news stays', () => {
  assert.deepEqual(texts('# AI Reddit Recap\n\n## /r/Lamps Recap\n\nnothing was bright enough today\n\n## Other Recap\n\n- a lamp'), [
    'a lamp',
  ])
  assert.deepEqual(texts('# AI Reddit Recap\n\n## 灯光回顾\n\n今天没有达标的内容\n\n## Lamps\n\nA lamp came out.'), ['A lamp came out.'])
  assert.deepEqual(texts('# AI Twitter Recap\n\nwe broke it, sorry\n\n# AI Reddit Recap\n\n- lamps'), ['lamps'])
  assert.deepEqual(texts('# AI Twitter Recap\n\n- a lamp\n'), ['a lamp'])
})
