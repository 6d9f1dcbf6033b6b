/** The playground's numbers. All ours: it talks to one person at a desk. */
export const limits = {
  /** Messages kept of a chat; older ones go. */
  messages: 100,
  /** Chats kept; the one that was silent longest goes. */
  chats: 50,
  /** Characters of what is typed: what Discord takes from somebody with the longest messages. */
  input: 4000,
  /** Bytes of a request's body. */
  body: 64 * 1024,
  /** Milliseconds for which a message outlives a restart. */
  kept: 7 * 24 * 3_600_000,
  /** Milliseconds that `stop` leaves to requests under way, of the second that the port allows. */
  grace: 300,
  /** Deliveries listed as scheduled next. */
  upcoming: 5,
} as const
