/** Discord's numbers, each with its source (pages of https://docs.discord.com/developers). */
export const limits = {
  /** Characters of all text displays of a message together. Documented for one; refused for the sum. components/reference#text-display */
  text: 4000,
  /** Components of a message, with nested ones. components/reference, change log of 2025-04-29 */
  components: 40,
  /** Buttons in an action row. components/reference#action-row */
  rowButtons: 5,
  /** Characters of a button's label. components/reference#button */
  buttonLabel: 80,
  /** Characters of a link button's address. components/reference#button */
  buttonUrl: 512,
  /** Characters of a link's address in text. Ours: no page states one, and a longer one would leave no room for text. */
  linkUrl: 2048,
  /** Suggestions for an option's value. interactions/receiving-and-responding#autocomplete */
  choices: 25,
  /** Characters of a choice's name, and of its value. interactions/application-commands#option-choice-structure */
  choice: 100,
  /** Characters of a command's or an option's description. interactions/application-commands#command-structure */
  description: 100,
  /** Characters of a nonce. resources/message#create-message */
  nonce: 25,
  /** Milliseconds for which Discord certainly knows an enforced nonce: "the past few minutes". resources/message#create-message */
  nonceWindow: 2 * 60_000,
  /** Messages on one page of a channel's history. resources/message#get-channel-messages */
  history: 100,
  /** How many pages are read to find one message. Ours. */
  historyPages: 5,
  /** Milliseconds after a try within which its message was posted, if it was: a post is one request, which is given up after 15 s. Ours, with room. */
  lookBack: 5 * 60_000,
  /** Milliseconds by which the clock of the machine that posted may differ from Discord's. Ours. */
  skew: 150_000,
  /** Milliseconds for which "… is typing" is shown. resources/channel#trigger-typing-indicator */
  typing: 10_000,
  /** Milliseconds between two edits of a growing answer. Ours: in practice 5 requests in 5 s pass in a channel. */
  editEvery: 1000,
  /** Requests of a bot, without answers to interactions. topics/rate-limits#global-rate-limit */
  all: { requests: 50, per: 1000 },
  /** Requests of one kind to one channel, until response headers state the limit. Not documented, but seen in practice. topics/rate-limits#header-format */
  channel: { requests: 5, per: 5000 },
  /**
   * Messages of a channel that are published. Not documented, but shown by Discord's app and seen by operators (by some for a whole server). Response
   * headers are known to state a shorter time: https://github.com/discord-net/Discord.Net/pull/2100
   */
  crosspost: { requests: 10, per: 3_600_000, isUntold: true },
  /** Milliseconds that a request waits for its turn before it fails with RetryLater. Ours: a channel takes messages again after 5 s. */
  patience: 6000,
  /** Milliseconds before each retry of an answer that met a fault on its way. Ours: within the 3 seconds that an interaction waits. */
  again: [200, 800],
  /** Milliseconds to wait where Discord says "later" without a time. Ours. */
  later: 60_000,
  /** Milliseconds until Discord is tried again when it could not be reached. Ours: within the window of a nonce. */
  unreachable: 20_000,
  /** Users, and members of a server, that the client keeps in memory. Ours: an event carries the people it is about. */
  remembered: 500,
  /** Milliseconds before the gateway is dialled for the third time; doubled each time, up to `rarest`. Ours. */
  dial: 1000,
  /** The longest wait (ms) between two diallings: at this rate the 1000 logins of a day, past which the token is reset, are never used up. events/gateway#identifying */
  rarest: 90_000,
  /** Milliseconds after which a connection counts as stable: what breaks it then is a new outage. Ours. */
  steady: 60_000,
  /** Milliseconds that `stop` gives to answers under way, of the second that the port allows. */
  grace: 700,
  /** Milliseconds that `stop` waits for Discord to close the connection. Ours, of the same second. */
  closing: 200,
} as const
