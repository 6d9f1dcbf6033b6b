/** Where things live and who may know whom, as tables. No exemptions. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import test from 'node:test'

const root = resolve(import.meta.dirname, '..')
const files = globSync(['src/**/*.ts', 'commands/*.ts', 'config/*.ts'], { cwd: root }).sort()

const LINES = 300
/** Tables of data have no limit. */
const DATA = [/^src\/locales\/\w+\.ts$/]

const CORE = ['archive', 'answer', 'digest', 'delivery', 'bot'].map((folder) => `src/${folder}/`)
const DOMAIN = ['src/errors.ts', 'src/locales/', 'src/doc/', 'src/issue/']
const PORTS = ['src/platforms/platform.ts', 'src/stores/store.ts', 'src/queues/queue.ts', 'src/models/model.ts', 'src/sources/source.ts']
const GROUND = ['src/clock.ts', 'src/log.ts']

/** The first row whose `of` a file starts with says what it may import of ours. */
const MAY: readonly { of: string; import: readonly string[] }[] = [
  { of: 'src/main.ts', import: ['src/', 'config/', 'package.json'] },
  { of: 'src/cli/', import: ['src/', 'config/', 'package.json'] },
  { of: 'src/core.ts', import: ['src/'] },
  { of: 'src/makers.ts', import: ['src/'] },
  { of: 'src/app.ts', import: ['src/', 'commands/', 'config/', 'package.json'] },
  { of: 'src/config.ts', import: ['config/', ...DOMAIN, ...GROUND] },
  { of: 'src/errors.ts', import: ['src/locales/'] },
  { of: 'src/locales/', import: ['src/locales/'] },
  { of: 'src/doc/', import: ['src/doc/', 'src/errors.ts'] },
  { of: 'src/issue/', import: DOMAIN },
  { of: 'src/clock.ts', import: [] },
  { of: 'src/log.ts', import: [] },
  { of: 'src/database.ts', import: ['src/errors.ts'] },
  { of: 'src/platforms/platform.ts', import: ['src/bot/command.ts', ...DOMAIN] },
  // What a platform limits is held by the same means on each.
  { of: 'src/platforms/pace/', import: ['src/platforms/pace/', 'src/errors.ts', ...GROUND] },
  ...['discord', 'telegram', 'playground'].map((name) => ({
    of: `src/platforms/${name}/`,
    import: [
      `src/platforms/${name}/`,
      'src/platforms/platform.ts',
      'src/platforms/pace/',
      'src/bot/command.ts',
      'src/stores/store.ts',
      ...DOMAIN,
      ...GROUND,
    ],
  })),
  ...PORTS.map((port) => ({ of: port, import: DOMAIN })),
  { of: 'src/stores/', import: ['src/stores/store.ts', 'src/database.ts', ...DOMAIN, ...GROUND] },
  { of: 'src/queues/sqlite.ts', import: ['src/queues/queue.ts', 'src/queues/jobs.ts', 'src/database.ts', ...DOMAIN, ...GROUND] },
  { of: 'src/queues/', import: ['src/queues/queue.ts', 'src/database.ts', ...DOMAIN, ...GROUND] },
  { of: 'src/models/', import: ['src/models/model.ts', ...DOMAIN, ...GROUND] },
  { of: 'src/sources/', import: ['src/sources/', ...DOMAIN, ...GROUND] },
  ...CORE.map((of) => ({ of, import: [...CORE, ...PORTS, ...DOMAIN, ...GROUND, 'src/database.ts'] })),
  {
    of: 'commands/',
    import: [
      'commands/',
      'src/bot/command.ts',
      'src/answer/present.ts',
      'src/digest/digest.ts',
      'src/delivery/subscriptions.ts',
      'src/delivery/timing.ts',
      'src/delivery/zones.ts',
      ...DOMAIN,
    ],
  },
  { of: 'config/', import: ['config/', 'src/log.ts'] },
]

/** Each npm package enters by one door. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  'discord.js': ['src/platforms/discord/'],
  grammy: ['src/platforms/telegram/'],
  hono: ['src/platforms/playground/'],
  '@hono/node-server': ['src/platforms/playground/'],
  openai: ['src/models/openai.ts'],
  keyv: ['src/stores/'],
  '@keyv/redis': ['src/stores/redis.ts'],
  hookified: ['src/stores/'],
  bullmq: ['src/queues/bullmq.ts'],
  ioredis: ['src/queues/bullmq.ts', 'src/stores/redis.ts', 'src/platforms/pace/shared.ts'],
  'node-cron': ['src/delivery/schedule.ts'],
  'markdown-it': ['src/doc/'],
  htmlparser2: ['src/doc/'],
  mdast: ['src/doc/'],
  yaml: ['src/config.ts'],
  feedsmith: ['src/sources/'],
  undici: ['src/sources/'],
  'ipaddr.js': ['src/sources/'],
  'tar-stream': ['src/sources/'],
  pino: ['src/log.ts'],
  zod: ['config/schema.ts', 'src/config.ts'],
}

const IMPORT = /(?<!-)\b(?:from|import)\s*\(?\s*'([^']+)'/g
const imports = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map(([, name = '']) => name).filter((name) => !name.startsWith('node:'))
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

test('a file imports only what its place allows', () => {
  const wrong = files.flatMap((file) => {
    const row = MAY.find(({ of }) => file.startsWith(of))
    if (row === undefined) return [`${file} stands in no row`]
    return imports(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(root, resolve(root, dirname(file), name)))
      .filter((target) => !row.import.some((allowed) => target.startsWith(allowed)))
      .map((target) => `${file} → ${target}`)
  })
  assert.deepEqual(wrong, [])
})

test('each package enters by its door', () => {
  const wrong = files.flatMap((file) =>
    imports(file)
      .filter((name) => !name.startsWith('.'))
      .map(packageOf)
      .filter((name) => DOORS[name]?.some((door) => file.startsWith(door)) !== true)
      .map((name) => `${file} → ${name}`),
  )
  assert.deepEqual(wrong, [])
})

test('no file but a table of data has more than 300 lines', () => {
  const tests = globSync('test/**/*.ts', { cwd: root })
  const long = [...files, ...tests]
    .filter((file) => !DATA.some((table) => table.test(file)))
    .map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length - 1] as const)
    .filter(([, lines]) => lines > LINES)
  assert.deepEqual(long, [])
})
