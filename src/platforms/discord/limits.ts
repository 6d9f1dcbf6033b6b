/** Discord's numbers, each with its source (pages of https://docs.discord.com/developers). */
export const limits = {
  /** Characters of all text displays of a message together. Documented for one; refused for the sum. components/reference#text-display */
  text: 4000,
  /** Components of a message, nested ones counted. components/reference, change log of 2025-04-29 */
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
  /** Milliseconds for which an enforced nonce is surely known: "the past few minutes". resources/message#create-message */
  nonceWindow: 2 * 60_000,
  /** Messages in one answer. resources/message#get-channel-messages */
  history: 100,
  /** How many such answers are read to find one message. Ours. */
  historyPages: 5,
  /** Milliseconds after it was tried within which a message was posted, if it was: a post is one request, which is given up after 15 s. Ours, with room. */
  lookBack: 5 * 60_000,
  /** Milliseconds by which the clock of the machine that tried may differ from Discord's. Ours. */
  skew: 150_000,
  /** Milliseconds for which "… is typing" stands. resources/channel#trigger-typing-indicator */
  typing: 10_000,
  /** Milliseconds between two edits of a growing answer. Ours: 5 requests in 5 s a channel is what is seen to pass. */
  editEvery: 1000,
  /** Requests of a bot, answers to interactions aside. topics/rate-limits#global-rate-limit */
  all: { requests: 50, per: 1000 },
  /** Requests of one kind to one channel, until an answer's headers say it better. Not documented: what is seen. topics/rate-limits#header-format */
  channel: { requests: 5, per: 5000 },
  /**
   * Messages of a channel that are published. Not in the documentation: what Discord's app says to people, and those who run bots see (some of a whole
   * server). The headers of its answers are known to speak of less time: https://github.com/discord-net/Discord.Net/pull/2100
   */
  crosspost: { requests: 10, per: 3_600_000, isUntold: true },
  /** Milliseconds that a request waits for its turn; beyond it the caller is told. Ours: a channel takes messages again after 5 s. */
  patience: 6000,
  /** Milliseconds between tries of an answer that met a fault on its way. Ours: within the 3 seconds that an interaction waits. */
  again: [200, 800],
  /** Milliseconds to wait where Discord says "later" and names no time. Ours. */
  later: 60_000,
  /** Milliseconds until a Discord that could not be reached is tried again. Ours: within the window of a nonce. */
  unreachable: 20_000,
  /** People, and members of a server, that the client keeps in memory. Ours: an event brings whom it is about. */
  remembered: 500,
  /** Milliseconds before the gateway is dialled for the third time, doubled each time, and the longest such wait. Ours. */
  dial: 1000,
  /** So rarely, the 1000 logins of a day are never used up, past which the token is reset. events/gateway#identifying */
  rarest: 90_000,
  /** Milliseconds for which a connection must have stayed, so that what follows is another outage. Ours. */
  steady: 60_000,
  /** Milliseconds that `stop` leaves to answers under way, of the second that the port allows. */
  grace: 700,
  /** Milliseconds that it waits for Discord to close the connection. Ours, of the same second. */
  closing: 200,
} as const

/** A label or description that must not be longer than `limit` characters: cut, with an ellipsis in the last place. */
export const shorten = (label: string, limit: number): string => {
  const chars = Array.from(label.toWellFormed())
  return chars.length <= limit ? chars.join('') : `${chars.slice(0, limit - 1).join('')}…`
}
