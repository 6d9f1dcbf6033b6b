/** What a command is: its options, and the context it runs in. Both platforms' commands are derived from these definitions. */
import { createHash } from 'node:crypto'
import type { Retold } from '../answer/talk/answering.ts'
import type { Conversation, Page, Reply } from '../answer/talk/conversation.ts'
import type { Usage } from '../answer/budget.ts'
import type { Archive } from '../archive/archive.ts'
import type { Hit, SearchQuery } from '../archive/search.ts'
import type { Delivery } from '../delivery/ledger.ts'
import type { Came } from '../delivery/outcome.ts'
import type { Subscriptions } from '../delivery/subscriptions.ts'
import type { Call, Doc } from '../doc/nodes.ts'
import type { UserError } from '../errors.ts'
import type { MessageKey } from '../locales/index.ts'
import type { Target } from '../platforms/platform.ts'
import type { Ratings } from './ratings.ts'

export type { Page, Retold }
/** What came of a digest. */
export type Delivered = Pick<Delivery, 'uid' | 'at'> & Came
export type News = Omit<Extract<Reply, { kind: 'news' }>, 'kind'>

interface OptionBase {
  /** A key of `locales/en.ts`. */
  description: MessageKey
  required?: boolean
  /** Only buttons give it: it stands in no menu. */
  hidden?: boolean
}

/** Free text. `rest`: takes what is left of a line; at most one a command. `suggest`: completed while typing. */
export interface TextOption extends OptionBase {
  kind: 'text'
  rest?: boolean
  /** Takes all words of a line that are for no other option. */
  words?: boolean
  /** Which words of a line are for this option, as many as it takes together (`8 am`); default: any one. */
  takes?: Pick<RegExp, 'test'>
  /** Named in a line (`about: Llama 3, Anthropic`), it takes the words that follow, but those that are plainly for another option. */
  opens?: boolean
  suggest?: 'issue' | 'name' | 'zone'
}

/** One of a few values, each with a label in the asker's language. */
export interface ChoiceOption<V extends string = string> extends OptionBase {
  kind: 'choice'
  values: readonly V[]
  /** Label of a value: a key of `locales/en.ts`. */
  label(value: V): MessageKey
  /** The value that other words mean, or may be about to (`every` for `every day`). */
  read?(words: string, locale: string): V | undefined
  /** What is said to other words than those; default: which values there are. */
  refuse?(words: string, locale: string): UserError
}

export type Option = TextOption | ChoiceOption
export type Options = Readonly<Record<string, Option>>

type Value<O> = O extends { kind: 'choice'; values: readonly (infer V)[] } ? V : string
export type Values<O extends Options> = {
  [K in keyof O]: O[K] extends { required: true } ? Value<O[K]> : Value<O[K]> | undefined
}

export const text = <const T extends Omit<TextOption, 'kind'>>(option: T): T & { kind: 'text' } => ({ kind: 'text', ...option })
export const choice = <const V extends string>(
  values: readonly V[],
  option: Omit<ChoiceOption<V>, 'kind' | 'values'>,
): ChoiceOption<V> => ({
  kind: 'choice',
  values,
  ...option,
})

export interface Command<O extends Options = Options> {
  /** 1–32 of a-z, 0-9 and _: what both platforms take. */
  name: string
  description: MessageKey
  options: O
  /** Lines to type, for its page of the help. */
  examples?: readonly MessageKey[]
  /** The answer is for the asker alone, where the platform can do that. */
  discreet?: boolean
  /** A button that calls it leaves the message on which it stands as it is: the answer comes beside it, to the presser alone where that is possible. */
  aside?: boolean
  /** Only for those who may manage the chat; checked before `run`. */
  manages?: boolean
  /** In no menu: platforms send it by themselves. */
  hidden?: boolean
  /** One doc, or several, each replacing the one before. */
  run(values: Values<O>, context: Context): Doc | Promise<Doc> | AsyncIterable<Doc>
}

export const command = <const O extends Options>(definition: Command<O>): Command<O> => definition

/** Who asks and where, and what the core offers. Built for each call. */
export interface Context {
  /** The language to answer in; always one that there are strings for. */
  locale: string
  target: Target
  user: { id: string; name: string }
  private: boolean
  /** Others can follow this chat, and get what is published in it. */
  followable: boolean
  /** IANA time zone where none was chosen. */
  zone: string
  now: Date
  mayManage(): Promise<boolean>
  mayPost(): Promise<boolean>
  /** What this person says and said here. */
  conversation: Conversation
  /** Counts whether an answer helped. */
  rate(answer: string, vote: Parameters<Ratings['rate']>[2]): Promise<void>
  search(query: Omit<SearchQuery, 'until'>): Hit[]
  archive: Pick<Archive, 'get' | 'newest' | 'count' | 'names'>
  subscriptions: Subscriptions
  /** The last deliveries to this chat, newest first. */
  recent(limit: number): Promise<Delivered[]>
  /** Remembers the language for this chat (`undefined`: forgets it). */
  setLanguage(locale: string | undefined): Promise<void>
  about(): Promise<About>
  /** The other commands, in menu order: for help. */
  commands: readonly Command[]
}

export interface About {
  version: string
  sources: readonly { name: string; lastLook?: Date; problem?: string }[]
  model?: string
  /** What the model cost today. */
  usage?: Usage
  store: string
}

/** Telegram's callback_data: 64 bytes. https://core.telegram.org/bots/api#inlinekeyboardbutton */
const ID_BYTES = 64

/** The id that stands for a call on a button: the call itself where it fits into 64 bytes, else `~` and a hash of it (see `bot/actions.ts`). */
export const callId = ({ command: name, options }: Call): string => {
  const query = new URLSearchParams(options).toString()
  const plain = query === '' ? name : `${name}?${query}`
  return Buffer.byteLength(plain) <= ID_BYTES ? plain : `~${createHash('sha256').update(plain).digest('base64url').slice(0, 24)}`
}

/** The command that a button's id calls, where the id says it. */
export const commandOf = (id: string): string => id.split('?', 1)[0] ?? ''

/** More values than this are named by their option. */
const FEW = 4

/** How a command is typed: `<needed>` and `[optional]` values, a few choices by name. */
export const usage = ({ options }: Pick<Command, 'options'>): string =>
  Object.entries(options)
    .filter(([, option]) => option.hidden !== true)
    .map(([name, option]) => {
      const value = option.kind === 'choice' && option.values.length <= FEW ? option.values.join('|') : name
      return option.required === true ? `<${value}>` : `[${value}]`
    })
    .join(' ')
