/** The port behind which chat platforms stand. */
import type { Doc } from '../doc/nodes.ts'
import type { Command } from '../bot/command.ts'

/** A channel, chat or thread. Serializable. */
export interface Target {
  /** A platform's name. */
  platform: string
  /** Discord channel id, Telegram chat id. */
  chat: string
  /** Telegram forum topic. A Discord thread is a channel of its own. */
  thread?: string
}

/** A message that was posted. Serializable. */
export interface MessageRef {
  target: Target
  message: string
}

/** The request body that a platform makes of (a part of) a doc, less what names the target. Serializable. */
export type Payload = Readonly<Record<string, unknown>>

/** What a platform hands in when somebody speaks to the bot. */
export interface Incoming {
  input: Input
  /** Where it was said, and where the answer goes. */
  target: Target
  /** The server that the chat is a part of, where chats are parts of one. */
  server?: string
  user: { id: string; name: string }
  /** The platform's idea of the asker's language, a BCP 47 tag; a chat's own setting goes first. */
  locale?: string
  /** A conversation of two: the asker may manage it. */
  private: boolean
  /** Others can follow the chat, and get what is published there. */
  followable?: boolean
  /** The message of ours that this answers, or that the thread began with: where it stands, and the ids of its buttons (as `callId` makes them). */
  repliesTo?: { target: Target; buttons: readonly string[] }
  /** May this person change the chat's subscriptions? Asked only when needed. */
  mayManage(): Promise<boolean>
  /** May the bot post here by itself? Absent: as far as the platform tells, it may. */
  mayPost?(): Promise<boolean>
}

export type Input =
  /** A slash command: option values by name. */
  | { kind: 'options'; command: string; options: Readonly<Record<string, string>> }
  /** A command as a line of text: the rest of the line. */
  | { kind: 'line'; command: string; line: string }
  /** Free text in a private chat, or a mention with the mention taken off. */
  | { kind: 'text'; text: string }
  /** A pressed button: the id that `callId` made. */
  | { kind: 'action'; id: string }

/** What a platform asks for while somebody types. */
export interface Suggestion {
  label: string
  value: string
}

/** The way from a platform into the bot. Built by `bot/dispatch.ts`. */
export interface Dispatch {
  /** Runs what was asked. Yields docs, each replacing the one before; never throws: an error becomes a doc. */
  run(incoming: Incoming): AsyncIterable<Doc>
  /** Completes an option's value; at most `limit` suggestions. Never throws. */
  suggest(request: { command: string; option: string; value: string; locale?: string; limit: number }): Promise<Suggestion[]>
  /** The bot lost this chat (blocked, kicked, deleted): `thread` absent means all of it. */
  gone(target: Target, why: string): Promise<void>
  /** Others can follow this chat, which may be news. */
  followable(target: Target): Promise<void>
  /** The chat has another id from now on. */
  moved(from: Target, to: Target): Promise<void>
}

export interface Platform {
  readonly name: string
  /** For how long (ms) posting the same part id again returns the earlier message instead of a second one; 0: never. */
  readonly dedupeWindow: number
  /** Its `post` may wait for the chat's turn, and tells by `starts` when the request goes out. */
  readonly announces?: true
  /** Makes request bodies of a doc, in order, each within the platform's limits. Pure. */
  render(doc: Doc): Payload[]
  /**
   * One request, one outcome. `part` names this part of this delivery, so that a platform that can will not post it twice. Who `announces` calls
   * `starts` when the request is to go out, and sends it once that resolves; what throws before was not sent.
   * @throws RetryLater, Gone, Moved, Rejected, Forbidden; anything else means that the outcome is unknown
   */
  post(target: Target, payload: Payload, part: string, starts?: () => Promise<void>): Promise<MessageRef>
  /**
   * Looks for a part that may have been posted at `since` (epoch ms), where the platform lets a bot read back: its message, `absent` where it
   * surely was not posted, or `unknown`. Throws as `post` does.
   */
  find?(target: Target, part: string, since: number): Promise<MessageRef | 'absent' | 'unknown'>
  /** The private chat with somebody, by their id. Throws as `post` does. */
  privateChat?(user: string): Promise<Target>
  /** Replaces a posted message; the same content again is no error. Throws as `post` does; a deleted message is `Rejected`. */
  edit(ref: MessageRef, payload: Payload): Promise<void>
  /**
   * Passes a posted message on to all who follow its chat; one that was passed on before is done. `false`: nobody can follow it (any more). Corrections
   * reach them by `edit` alone. Throws as `post` does.
   */
  publish?(ref: MessageRef): Promise<boolean>
  /** Publishes the commands, in every language there are strings for. */
  menu(commands: readonly Command[]): Promise<void>
  /**
   * Connects and begins to listen; resolves when it does. Shows each doc that a call yields, editing its own reply.
   * @throws OperatorError for what an operator must mend (a wrong token, a second process)
   */
  start(on: Dispatch): Promise<void>
  /** Ends within a second, finishing what is under way where that is possible. */
  stop(): Promise<void>
}

export const targetKey = ({ platform, chat, thread }: Target): string =>
  [platform, chat, ...(thread === undefined ? [] : [thread])].join('/')
