/** One delivery after another in a chat, or their parts would mingle; the chats side by side. */
import { type Clock, sleep } from '../clock.ts'
import { RetryLater } from '../errors.ts'
import type { Lease } from '../stores/store.ts'

/** Runs a task of a chat's while no other is. */
type InTurn = <T>(chat: string, task: () => Promise<T>) => Promise<T>

export interface Turns {
  /** @throws RetryLater where processes share the work, and another task has the chat */
  take: InTurn
  /** The same, but it waits. */
  wait: InTurn
}

/** How often (ms) a chat is asked for that somebody else has. */
const AGAIN = 1000
/** How long (ms) a chat stays taken when its process dies. */
const HELD = 30_000

class Busy extends RetryLater {}

/** `lease`: where several processes share the work. */
export const createTurns = ({ lease, clock }: { lease?: (name: string) => Lease; clock: Clock }): Turns => {
  if (lease === undefined) {
    const inTurn = createLanes()
    return { take: inTurn, wait: inTurn }
  }
  const taken = new Set<string>()
  const take: InTurn = async (chat, task) => {
    // Who waited here would overtake whom another process has turned away.
    if (taken.has(chat)) throw new Busy(AGAIN)
    taken.add(chat)
    const turn = lease(`chat ${chat}`)
    try {
      if (!(await turn.hold(HELD))) throw new Busy(AGAIN)
      const letGo = keep(turn, clock)
      try {
        return await task()
      } finally {
        letGo()
        await turn.release().catch(() => {})
      }
    } finally {
      taken.delete(chat)
    }
  }
  const wait: InTurn = async (chat, task) => {
    for (;;) {
      try {
        return await take(chat, task)
      } catch (error) {
        if (!(error instanceof Busy)) throw error
        await sleep(clock, AGAIN)
      }
    }
  }
  return { take, wait }
}

/** Renews a lease until the function that it returns is called. Where it is lost all the same, the ledger sees to it that nothing comes twice. */
const keep = (turn: Lease, clock: Clock): (() => void) => {
  const renew = (): void => {
    turn.hold(HELD).catch(() => {})
    cancel = clock.after(HELD / 3, renew)
  }
  let cancel = clock.after(HELD / 3, renew)
  return () => cancel()
}

/** Within one process, in the order in which they are handed in. */
const createLanes = (): InTurn => {
  const lanes = new Map<string, Promise<unknown>>()
  return async (chat, task) => {
    const before = lanes.get(chat) ?? Promise.resolve()
    const mine = before.then(task, task)
    lanes.set(chat, mine)
    try {
      return await mine
    } finally {
      if (lanes.get(chat) === mine) lanes.delete(chat)
    }
  }
}
