/** Predicates of news (releasing, buying, hiring…) in families of similar meaning: a question with one is answered with any of its family. */
import type { Phrase } from '../archive/phrases.ts'
import { tokens } from '../archive/text.ts'

const FAMILIES = `
release, launch, announce, introduce, unveil, debut, ship, drop, publish, roll out, come out, came out, is out, now available, open source, open sourced, reveal, present, put out, made available, generally available;
make, made, create, develop, build, built, found, founder, cofounder, invent, introduce, release, launch, unveil, author, behind;
buy, bought, acquire, acquisition, purchase, takeover, take over, join, sold to, sell to;
merge, merger; join, hire, poach, move to, moved to, return, rejoin, head to, back to; leave, left, quit, depart, departure, resign, resignation, step down, stepped down, exit;
fire, fired, oust, dismiss, let go; replace, succeed, successor, take over, took over; win, won, winner, award, first place, beat; lose, lost, defeat; sue, lawsuit, sued, file suit;
ban, block, prohibit, forbid, suspend, outlaw; shut down, shutdown, discontinue, deprecate, sunset, retire, wind down, kill, axe, end; bankrupt, bankruptcy, insolvent;
go public, went public, goes public, going public, ipo, public offering, list on, listed on;
raise, raised, funding, secure, round, series; fund, back, invest, lead, led; partner, partnership, team up, collaborate; lead, head, run by, ceo, chief, boss, in charge; open source, open sourced, open weight, open weights, release; leak, leaked, expose; delay, delayed, postpone
`
const families = FAMILIES.split(/[;\n]/)
  .map((family) => family.split(',').map((member) => tokens(member)))
  .filter(([first = []]) => first.length > 0)

const others = new Map<string, Phrase[]>()
for (const family of families)
  for (const member of family) others.set(member.join(' '), [...(others.get(member.join(' ')) ?? []), ...family])

/** All phrases of a predicate's families, with itself; empty for other phrases. */
export const saidOtherwise = (phrase: Phrase): readonly Phrase[] => others.get(phrase.join(' ')) ?? []
/** Whether a phrase is a known predicate. */
export const isPredicate = (phrase: Phrase): boolean => others.has(phrase.join(' '))
