/** Reranks hits for questions that are answered best by the days when their subject was new: its release, its maker, what it is. */
import { fitOf, isAsserted, type Statement } from './evidence.ts'
import type { Want } from './expect.ts'
import type { Retrieved } from './retrieve.ts'
import type { Span } from './time/calendar.ts'

// The numbers below are set by hand.

/** The day of a release has at least this share of the reports on the day with most of them. */
const ENOUGH = 0.4
/** A statement is about the subject if it lacks at most this share of the term weight. */
const NAMED = 0.15
/** A report has its terms within this many tokens a term. */
const TOGETHER = 4

/** Whether a statement reports the release: as a fact, with nearly all terms, close together. */
const reports = (statement: Statement, telling: number): boolean => {
  const { gap, spread } = fitOf(statement)
  return statement.value && gap <= NAMED && spread() <= TOGETHER * Math.max(2, telling) && isAsserted(statement.text)
}

/** The day of a release: the first with many items that report it, counting only reports of the greatest strength found. */
const dayOut = (found: Retrieved, strength: (statement: Statement) => number): string | undefined => {
  const greatest = Math.max(0, ...found.statements.map(strength))
  if (greatest === 0) return undefined
  const items = new Set(found.statements.filter((each) => strength(each) === greatest).map(({ index }) => index))
  const days = new Map<string, number>()
  for (const index of items) {
    const date = found.hits[index]?.date ?? ''
    days.set(date, (days.get(date) ?? 0) + 1)
  }
  const most = Math.max(...days.values())
  return [...days]
    .filter(([, count]) => count >= ENOUGH * most)
    .map(([day]) => day)
    .sort()[0]
}

/** Sorts the hits by `rate`, which becomes their score, and keeps the best `limit` with their statements. */
const arrange = (found: Retrieved, rate: (index: number) => number, limit: number): Retrieved => {
  const order = found.hits
    .map((hit, index) => ({ hit, index, rate: rate(index) }))
    .sort((a, b) => b.rate - a.rate)
    .slice(0, limit)
  const places = new Map(order.map(({ index }, at) => [index, at]))
  return {
    ...found,
    hits: order.map(({ hit, rate: score }) => ({ ...hit, score })),
    statements: found.statements
      .flatMap((statement) => {
        const index = places.get(statement.index)
        return index === undefined ? [] : [{ ...statement, index }]
      })
      .sort((a, b) => a.index - b.index || a.at - b.at),
  }
}

/**
 * Reranks hits by the kind of value that is wanted, and keeps the best `limit`.
 *
 * @param spans the days on which the subject was new
 */
export const order = (found: Retrieved, wants: readonly Want[], spans: readonly Span[], limit: number): Retrieved => {
  const score = (index: number): number => found.hits[index]?.score ?? 0
  const of = (index: number): Statement[] => found.statements.filter((statement) => statement.index === index)
  const rated = wants.find((want) => want.strength)
  const strength = (statement: Statement): number => rated?.strength?.(statement.text) ?? 0
  switch (rated?.kind) {
    case 'event': {
      const told = (each: Statement): number => (reports(each, found.telling) ? strength(each) : 0)
      const day = dayOut(found, told)
      return arrange(
        found,
        (index) => score(index) * (found.hits[index]?.date === day ? 1 + 5 * Math.max(...of(index).map(told)) : 1),
        limit,
      )
    }
    case 'maker':
    case 'definition': {
      const said = (each: Statement): number => (fitOf(each).gap <= NAMED ? strength(each) : 0)
      const best = found.hits.map((_, index) => Math.max(0, ...of(index).map(said)))
      const told = found.statements.map((each) => ({ ...each, value: said(each) > 0 && said(each) === best[each.index] }))
      return arrange({ ...found, statements: told }, (index) => score(index) * 2 ** (best[index] ?? 0), limit)
    }
    default: {
      const has = (each: Statement): boolean => each.value && fitOf(each).lacking <= NAMED
      const isNew = (date: string): boolean => spans.some(({ since, until }) => date >= since && date <= until)
      return arrange(found, (index) => score(index) * (of(index).some(has) ? 2 : 1) * (isNew(found.hits[index]?.date ?? '') ? 2 : 1), limit)
    }
  }
}
