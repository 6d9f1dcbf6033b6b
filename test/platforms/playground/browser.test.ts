import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import test, { type TestContext } from 'node:test'
import { chromium, type Page } from 'playwright-core'
import { digest, startPlayground } from './setup.ts'

const CHROMIUM = '/usr/bin/chromium'
const skip = existsSync(CHROMIUM) ? false : 'there is no chromium here'
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type Started = Awaited<ReturnType<typeof startPlayground>>

/** Opens the page; the test fails if the browser complains of anything, a policy violation too. */
const open = async (t: TestContext, hasDigest = true): Promise<{ page: Page } & Pick<Started, 'bot' | 'playground'>> => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  const complaints: string[] = []
  t.after(async () => {
    await browser.close()
    assert.deepEqual(complaints, [])
  })
  const { url, bot, playground } = await startPlayground(t, hasDigest ? {} : { digest: () => Promise.resolve(undefined) })
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  page.setDefaultTimeout(10_000)
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => request.url().startsWith(url) || complaints.push(`asked for ${request.url()}`))
  await page.goto(url)
  return { page, bot, playground }
}
const input = (page: Page) => page.getByRole('combobox', { name: 'Question or command' })
const log = (page: Page, name: string) => page.getByRole('log', { name })

test('opens with the digest in both chats, and the panels filled', { skip }, async (t) => {
  const { page } = await open(t)
  for (const name of ['Discord', 'Telegram']) {
    await log(page, name).getByText('Small models, big week').waitFor()
    assert.equal(await log(page, name).getByRole('link', { name: 'source' }).first().getAttribute('rel'), 'noopener noreferrer')
  }
  await page.getByText('Discord #ai-news').waitFor()
  await page.getByText('2025-03-03').waitFor()
})

