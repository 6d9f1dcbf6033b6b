import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { isWithin, localDay, nextTimes } from '../../src/delivery/times.ts'

const next = (hour: string, zone: string, after: string, count = 3): string[] =>
  nextTimes(hour, zone, Date.parse(after), count).map((at) => new Date(at).toISOString().replace(':00.000Z', 'Z'))

test('an hour comes once a day, and never at the very instant it is asked for', () => {
  assert.deepEqual(next('08:00', 'UTC', '2026-03-02T07:59:59Z', 2), ['2026-03-02T08:00Z', '2026-03-03T08:00Z'])
  assert.deepEqual(next('08:00', 'UTC', '2026-03-02T08:00:00Z', 1), ['2026-03-03T08:00Z'])
})

test('zones with half and quarter hours, and beyond the date line', () => {
  assert.deepEqual(next('08:00', 'Asia/Kolkata', '2026-03-02T00:00:00Z', 1), ['2026-03-02T02:30Z'])
  assert.deepEqual(next('08:00', 'Asia/Kathmandu', '2026-03-02T00:00:00Z', 1), ['2026-03-02T02:15Z'])
  assert.deepEqual(next('00:15', 'Pacific/Kiritimati', '2026-03-02T09:00:00Z', 1), ['2026-03-02T10:15Z'])
  assert.deepEqual(next('23:45', 'Pacific/Niue', '2026-03-02T09:00:00Z', 1), ['2026-03-02T10:45Z'])
})

test('a leap day has its hour', () => {
  assert.deepEqual(next('08:00', 'Europe/Berlin', '2028-02-28T12:00:00Z', 2), ['2028-02-29T07:00Z', '2028-03-01T07:00Z'])
  assert.deepEqual(next('08:00', 'Europe/Berlin', '2026-02-28T12:00:00Z', 1), ['2026-03-01T07:00Z'])
})

test('the hour stays the same on the clock when summer time begins and ends', () => {
  assert.deepEqual(next('08:00', 'America/New_York', '2026-03-07T00:00:00Z'), [
    '2026-03-07T13:00Z',
    '2026-03-08T12:00Z',
    '2026-03-09T12:00Z',
  ])
  assert.deepEqual(next('08:00', 'America/New_York', '2026-10-31T00:00:00Z'), [
    '2026-10-31T12:00Z',
    '2026-11-01T13:00Z',
    '2026-11-02T13:00Z',
  ])
})

test('an hour in the spring gap happens as soon as the gap is over', () => {
  // 8 March 2026: 02:00 becomes 03:00 in New York, at 07:00 UTC.
  assert.deepEqual(next('02:30', 'America/New_York', '2026-03-07T00:00:00Z'), [
    '2026-03-07T07:30Z',
    '2026-03-08T07:00Z',
    '2026-03-09T06:30Z',
  ])
  // Lord Howe Island moves by half an hour: 02:00 becomes 02:30 on 4 October 2026.
  assert.deepEqual(next('02:15', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z', 2), ['2026-10-03T15:30Z', '2026-10-04T15:15Z'])
})

test("autumn's doubled hour happens once, the first time", () => {
  // 1 November 2026: 01:30 comes at 05:30 UTC and again at 06:30.
  assert.deepEqual(next('01:30', 'America/New_York', '2026-10-31T12:00:00Z', 2), ['2026-11-01T05:30Z', '2026-11-02T06:30Z'])
  assert.deepEqual(next('01:30', 'America/New_York', '2026-11-01T05:30:00Z', 1), ['2026-11-02T06:30Z'])
})

test('a day that a zone skipped does not hide the next', () => {
  // Samoa had no 30 December 2011.
  assert.deepEqual(next('08:00', 'Pacific/Apia', '2011-12-29T12:00:00Z', 3), [
    '2011-12-29T18:00Z',
    '2011-12-30T10:00Z',
    '2011-12-30T18:00Z',
  ])
})

test('every day has its hour, in every zone', () => {
  const zones = ['Europe/Berlin', 'America/St_Johns', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Asia/Tehran', 'Pacific/Chatham']
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2030, 0) }),
      (zone, minute, after) => {
        const hour = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        const days = nextTimes(hour, zone, after, 5).map((at) => localDay(at, zone))
        const first = Date.parse(days[0] ?? '')
        assert.deepEqual(
          days.map((day) => Date.parse(day) - first),
          [0, 1, 2, 3, 4].map((day) => day * 86_400_000),
        )
      },
    ),
    { numRuns: 200 },
  )
})

test('what is no time of day or no zone is refused', () => {
  for (const hour of ['24:00', '8:00', '08:60', 'noon', '']) assert.throws(() => nextTimes(hour, 'UTC', 0, 1), RangeError)
  assert.throws(() => nextTimes('08:00', 'Mars/Olympus', 0, 1), RangeError)
})

test('one day of the week, over a clock change and a leap day', () => {
  const fridays = nextTimes('08:00', 'America/New_York', Date.parse('2026-03-01T00:00Z'), 2, 5)
  assert.deepEqual(
    fridays.map((at) => new Date(at).toISOString()),
    ['2026-03-06T13:00:00.000Z', '2026-03-13T12:00:00.000Z'],
  )
  const [tuesday = 0] = nextTimes('00:30', 'Asia/Kolkata', Date.parse('2028-02-23T00:00Z'), 1, 2)
  assert.equal(new Date(tuesday).toISOString(), '2028-02-28T19:00:00.000Z', '29 February 2028 in Kolkata')
})

const within = (from: string, until: string, zone: string, at: string): boolean => isWithin(from, until, zone, Date.parse(at))

test('a window has its first minute and not its last, may go over midnight, and may be the whole day', () => {
  assert.deepEqual(
    ['07:29:59', '07:30:00', '21:59:59', '22:00:00'].map((time) => within('07:30', '22:00', 'UTC', `2026-03-02T${time}Z`)),
    [false, true, true, false],
  )
  assert.deepEqual(
    ['21:59', '22:00', '05:59', '06:00'].map((time) => within('22:00', '06:00', 'UTC', `2026-03-02T${time}Z`)),
    [false, true, true, false],
  )
  assert.ok(within('08:00', '08:00', 'UTC', '2026-03-02T03:00Z'))
  assert.ok(within('08:00', '09:00', 'Asia/Kathmandu', '2026-03-02T02:15Z'))
  assert.ok(!within('08:00', '09:00', 'Asia/Kathmandu', '2026-03-02T03:15Z'))
})

test('a day of the week comes once in seven days, in every zone and over every change of the clocks', () => {
  const zones = ['Europe/Berlin', 'America/St_Johns', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Pacific/Chatham', 'America/Havana']
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2030, 0) }),
      (zone, hour, weekday, after) => {
        const days = nextTimes(`${String(hour).padStart(2, '0')}:15`, zone, after, 3, weekday).map((at) => Date.parse(localDay(at, zone)))
        assert.ok(days.every((day) => new Date(day).getUTCDay() === weekday))
        assert.deepEqual(
          days,
          [0, 7, 14].map((later) => (days[0] ?? 0) + later * 86_400_000),
        )
      },
    ),
    { numRuns: 100 },
  )
})
