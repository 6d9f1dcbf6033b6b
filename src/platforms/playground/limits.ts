/** The playground's numbers. All are ours: one person uses it. */
export const limits = {
  /** Messages kept of a chat; older ones are dropped. */
  messages: 100,
  /** Chats kept; the one that was silent longest is dropped. */
  chats: 50,
  /** Characters of what is typed: the longest message that Discord takes from a person. */
  input: 4000,
  /** Bytes of a request's body. */
  body: 64 * 1024,
  /** Milliseconds for which a message is stored, to be there after a restart. */
  kept: 7 * 24 * 3_600_000,
  /** Milliseconds that `stop` gives to requests under way, of the second that the port allows. */
  grace: 300,
  /** Deliveries listed under "Scheduled next". */
  upcoming: 5,
} as const