test('the next deliveries are a named list of when, where, how often, and what comes before', { skip }, async (t) => {
  const { page } = await open(t)
  const lines = page.getByRole('list', { name: 'Scheduled next' }).getByRole('listitem')
  await lines.first().waitFor()
  const [first = '', second = ''] = await lines.allTextContents()
  assert.match(first, /^Tue\D+8:00 AM Discord #ai-news every Tuesday \(en\)$/)
  assert.match(second, /9:00 AM Telegram 7 as it arrives at once when it is out$/)
  assert.equal(await lines.locator('time').first().getAttribute('datetime'), '2025-03-04T08:00:00.000Z')
  // Somebody reads the list while the page looks for news.
  const line = await lines.first().elementHandle()
  const looked = page.waitForResponse(/state/)
  await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
  await (await looked).finished()
  await page.getByText('2025-03-03').waitFor()
  assert.equal(await line?.evaluate((node) => node.isConnected), true)
})

test('in a low window the keyboard scrolls what stands beside the chats', { skip }, async (t) => {
  const { page } = await open(t)
  await page.setViewportSize({ width: 1280, height: 320 })
  await page.getByText('2025-03-03').waitFor()
  await page.getByRole('complementary').focus()
  await page.keyboard.press('End')
  // Playwright's own wait looks again by a script of the page, which the page forbids.
  const scrolled = async (): Promise<boolean> => Number(await page.evaluate('document.activeElement.scrollTop')) > 0
  let looks = 0
  while (!(await scrolled())) assert.ok(++looks < 1000, 'nothing was scrolled')
})

test('keyboard only: the menu of commands, an answer in both chats, a button', { skip }, async (t) => {
  const { page, bot } = await open(t, false)
  await page.getByText('there is no digest to show').waitFor()
  await page.locator('#text:focus').waitFor()
  await page.getByText('2025-03-03').waitFor()
  await page.keyboard.type('/')
  await page.getByRole('option', { name: '/recap' }).waitFor()
  await page.keyboard.press('ArrowDown')
  assert.equal(await input(page).getAttribute('aria-activedescendant'), 'command-ask')
  await page.keyboard.press('Enter')
  assert.equal(await input(page).inputValue(), '/ask ')
  assert.equal(await page.getByRole('listbox').isVisible(), false)
  await page.keyboard.type('how big is Otter-3?')
  await page.keyboard.press('Enter')
  for (const name of ['Discord', 'Telegram']) {
    await log(page, name).getByText('how big is Otter-3?').waitFor()
    await log(page, name).getByText('Otter-3 has 8B parameters.').waitFor()
    assert.equal(await log(page, name).getByText('Let me look').count(), 0)
  }
  await log(page, 'Telegram').getByRole('button', { name: 'More' }).focus()
  await page.keyboard.press('Enter')
  await log(page, 'Discord').getByText('You pressed').waitFor()
  assert.deepEqual(
    bot.asked.map(({ input: { kind } }) => kind),
    ['text', 'action'],
  )
})

test('a reload keeps the conversation; another language changes the page when the digest is asked for in it', { skip }, async (t) => {
  const { page } = await open(t)
  await input(page).fill('hello?')
  await page.getByRole('button', { name: 'Send' }).click()
  await log(page, 'Discord').getByText('8B', { exact: true }).waitFor()
  await page.reload()
  await log(page, 'Telegram').getByText('8B', { exact: true }).waitFor()
  assert.equal(await log(page, 'Discord').getByText('Small models, big week').count(), 1)
  await page.getByRole('combobox', { name: 'Layout' }).selectOption('full')
  await page.getByRole('combobox', { name: 'Language' }).selectOption('zh')
  assert.equal(new URL(page.url()).search, '')
  await page.getByRole('button', { name: 'Show the digest' }).click()
  await page.getByRole('button', { name: '发送' }).waitFor()
  await log(page, 'Discord').getByText('Small models, big week').nth(1).waitFor()
  assert.equal(await page.getByRole('combobox', { name: '版式' }).inputValue(), 'full')
  assert.equal(new URL(page.url()).hash, '')
})

test('what is published says so, as Discord does', { skip }, async (t) => {
  const { page, bot, playground } = await open(t)
  await input(page).fill('hello?')
  await page.keyboard.press('Enter')
  await log(page, 'Discord').getByText('8B', { exact: true }).waitFor()
  const target = bot.asked[0]?.target ?? { platform: 'playground', chat: '' }
  const [payload = {}] = playground.render(digest)
  await playground.publish?.(await playground.post(target, payload, 'part'))
  await log(page, 'Discord').getByText('published', { exact: true }).waitFor()
  assert.equal(await log(page, 'Telegram').getByText('published', { exact: true }).count(), 0)
})

test('a hostile doc is shown and does nothing', { skip }, async (t) => {
  const { page } = await open(t)
  await input(page).fill('/recap hostile')
  await page.keyboard.press('Enter')
  for (const name of ['Discord', 'Telegram']) {
    await log(page, name).getByText('<script>window.owned = 1</script>').first().waitFor()
    assert.equal(await log(page, name).locator('script, style, [onerror], [href^=javascript]').count(), 0)
  }
  assert.equal(await page.evaluate(`'owned' in window`), false)
})

test('fits a telephone: the chats stand below each other, nothing sticks out', { skip }, async (t) => {
  const { page } = await open(t)
  await page.setViewportSize({ width: 390, height: 800 })
  await log(page, 'Discord').getByText('Small models, big week').waitFor()
  const [first, second] = [await log(page, 'Discord').boundingBox(), await log(page, 'Telegram').boundingBox()]
  assert.ok(first && second && second.y >= first.y + first.height)
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390)
  // The keyboard and a screen reader come to them in the order in which they are seen.
  const tops = `[...document.querySelectorAll('h1, #discord, #telegram, aside')].map((part) => part.getBoundingClientRect().top)`
  const order = (await page.evaluate(tops)) as number[]
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  )
})
