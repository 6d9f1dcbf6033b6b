/** Stores conversations: the last questions for follow-ups, and the items behind an answer for its buttons. */
import { randomBytes } from 'node:crypto'
import type { Store } from '../../stores/store.ts'
import type { Citation } from '../answer.ts'
import type { Turn } from './followup.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How much is kept, and for how long, in milliseconds; everything expires by itself. */
export const KEEP = {
  /** Questions of a speaker; a follow-up rarely refers to one before the last. */
  turns: 5,
  /** The time after a question in a group, where the talk soon moves on. */
  group: 30 * MINUTE,
  /** The time after a question in a private chat, to which people return hours later. */
  private: DAY,
  /** The time for the items behind an answer. They are the newsletter's words and tell no question. */
  items: 7 * DAY,
  /** Characters of each such item; a page of them fits one message of either platform. */
  text: 700,
} as const

/** Who speaks where. */
export interface Speaker {
  /** A chat, or a thread of one. */
  chat: string
  user: string
  private: boolean
  /** Whether all who speak there share one conversation: a follow-up goes on with the last question, whoever asked it. */
  shared?: boolean
}

export interface KeptTurn extends Turn {
  /** The id of the answer. */
  id: string
}

/** The items behind an answer: those it cites, and further ones. */
export interface KeptItems {
  chat: string
  cited: Citation[]
  further: Citation[]
  /** How many of the further ones were shown. */
  shown: number
}

export interface Memory {
  /** The last questions of a speaker, or of a shared conversation; oldest first. */
  turns(speaker: Speaker): Promise<KeptTurn[]>
  /** The question that an answer in this chat answers, whoever asked it. */
  turn(id: string, chat: string): Promise<KeptTurn | undefined>
  /** Stores a question and the items of its answer. Returns the answer's id: 12 random characters. */
  keep(speaker: Speaker, turn: Turn, items: Pick<KeptItems, 'cited' | 'further'>): Promise<string>
  items(id: string, chat: string): Promise<KeptItems | undefined>
  /** Notes how many of the further items were shown. */
  shown(id: string, items: KeptItems): Promise<void>
  /** Deletes this person's questions in this chat with the items of their answers. Returns the number of questions. */
  forget(speaker: Speaker): Promise<number>
}

const ownKey = ({ chat, user }: Speaker): string => `${chat} ${user}`
const sharedKey = ({ chat }: Speaker): string => chat
const brief = (citation: Citation): Citation => ({ ...citation, text: citation.text.slice(0, KEEP.text).toWellFormed() })

export const createMemory = (stores: {
  /** The ids of each speaker's turns, and of the last turn of each shared chat. */
  turns: Store<string[]>
  answered: Store<{ chat: string; turn: KeptTurn }>
  items: Store<KeptItems>
}): Memory => {
  const idsOf = async (key: string): Promise<string[]> => (await stores.turns.get(key)) ?? []
  const turnsOf = async (ids: readonly string[]): Promise<KeptTurn[]> => {
    const found = await Promise.all(ids.map((id) => stores.answered.get(id)))
    // Each turn expires by itself.
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
