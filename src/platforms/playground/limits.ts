/** The playground's limits, chosen for a single user. */
export const limits = {
  /** How many messages are kept per chat; older ones are dropped. */
  messages: 100,
  /** How many chats are kept; the one that was inactive for longest is dropped. */
  chats: 50,
  /** The most characters of an input: those of the longest message that a user can send in Discord. */
  input: 4000,
  /** The most bytes of a request's body. */
  body: 64 * 1024,
  /** How long a message is stored, in milliseconds. */
  kept: 7 * 24 * 3_600_000,
  /** How long `stop` waits for open requests, in milliseconds, of the second that `Platform.stop` may take. */
  grace: 300,
  /** How many deliveries are listed under "Scheduled next". */
  upcoming: 5,
} as const
