/** Leases that several processes have in common. */
import type { Clock } from '../../src/clock.ts'
import type { Lease } from '../../src/stores/store.ts'

export const fakeLeases = (clock: Clock): ((name: string) => Lease) => {
  const held = new Map<string, { by: object; until: number }>()
  return (name) => {
    const me = {}
    return {
      async hold(ms) {
        const holder = held.get(name)
        if (holder !== undefined && holder.by !== me && holder.until > clock.now()) return false
        held.set(name, { by: me, until: clock.now() + ms })
        return true
      },
      async release() {
        if (held.get(name)?.by === me) held.delete(name)
      },
    }
  }
}
