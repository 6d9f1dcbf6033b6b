/** Runs the tasks of a chat one at a time, so that the parts of its deliveries do not mix. Tasks of different chats run concurrently. */
import { type Clock, every, sleep } from '../clock.ts'
import { RetryLater } from '../errors.ts'
import type { Lease } from '../stores/store.ts'

/** Runs a task while no other task of the chat runs. */
type InTurn = <T>(chat: string, task: () => Promise<T>) => Promise<T>

export interface Turns {
  /** Runs a task. @throws RetryLater, where processes share the work, if another task of the chat is running */
  take: InTurn
  /** Waits until no other task of the chat is running, and runs a task. */
  wait: InTurn
}

/** After how many milliseconds a task is retried if another one of the chat is running. */
const RETRY_AFTER = 1000
/** The duration (ms) of a chat's lease, for which it stays taken if its process dies. */
const LEASE = 30_000

class Busy extends RetryLater {}

/** `lease` makes the lease of a name; given where several processes share the work. */
export const createTurns = ({ lease, clock }: { lease?: (name: string) => Lease; clock: Clock }): Turns => {
  if (lease === undefined) {
    const inTurn = createLanes()
    return { take: inTurn, wait: inTurn }
  }
  const taken = new Set<string>()
  const take: InTurn = async (chat, task) => {
    // Tasks do not wait in line here, where they would overtake those that other processes are retrying.
    if (taken.has(chat)) throw new Busy(RETRY_AFTER)
    taken.add(chat)
    const turn = lease(`chat ${chat}`)
    try {
      if (!(await turn.hold(LEASE))) throw new Busy(RETRY_AFTER)
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
        await sleep(clock, RETRY_AFTER)
      }
    }
  }
  return { take, wait }
}

/** Renews a lease regularly until the returned function is called. If the lease is lost all the same, the ledger prevents duplicate posts. */
const keep = (turn: Lease, clock: Clock): (() => void) => every(clock, LEASE / 3, () => void turn.hold(LEASE).catch(() => {}))

/** Runs the tasks of each chat in the order of the calls, within one process. */
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
