import { distance } from './issue/slips.ts'

/** The known name that is nearest to an unknown one, for error messages; undefined when none is near. */
export const nearest = (name: string, names: readonly string[]): string | undefined => {
  const limit = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))
  const ranked = names
    .map((candidate) => ({ candidate, slips: distance(name.toLowerCase(), candidate.toLowerCase(), limit) }))
    .sort((a, b) => a.slips - b.slips)
  return ranked.find(({ slips }) => slips <= limit)?.candidate
}
