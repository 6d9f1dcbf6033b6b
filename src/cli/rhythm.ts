import type { Subscription } from '../delivery/subscriptions.ts'
import { isWeekly } from '../delivery/timing.ts'

/** Describes when a subscription is due, for operators: `daily at 08:00 Europe/Berlin`. */
export const rhythm = ({ every, hour, until = hour, zone }: Pick<Subscription, 'every' | 'hour' | 'until' | 'zone'>): string => {
  if (every === 'arrival') return until === hour ? `as it arrives (${zone})` : `as it arrives between ${hour} and ${until} ${zone}`
  return `${isWeekly(every) ? `weekly on ${every}` : 'daily'} at ${hour} ${zone}`
}
