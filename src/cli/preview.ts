import { openCore } from '../core.ts'
import { LAYOUTS } from '../delivery/subscriptions.ts'
import { digest } from '../digest/digest.ts'
import type { Doc } from '../doc/nodes.ts'
import { OperatorError } from '../errors.ts'
import { RECAP_KINDS } from '../issue/issue.ts'
import { supported } from '../locales/index.ts'
import { renderTerminal } from '../platforms/playground/terminal.ts'
import { oneOf, readArgs } from './args.ts'
import { EMPTY_ARCHIVE, print, printJson, terminal } from './output.ts'
import { rendererOf } from './payloads.ts'
import { openSession } from './session.ts'

const PLATFORMS = ['discord', 'telegram', 'terminal'] as const
/** A placeholder for the chat's id, which a request to Telegram must have. */
const SAMPLE_CHAT = 1

export const help = `usage: recap preview [OPTIONS]

Shows the digest of an issue as a platform would be sent it. Sends nothing.

  --platform NAME    ${PLATFORMS.join(', ')} (default: terminal)
  --issue ID         which issue; default: the newest in the archive
  --section KIND     ${RECAP_KINDS.join(', ')}; default: all
  --layout LAYOUT    ${LAYOUTS.join(' or ')} (default: compact)
  --json             the exact request bodies, one a line, in order; for
                     Telegram with a sample chat_id`

export const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, {
    platform: { type: 'string', default: 'terminal' },
    issue: { type: 'string' },
    section: { type: 'string' },
    layout: { type: 'string', default: 'compact' },
    json: { type: 'boolean', default: false },
  })
  const [stray] = positionals
  if (stray !== undefined) throw new OperatorError(`recap preview takes options only, not "${stray}". An issue is named by --issue.`)
  const platform = oneOf('--platform', values.platform, PLATFORMS)
  const layout = oneOf('--layout', values.layout, LAYOUTS)
  const sections = values.section === undefined ? [] : [oneOf('--section', values.section, RECAP_KINDS)]
  const session = openSession()
  const { locale } = session.config
  const { archive } = await openCore(session.config, session)
  try {
    const wanted = values.issue ?? archive.newest({ limit: 1 })[0]?.uid
    const filed = wanted === undefined ? undefined : (archive.get(wanted, supported(locale)) ?? archive.get(wanted))
    if (filed === undefined) {
      throw new OperatorError(
        values.issue === undefined ? EMPTY_ARCHIVE : `The archive holds no issue "${values.issue}". Leave --issue out to see the newest.`,
      )
    }
    await show(digest(filed.issue, { sections, layout, locale }), platform, values.json)
    return 0
  } finally {
    archive.close()
  }
}

const show = async (doc: Doc, platform: (typeof PLATFORMS)[number], json: boolean): Promise<void> => {
  if (platform === 'terminal') {
    const text = renderTerminal(doc, json ? { color: false, width: 80 } : terminal())
    return json ? printJson({ text }) : print(text)
  }
  const payloads = (await rendererOf(platform))(doc)
  const bodies = platform === 'telegram' ? payloads.map((payload) => ({ chat_id: SAMPLE_CHAT, ...payload })) : payloads
  for (const [index, body] of bodies.entries()) {
    if (json) await printJson(body)
    else await print(`--- ${platform}, message ${index + 1} of ${bodies.length}\n${JSON.stringify(body, null, 2)}`)
  }
}
