/** What people type for short, and other words for the same: a group's members find each other. All of it is common chat English, none of it news. */
import { tokens } from './text.ts'

const GROUPS = `
ft, finetune, finetuning, fine tune, fine tuned, fine tuning; quant, quantization, quantized; ctx, context; param, params, parameters; tok, toks, token, tokens; img, image; vid, video; pic, picture, image
mem, memory, vram; sys, system; gen, generation; repo, repository; acct, account; req, requirement; config, configuration; docs, documentation, document; diff, difference
rp, roleplay, role playing; arch, architecture; perf, performance; infra, infrastructure; dev, developer; prod, production; lib, library; env, environment; admin, administrator; vuln, vulnerability
licence, license; colour, color; optimise, optimize; optimisation, optimization; analyse, analyze; centre, center; catalogue, catalog; behaviour, behavior; programme, program;
price, pricing, cost, priced; cheap, cheaper, cheapest, affordable; quit, quits, quitting, left, leaves, leaving, depart, resign; buy, bought, acquire, acquired, acquisition; fund, funding, raise, raised
fire, fired, layoff, laid off; size, parameters; fast, faster, speed; mil, million; min, mins, minute; sec, secs, second; hr, hrs, hour; mo, month, monthly; lang, language;
benchmark, bench, benchmarks; eval, evals, evaluation; app, application
`

const groups = GROUPS.split(/[;\n]/)
  .map((group) => group.split(',').map((member) => tokens(member)))
  .filter((members) => members.length > 1)

const byMember = new Map<string, (readonly string[])[]>()
for (const members of groups)
  for (const member of members) byMember.set(member.join(' '), [...(byMember.get(member.join(' ')) ?? []), ...members])

/** Other ways to say a run of index words. */
export const synonyms = (phrase: readonly string[]): readonly (readonly string[])[] => {
  const key = phrase.join(' ')
  return (byMember.get(key) ?? []).filter((member) => member.join(' ') !== key)
}
