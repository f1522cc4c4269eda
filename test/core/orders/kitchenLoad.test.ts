import type { OrderFact } from '../../../core/documents/orderHour'
import { byLoad, type Cooked, cookedOf, kitchenCause } from '../../../core/orders/kitchenLoad'
import { NOON } from '../../fakes/batches'

const MINUTE = 60_000

/** An order accepted and ready at minutes after noon. */
const cooked = (acceptedAt: number, readyAt: number | null, more: Partial<OrderFact> = {}): OrderFact => ({
  ...{ createdAt: NOON, paidAt: NOON, acceptedAt: NOON + acceptedAt * MINUTE },
  ...{ readyAt: readyAt === null ? null : NOON + readyAt * MINUTE, doneAt: null, cancelledAt: null, refundedAt: null },
  ...{ amountFen: 2800, updatedAt: NOON },
  ...more,
})
const loads = (facts: OrderFact[]) => cookedOf(facts).map(({ load, ms }) => [load, ms / MINUTE])

test.each<[string, OrderFact[], number[][]]>([
  ['one alone finds an empty stove', [cooked(0, 10)], [[0, 10]]],
  [
    'the second finds the first',
    [cooked(0, 10), cooked(5, 20)],
    [
      [0, 10],
      [1, 15],
    ],
  ],
  [
    'what got ready the minute before is off the stove',
    [cooked(0, 4), cooked(5, 20)],
    [
      [0, 4],
      [0, 15],
    ],
  ],
  [
    'what gets ready that very moment is still on it',
    [cooked(0, 5), cooked(5, 20)],
    [
      [0, 5],
      [1, 15],
    ],
  ],
  ['what is still cooking weighs and has no duration yet', [cooked(0, null), cooked(5, 20)], [[1, 15]]],
  [
    'what was given up has left the stove',
    [cooked(0, null, { cancelledAt: NOON + 3 * MINUTE }), cooked(5, 20)],
    [[0, 15]],
  ],
  ['what was never accepted is not on it', [cooked(0, null, { acceptedAt: null }), cooked(5, 20)], [[0, 15]]],
  ['times that contradict each other say nothing', [cooked(9, 5)], []],
])('on the stove: %s', (_, facts, expected) => {
  expect(loads(facts)).toEqual(expected)
})

const at = (load: number, minutes: number): Cooked => ({ load, ms: minutes * MINUTE })

test('preparation is told by load, and loads that never were are left out', () => {
  expect(byLoad([at(0, 8), at(5, 12), at(6, 20), at(40, 30)])).toEqual([
    { from: 0, to: 5, orders: 2, meanMs: 10 * MINUTE },
    { from: 6, to: 10, orders: 1, meanMs: 20 * MINUTE },
    { from: 16, to: null, orders: 1, meanMs: 30 * MINUTE },
  ])
})

const times = (count: number, load: number, minutes: number) => Array.from({ length: count }, () => at(load, minutes))
/** Weeks in which nine in ten orders met an empty stove, and a full one took twice as long. */
const usual = [...times(90, 2, 10), ...times(10, 12, 20)]

test.each<[string, Cooked[], Cooked[], string]>([
  ['as long as ever', times(20, 2, 10), usual, 'usual'],
  ['a tenth longer, which nobody notices', times(20, 2, 12), usual, 'usual'],
  ['twice as long with the stove full', times(20, 12, 20), usual, 'kitchenFull'],
  ['twice as long with the stove empty', times(20, 2, 20), usual, 'kitchenSlow'],
  ['much longer than even a full stove takes', times(20, 12, 30), usual, 'kitchenSlow'],
  ['longer with more on the stove than ever was', times(20, 20, 20), usual, 'kitchenFull'],
  ['of too few orders to say', times(9, 12, 20), usual, 'unknown'],
  ['of a kitchen nobody knows yet', times(20, 12, 20), times(9, 2, 10), 'unknown'],
])('preparation that takes %s', (_, now, before, cause) => {
  expect(kitchenCause(now, before)).toBe(cause)
})
