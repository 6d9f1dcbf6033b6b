import assert from 'node:assert/strict'
import { once } from 'node:events'
import test from 'node:test'
import packageJson from '../../package.json' with { type: 'json' }
import { sampleMarkdown } from '../fakes/feed.ts'
import { openPlace } from './run.ts'

const SUBCOMMANDS = ['start', 'parse', 'import', 'ask', 'preview', 'deliver', 'simulate', 'doctor']

test('--help lists every subcommand, and each has help of its own, within 80 columns', async (t) => {
  const { run } = openPlace(t)
  const all = await run(['--help'])
  assert.equal(all.code, 0)
  assert.deepEqual(await run([]), all)
  const helps = await Promise.all(SUBCOMMANDS.map((name) => run([name, '--help'])))
  for (const [index, name] of SUBCOMMANDS.entries()) {
    assert.match(all.stdout, new RegExp(`^  ${name} `, 'm'))
    const help = helps[index]
    assert.equal(help?.code, 0, name)
    assert.match(help?.stdout ?? '', new RegExp(`^usage: recap ${name}`))
    assert.equal(help?.stderr, '')
  }
  for (const { stdout } of [all, ...helps]) for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
})

test('--version', async (t) => {
  assert.deepEqual(await openPlace(t).run(['--version']), { code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
})

test('an unknown subcommand or option is one line that names the nearest', async (t) => {
  const { run } = openPlace(t)
  assert.deepEqual(await run(['prase']), { code: 1, stdout: '', stderr: 'recap knows no "prase". Did you mean parse?\n' })
  assert.equal((await run(['--versoin'])).stderr, 'recap knows no "--versoin". Did you mean --version?\n')
  assert.match((await run(['frobnicate'])).stderr, /recap --help lists what it knows/)
  assert.equal((await run(['preview', '--platfrom', 'discord'])).stderr, 'There is no option --platfrom. Did you mean --platform?\n')
  assert.equal((await run(['constructor'])).code, 1)
})

test('five mistakes in the configuration are five lines, whatever was asked for', async (t) => {
  const { run, write } = openPlace(t)
  write('recap.config.yaml', 'prot: 1\n')
  write('.env', 'RECAP_ZONE=Mars\n')
  const env = { RECAP_PORT: 'x', TELEGRAM_MODE: 'pigeon', DISCORD_TOKEN: 'hush hush' }
  const { code, stdout, stderr } = await run(['ask', 'anything'], { env })
  assert.equal(code, 1)
  assert.equal(stdout, '')
  assert.equal(stderr.trimEnd().split('\n').length, 5)
  assert.doesNotMatch(stderr, /hush/)
})

test('an output that nobody reads to its end is no failure', async (t) => {
  const place = openPlace(t)
  const long = sampleMarkdown(...Array.from({ length: 2000 }, (_, index) => `Fact number ${index} of a long day`))
  for (let day = 10; day < 30; day++) place.write(`in/26-01-${day}-news.md`, long)
  const child = place.spawn(['parse', 'in'])
  child.stdout.once('data', () => child.stdout.destroy())
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  assert.deepEqual(await once(child, 'close'), [0, null])
  assert.equal(Buffer.concat(errors).toString(), '')
})
