/** The port for chat platforms. */
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

/** The request body that a platform makes of (a part of) a doc, without what names the target. Serializable. */
export type Payload = Readonly<Record<string, unknown>>

/** What a platform hands in when somebody speaks to the bot. */
export interface Incoming {
  input: Input
  /** Where it was said, and where the answer goes. */
  target: Target
  /** The Discord server that the chat is in. */
  server?: string | undefined
  user: { id: string; name: string }
  /** The asker's language as the platform knows it, a BCP 47 tag; the chat's own setting takes precedence. */
  locale?: string | undefined
  /** A chat of the asker with the bot alone. */
  private: boolean
  /** Other servers can follow the chat, and get what is published there. */
  followable?: boolean
  /** The bot's message that this replies to, or that the thread began with: its chat, and the ids of its buttons (as `callId` makes them). */
  repliesTo?: { target: Target; buttons: readonly string[] } | undefined
  /** Whether this person may change the chat's subscriptions. Called only when needed, as it may take a request. */
  mayManage(): Promise<boolean>
  /** Whether the bot may post here by itself. Absent: as far as the platform tells, it may. */
  mayPost?(): Promise<boolean>
}

export type Input =
  /** A slash command: option values by name. */
  | { kind: 'options'; command: string; options: Readonly<Record<string, string>> }
  /** A command typed as text: the line after its name. */
  | { kind: 'line'; command: string; line: string }
  /** Text in a private chat, or beside a mention, which is removed: a question, or a command with its slash; empty where there is none. */
  | { kind: 'text'; text: string }
  /** A pressed button: the id that `callId` made. */
  | { kind: 'action'; id: string }

/** What is offered to somebody who is typing an option's value. */
export interface Suggestion {
  label: string
  value: string
}

/** What a platform calls when something happens in its chats. Built by `bot/dispatch.ts`. */
export interface Dispatch {
  /** Runs what was asked. Yields docs, each replacing the one before. Never throws: an error becomes a doc. */
  run(incoming: Incoming): AsyncIterable<Doc>
  /** Completes an option's value; at most `limit` suggestions. Never throws. */
  suggest(request: { command: string; option: string; value: string; locale?: string; limit: number }): Promise<Suggestion[]>
  /** The bot lost this chat (blocked, kicked, deleted); without `thread`, all of its threads too. */
  gone(target: Target, why: string): Promise<void>
  /** Others can follow this chat; called also when that is known. */
  followable(target: Target): Promise<void>
  /** The chat has another id now. */
  moved(from: Target, to: Target): Promise<void>
}

export interface Platform {
  readonly name: string
  /** For how long (ms) posting the same part id again returns the earlier message instead of a second one; 0: never. */
  readonly dedupeWindow: number
  /** Its `post` may wait for the chat's turn, and calls `starts` before the request goes out. */
  readonly announces?: true
  /** Makes request bodies of a doc, in order, each within the platform's limits. Pure. */
  render(doc: Doc): Payload[]
  /**
   * One request, one outcome. `part` names this part of this delivery, so that a platform that is able to will not post it twice. A platform that
   * `announces` calls `starts` before the request, and sends it when that resolves; what throws before was not sent.
   * @throws RetryLater, Gone, Moved, Rejected, Forbidden; anything else means that the outcome is unknown
   */
  post(target: Target, payload: Payload, part: string, starts?: () => Promise<void>): Promise<MessageRef>
  /**
   * Looks for a part that may have been posted at `since` (epoch ms), on a platform where a bot can read messages back: gives its message, `absent`
   * where it was certainly not posted, or `unknown`. Throws as `post` does.
   */
  find?(target: Target, part: string, since: number): Promise<MessageRef | 'absent' | 'unknown'>
  /** The private chat with somebody, by their id. Throws as `post` does. */
  privateChat?(user: string): Promise<Target>
  /** Replaces a posted message; the same content again is no error. Throws as `post` does; a deleted message is `Rejected`. */
  edit(ref: MessageRef, payload: Payload): Promise<void>
  /**
   * Publishes a posted message to all who follow its chat; publishing it again is no error. `false`: the chat cannot be followed (any more). Later
   * edits reach the followers by themselves. Throws as `post` does.
   */
  publish?(ref: MessageRef): Promise<boolean>
  /** Publishes the commands, in every language there are strings for. */
  menu(commands: readonly Command[]): Promise<void>
  /**
   * Connects, and resolves when it listens. Shows each doc that a call yields by editing its own reply.
   * @throws OperatorError for what an operator must mend (a wrong token, a second process)
   */
  start(on: Dispatch): Promise<void>
  /** Ends within a second, and finishes what is under way where that is possible. */
  stop(): Promise<void>
}

/** A target as one string, for keys and logs. */
export const targetKey = ({ platform, chat, thread }: Target): string =>
  [platform, chat, ...(thread === undefined ? [] : [thread])].join('/')
