/** Remembers the command calls of buttons whose ids are too short to hold them. */
import type { Block, Call, Doc } from '../doc/nodes.ts'
import type { Store } from '../stores/store.ts'
import { DAY } from '../issue/day.ts'
import { callId } from './command.ts'

/** How long (ms) a button whose call did not fit into its id can be pressed. */
const KEEP = 90 * DAY

export interface ActionMemory {
  /** Keeps the calls of a doc's buttons that don't fit into their ids. Must resolve before the doc is shown. */
  remember(doc: Doc): Promise<void>
  /** The call that a button's id stands for; undefined when it is unknown or too old. */
  recall(id: string): Promise<Call | undefined>
}

export const createActionMemory = (store: Store<Call>): ActionMemory => ({
  async remember(doc) {
    for (const call of calls(doc.children)) {
      const id = callId(call)
      if (id.startsWith('~')) await store.set(id, call, KEEP)
    }
  },
  async recall(id) {
    if (id.startsWith('~')) return store.get(id)
    const [command = '', query = ''] = id.split('?', 2)
    return { command, options: Object.fromEntries(new URLSearchParams(query)) }
  },
})

const calls = (blocks: readonly Block[]): Call[] =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.children.flatMap(({ action }) => ('command' in action ? [action] : [])) : []))
