import type { Archive } from '../../src/archive/archive.ts'
import { digest } from '../../src/digest/digest.ts'
import { renderDiscord } from '../../src/platforms/discord/render.ts'
import { renderTelegram } from '../../src/platforms/telegram/render.ts'
import type { Row } from './bench.ts'
import { ms, percentile, timed, times } from './time.ts'

/** Making the request bodies of full digests, beside merely serializing the same docs. */
export const measureRendering = (archive: Archive): Row[] => {
  const docs = archive.newest({ limit: 60 }).flatMap(({ uid }) => {
    const filed = archive.get(uid)
    return filed === undefined ? [] : [digest(filed.issue, { sections: [], layout: 'full', locale: 'en' })]
  })
  const plain = docs.map((doc) => timed(() => void JSON.stringify(doc)))
  const row = (what: string, mine: readonly number[]): Row => ({
    what,
    recap: ms(percentile(mine, 0.5)),
    baseline: `JSON.stringify ${ms(percentile(plain, 0.5))}`,
    ratio: times(percentile(mine, 0.5) / percentile(plain, 0.5)),
  })
  return [
    row(
      'render a full digest for Discord, p50',
      docs.map((doc) => timed(() => void renderDiscord(doc))),
    ),
    row(
      'render a full digest for Telegram, p50',
      docs.map((doc) => timed(() => void renderTelegram(doc))),
    ),
  ]
}
