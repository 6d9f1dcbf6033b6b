/** Lists the last deliveries, for operators and chat admins. */
import type { Clock } from '../clock.ts'
import type { Target } from '../platforms/platform.ts'
import type { Queue } from '../queues/queue.ts'
import { within } from './chats.ts'
import type { DeliveryJob } from './deliver.ts'
import type { DeliveryReport, Ledger } from './ledger.ts'
import type { SubscriptionBook } from './subscriptions.ts'

/** Returns the last deliveries of a chat (without `thread`: with all its threads) or of all chats, newest first, including those under way. */
export type Recent = (scope: Target | 'all', limit: number) => Promise<DeliveryReport[]>

export const createRecent = ({
  ledger,
  queue,
  subscriptions,
  clock,
}: {
  ledger: Pick<Ledger, 'recent' | 'delivery' | 'parts'>
  queue: Pick<Queue<DeliveryJob>, 'running'>
  subscriptions: Pick<SubscriptionBook, 'byId' | 'targets'>
  clock: Clock
}): Recent => {
  const underWay = async ({ subscription: id, uid }: DeliveryJob, scope: Target | 'all'): Promise<DeliveryReport[]> => {
    const { target } = (await subscriptions.byId(id)) ?? {}
    if (target === undefined || (scope !== 'all' && !within(target, scope))) return []
    if ((await ledger.delivery(target, uid)) !== undefined) return []
    const parts = await ledger.parts(target, uid)
    return [{ target, uid, at: parts[0]?.triedAt ?? clock.now(), finished: false, parts }]
  }
  return async (scope, limit) => {
    const running = await queue.running()
    const begun = await Promise.all(running.map(({ data }) => underWay(data, scope)))
    const targets = scope === 'all' ? scope : scope.thread === undefined ? await subscriptions.targets(scope) : [scope]
    return [...begun.flat(), ...(await ledger.recent(targets, limit))].sort((a, b) => b.at - a.at).slice(0, limit)
  }
}
