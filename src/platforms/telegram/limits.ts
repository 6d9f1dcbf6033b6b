/** Telegram's numbers, each with its source. */
export const limits = {
  /** UTF-16 units of text, after entities are parsed. https://core.telegram.org/bots/api#sendmessage */
  text: 4096,
  /** Entities of a message; more are ignored silently. https://limits.tginfo.me/en */
  entities: 100,
  /** Ours: phones cut the labels of more than three buttons. 8 are possible, which is not documented. */
  buttonsPerRow: 3,
  /** Buttons of a keyboard. Known, not documented. */
  buttons: 100,
  /** Commands of a menu. https://core.telegram.org/bots/api#setmycommands */
  commands: 100,
  /** Characters. https://core.telegram.org/bots/api#botcommand */
  commandDescription: 256,
  /** Seconds that getUpdates waits for updates: what grammY asks for. https://core.telegram.org/bots/api#getupdates */
  poll: 30,
  /** Updates in one response. https://core.telegram.org/bots/api#getupdates */
  batch: 100,
  /** Milliseconds that Telegram keeps an update which nobody fetched: 24 hours. https://core.telegram.org/bots/api#getting-updates */
  updateLife: 24 * 60 * 60_000,
  /** Messages in all: "about 30 messages per second". https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
  all: { requests: 30, per: 1000 },
  /** Messages in one chat: "no more than one message per second". The same page. */
  chat: { requests: 1, per: 1000 },
  /** Messages in one group, or channel: "not more than 20 messages per minute". The same page. */
  group: { requests: 20, per: 60_000 },
  /** Milliseconds that a request waits for its turn before it fails with RetryLater. Ours. */
  patience: 5000,
  /** Milliseconds between edits: "no more than one message per second" in a chat. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
  privatePace: 1000,
  /** The same in a group or channel: "not more than 20 messages per minute". */
  groupPace: 3000,
  /** Milliseconds for which clients show "typing": "5 seconds or less". https://core.telegram.org/bots/api#sendchataction */
  typing: 5000,
  /** Characters of a notice to whoever pressed a button. https://core.telegram.org/bots/api#answercallbackquery */
  notice: 200,
  /** Milliseconds until a Telegram that could not be reached is tried again. Ours. */
  unreachable: 10_000,
  /** Milliseconds that `stop` gives to answers under way, of the second that the port allows. */
  grace: 800,
  /** Bytes of a webhook's request: 100 times the longest text, as an update may quote another message with its entities. */
  webhookBody: 1_000_000,
} as const
