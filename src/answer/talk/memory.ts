/** What is remembered of a conversation: the last questions for follow-ups, and the items behind an answer for its buttons. */
import { randomBytes } from 'node:crypto'
import type { Store } from '../../stores/store.ts'
import type { Citation } from '../answer.ts'
import type { Turn } from './followup.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How much is kept and for how long (milliseconds). Everything expires by itself. */
export const KEEP = {
  /** A follow-up goes on with the last question, seldom with one before that. */
  turns: 5,
  /** Since the last question in a group: there talk moves on, and what is said later is about something else. */
  group: 30 * MINUTE,
  /** In a private chat one comes back in the evening to what one asked in the morning. */
  private: DAY,
  /** For buttons under an answer: these items are the newsletter's words, and nobody's question. */
  items: 7 * DAY,
  /** Characters of each of these items: a page of them fits one message of either platform. */
  text: 700,
} as const

/** Who speaks where. `chat` names a chat or a thread of it. */
export interface Speaker {
  chat: string
  user: string
  private: boolean
  /** All who speak there speak of the same: whoever asked last, the others go on with that. */
  shared?: boolean
}

export interface KeptTurn extends Turn {
  /** Of the answer. */
  id: string
}

export interface KeptItems {
  chat: string
  cited: Citation[]
  further: Citation[]
  /** How many of the further ones were shown. */
  shown: number
}

export interface Memory {
  /** Oldest first. */
  turns(speaker: Speaker): Promise<KeptTurn[]>
  /** The question that an answer in this chat answers, whoever asked it. */
  turn(id: string, chat: string): Promise<KeptTurn | undefined>
  /** Returns the answer's id: 12 characters that nobody can guess. */
  keep(speaker: Speaker, turn: Turn, items: Pick<KeptItems, 'cited' | 'further'>): Promise<string>
  items(id: string, chat: string): Promise<KeptItems | undefined>
  /** Notes how many of the further items were shown. */
  shown(id: string, items: KeptItems): Promise<void>
  /** Forgets what this person asked here, and the items behind the answers. Returns how many questions that were. */
  forget(speaker: Speaker): Promise<number>
}

const ownKey = ({ chat, user }: Speaker): string => `${chat} ${user}`
const sharedKey = ({ chat }: Speaker): string => chat
const brief = (citation: Citation): Citation => ({ ...citation, text: citation.text.slice(0, KEEP.text).toWellFormed() })

export const createMemory = (stores: {
  /** Of each speaker the ids of their turns, and of each chat that is shared that of the last one. */
  turns: Store<string[]>
  answered: Store<{ chat: string; turn: KeptTurn }>
  items: Store<KeptItems>
}): Memory => {
  const idsOf = async (key: string): Promise<string[]> => (await stores.turns.get(key)) ?? []
  const turnsOf = async (ids: readonly string[]): Promise<KeptTurn[]> => {
    const found = await Promise.all(ids.map((id) => stores.answered.get(id)))
    // Each goes in its own time.
    return found.flatMap((each) => (each === undefined ? [] : [each.turn]))
  }
  return {
    async turns(speaker) {
      const own = await idsOf(ownKey(speaker))
      const last = speaker.shared === true ? await idsOf(sharedKey(speaker)) : []
      return turnsOf([...own.filter((id) => !last.includes(id)), ...last])
    },
    async items(id, chat) {
      const found = await stores.items.get(id)
      return found?.chat === chat ? found : undefined
    },
    async turn(id, chat) {
      const found = await stores.answered.get(id)
      return found?.chat === chat ? found.turn : undefined
    },
    async keep(speaker, turn, { cited, further }) {
      const { chat } = speaker
      const life = speaker.private ? KEEP.private : KEEP.group
      const id = randomBytes(9).toString('base64url')
      await stores.items.set(id, { chat, cited: cited.map(brief), further: further.map(brief), shown: 0 }, KEEP.items)
      await stores.answered.set(id, { chat, turn: { ...turn, id } }, life)
      const ids = [...(await idsOf(ownKey(speaker))), id]
      await stores.turns.set(ownKey(speaker), ids.slice(-KEEP.turns), life)
      if (speaker.shared === true) await stores.turns.set(sharedKey(speaker), [id], life)
      for (const old of ids.slice(0, -KEEP.turns)) await stores.answered.delete(old)
      return id
    },
    shown: (id, found) => stores.items.set(id, found, KEEP.items),
    async forget(speaker) {
      const ids = await idsOf(ownKey(speaker))
      const forgotten = await turnsOf(ids)
      for (const id of ids) {
        await stores.answered.delete(id)
        await stores.items.delete(id)
      }
      await stores.turns.delete(ownKey(speaker))
      return forgotten.length
    },
  }
}
