/** What a command is: its options, and the context it runs in. Each platform derives its commands from these definitions. */
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
import { UserError } from '../errors.ts'
import { nearest } from '../issue/slips.ts'
import type { MessageKey } from '../locales/index.ts'
import type { Target } from '../platforms/platform.ts'
import type { Ratings } from './ratings.ts'

export type { Page, Retold }
/** What became of a digest in this chat. */
export type Delivered = Pick<Delivery, 'uid' | 'at'> & Came
export type News = Omit<Extract<Reply, { kind: 'news' }>, 'kind'>

interface OptionBase {
  /** A key of `locales/en.ts`. */
  description: MessageKey
  required?: boolean
  /** In no menu: only buttons pass it. */
  hidden?: boolean
}

/** Free text. How much of a typed line it takes is said by `rest`, `words`, `takes` and `opens`; without any of them, one word. */
export interface TextOption extends OptionBase {
  kind: 'text'
  /** Takes the line from the first word that is not `name=value` on. At most one option a command. */
  rest?: boolean
  /** Takes all words that no other option takes, wherever they stand. */
  words?: boolean
  /** Tells which words are for this option, alone or with those that it took before (`8 am`). */
  takes?: Pick<RegExp, 'test'>
  /** Once named (`about: Llama 3, Anthropic`), it takes the words that follow, up to one that is for another option. */
  opens?: boolean
  /** What it is completed with while somebody types. */
  suggest?: 'issue' | 'name' | 'zone'
}

/** One of a few values, each with a label in the asker's language. */
export interface ChoiceOption<V extends string = string> extends OptionBase {
  kind: 'choice'
  values: readonly V[]
  /** Label of a value: a key of `locales/en.ts`. */
  label(value: V): MessageKey
  /** The value that other words mean, or may come to mean when more follow (`every` for `every day`). */
  read?(words: string, locale: string): V | undefined
  /** The error for any other words; default: one that lists the values. */
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
  /** Example lines for `/help`. */
  examples?: readonly MessageKey[]
  /** Only the asker sees the answer, where the platform can do that. */
  discreet?: boolean
  /** A button that calls it does not change its own message: the answer is another message, for the presser alone where the platform can do that. */
  aside?: boolean
  /** Only for those who may manage the chat; checked before `run`. */
  manages?: boolean
  /** In no menu: called by buttons, or by the platform itself. */
  hidden?: boolean
  /** One doc, or several, each replacing the one before. */
  run(values: Values<O>, context: Context): Doc | Promise<Doc> | AsyncIterable<Doc>
}

export const command = <const O extends Options>(definition: Command<O>): Command<O> => definition

/** Who asks and where, and what a command may do. Built for each call. */
export interface Context {
  /** The language to answer in; always one that there are strings for. */
  locale: string
  target: Target
  user: { id: string; name: string }
  private: boolean
  /** Other servers can follow this chat, and get what is published in it. */
  followable: boolean
  /** The IANA time zone of who has chosen none. */
  zone: string
  now: Date
  mayManage(): Promise<boolean>
  mayPost(): Promise<boolean>
  /** This person's conversation with the bot in this chat. */
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

/** The id of a button that makes this call: the call itself where it fits into 64 bytes, else `~` and a hash of it (see `bot/actions.ts`). */
export const callId = ({ command: name, options }: Call): string => {
  const query = new URLSearchParams(options).toString()
  const plain = query === '' ? name : `${name}?${query}`
  return Buffer.byteLength(plain) <= ID_BYTES ? plain : `~${createHash('sha256').update(plain).digest('base64url').slice(0, 24)}`
}

/** The command that a button's id names; no command's name for an id that is a hash. */
export const commandOf = (id: string): string => id.split('?', 1)[0] ?? ''

/** Up to so many choices are listed in a usage line. */
const FEW = 4

/** How a command's options are typed: `<required>` and `[optional]`, a choice of few values as these values. */
export const usage = ({ options }: Pick<Command, 'options'>): string =>
  Object.entries(options)
    .filter(([, option]) => option.hidden !== true)
    .map(([name, option]) => {
      const value = option.kind === 'choice' && option.values.length <= FEW ? option.values.join('|') : name
      return option.required === true ? `<${value}>` : `[${value}]`
    })
    .join(' ')

/** The error for a name that no command has; it names the nearest of those in the menu. */
export const unknownCommand = (name: string, commands: readonly Command[]): UserError => {
  const near = nearest(
    name,
    commands.filter(({ hidden }) => hidden !== true).map((one) => one.name),
  )
  return near === undefined ? new UserError('error.unknownCommand', { name }) : new UserError('error.nearCommand', { name, nearest: near })
}
