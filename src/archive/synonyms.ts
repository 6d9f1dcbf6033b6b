/**
 * Groups of synonyms, spellings and short forms of common English; a search for one member finds all. Short forms that the items use often are
 * learned from them instead.
 */
import { tokens } from './text.ts'

const GROUPS = `
licence, license; colour, color; optimise, optimize; optimisation, optimization; analyse, analyze; centre, center; catalogue, catalog; behaviour, behavior; programme, program
finetune, finetuning, fine tune, fine tuned, fine tuning; img, image; pic, picture, image; acct, account
mil, million; min, mins, minute; sec, secs, second; hr, hrs, hour; mo, month, monthly; yr, yrs, year; wk, wks, week; qs, question; boss, ceo
cheap, cheaper, cheapest, affordable; quit, quits, quitting, left, leaves, leaving, depart, resign; buy, bought, acquire, acquired, acquisition, sold to, sell to
fund, funding, raise, raised; fire, fired, layoff, laid off; fast, faster, speed; size, parameters
`

const groups = GROUPS.split(/[;\n]/)
  .map((group) => group.split(',').map((member) => tokens(member)))
  .filter((members) => members.length > 1)

const byMember = new Map<string, (readonly string[])[]>()
for (const members of groups)
  for (const member of members) byMember.set(member.join(' '), [...(byMember.get(member.join(' ')) ?? []), ...members])

/** The other members of a phrase's groups. */
export const synonyms = (phrase: readonly string[]): readonly (readonly string[])[] => {
  const key = phrase.join(' ')
  return (byMember.get(key) ?? []).filter((member) => member.join(' ') !== key)
}
