import { orderRef } from '../../../contract/orderRef'
import { ORDER_SIGHTS } from '../../../contract/orderSights'
import { SIGHTS_KEPT, sightsByHour, sightsIn, sightsOfBatches } from '../../../core/orders/sights'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { hourOf, minuteOf } from '../../../core/time/units'
import { NOON, storedBatch } from '../../fakes/batches'

const HOUR = 3_600_000
const ref = orderRef('s1', 'o1')
const ASKED = ORDER_SIGHTS.indexOf('asked')
const OK = ORDER_SIGHTS.indexOf('ok')

const batch = (orders: [number, number, number][], more: object = {}) =>
  storedBatch('1', 'u1', NOON, { dict: [ref, '内容'], orders, ...more })

test.each<[string, Parameters<typeof batch>, unknown]>([
  [
    'what a phone saw, at its time',
    [
      [
        [0, ASKED, 500],
        [0, OK, 900],
      ],
    ],
    [
      [ref, ASKED, NOON + 500],
      [ref, OK, NOON + 900],
    ],
  ],
  [
    'in order of time, whatever the phone’s',
    [
      [
        [0, OK, 900],
        [0, ASKED, 500],
      ],
    ],
    [
      [ref, ASKED, NOON + 500],
      [ref, OK, NOON + 900],
    ],
  ],
  [
    'the same twice, once',
    [
      [
        [0, OK, 900],
        [0, OK, 900],
      ],
    ],
    [[ref, OK, NOON + 900]],
  ],
  ['a label that is not in the list, not', [[[7, OK, 900]]], undefined],
  ['what is no reference, not', [[[1, OK, 900]]], undefined],
  ['nothing, as nothing', [[]], undefined],
  [
    'the time of a phone whose clock is an hour behind, by the cloud’s',
    [[[0, OK, 900]], { sentAt: NOON - HOUR, base: NOON - HOUR }],
    [[ref, OK, NOON + 900]],
  ],
])('sights of a batch: %s', (_, [orders, more], expected) => {
  expect(sightsOfBatches([batch(orders, more)])).toEqual(expected)
})

test('who makes up orders gains nothing: of a minute no more than so many are kept', () => {
  const dict = Array.from({ length: SIGHTS_KEPT + 1 }, (_, index) => `ref${index.toString(36)}`)
  const made = batch(
    dict.map((_, index): [number, number, number] => [index, OK, 1]),
    { dict },
  )
  expect(sightsOfBatches([made])).toHaveLength(SIGHTS_KEPT)
})

test('folded and put by hour they are what the phones saw, and a repetition changes nothing', () => {
  const before = storedBatch('0', 'u2', NOON, { dict: [ref], base: NOON - 60_000, orders: [[0, ASKED, 1]] })
  const parts = foldMinute('0', minuteOf(NOON), [before, batch([[0, OK, 900]])])
  const hours = sightsByHour(parts, 's1')
  expect([...hours.keys()].sort()).toEqual([hourOf(NOON) - 1, hourOf(NOON)])
  expect(sightsByHour(foldMinute('0', minuteOf(NOON), [batch([[0, OK, 900]]), before]), 's1')).toEqual(hours)
  const documents = [...hours].map(([hour, sights]) => ({ _id: `s1:${hour}`, store: 's1', hour, facts: {}, sights }))
  expect(sightsIn(documents.reverse())).toEqual([
    { ref, sight: 'asked', at: NOON - 60_000 + 1 },
    { ref, sight: 'ok', at: NOON + 900 },
  ])
})
