import assert from 'node:assert/strict'
import test from 'node:test'
import { findZone, nearestZone } from '../../src/delivery/zones.ts'

const summerIn = (timeZone: string): string => new Date(Date.UTC(2026, 6, 1)).toLocaleString('sv-SE', { timeZone })

/** Where it is the same time, whatever a zone is called today. */
const same = (zone: string | undefined, other: string): void => {
  assert.ok(zone !== undefined, other)
  assert.equal(summerIn(zone), summerIn(other), zone)
}

test('a zone is found by its name, its city, an old name or its offset', () => {
  for (const [typed, zone] of [
    ['europe/berlin', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['New_York', 'America/New_York'],
    ['Kolkata', 'Asia/Kolkata'],
    ['calcutta', 'Asia/Kolkata'],
    ['Buenos Aires', 'America/Argentina/Buenos_Aires'],
    ['UTC', 'UTC'],
    ['utc+5:30', 'Asia/Kolkata'],
    ['GMT-3', 'America/Argentina/Buenos_Aires'],
    ['+0545', 'Asia/Kathmandu'],
  ] as const)
    same(findZone(typed), zone)
  for (const typed of ['', 'Mars/Base', 'Berlim', 'UTC+99', '+5:70']) assert.equal(findZone(typed), undefined, typed)
})

test('a slip leads to the nearest, and what is near nothing to none', () => {
  for (const [typed, zone] of [
    ['Berlim', 'Europe/Berlin'],
    ['Europe/Berlim', 'Europe/Berlin'],
    ['Tokio', 'Asia/Tokyo'],
    ['los angles', 'America/Los_Angeles'],
    ['Amercia/New_York', 'America/New_York'],
  ] as const)
    assert.equal(nearestZone(typed), zone)
  for (const typed of ['Mars/Base', 'tomorrow', 'x']) assert.equal(nearestZone(typed), undefined, typed)
})
