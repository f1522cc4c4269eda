import { BATCHES_BEYOND, BATCHES_PER_USER, IntakeLoad } from '../../../core/ingest/intakeLoad'
import { NOON } from '../../fakes/batches'

const MOST = BATCHES_PER_USER + BATCHES_BEYOND
const admitted = (load: IntakeLoad, batches: number, nowMs: number) =>
  Array.from({ length: batches }, () => load.admit('loud', nowMs))
/** At the first and the last ms of a minute that is so many after the first. */
const edges = (minutes: number) => [NOON + minutes * 60_000, NOON + minutes * 60_000 + 59_999]

describe('one person', () => {
  it('is taken up to the limit and what may be on its way, not one more, and again with the next minute', () => {
    const load = new IntakeLoad()
    expect(admitted(load, MOST, NOON)).not.toContain(false)
    expect(admitted(load, 2, NOON + 59_999)).toEqual([false, false])
    expect(admitted(load, MOST + 1, NOON + 60_000)).toEqual([...Array(MOST).fill(true), false])
  })

  it('is beyond it with the first batch that does not count, until the minute ends', () => {
    const load = new IntakeLoad()
    admitted(load, BATCHES_PER_USER, NOON)
    expect(load.isBeyond('loud', NOON)).toBe(false)
    admitted(load, 1, NOON)
    expect([load.isBeyond('loud', NOON + 59_999), load.isBeyond('calm', NOON)]).toEqual([true, false])
    expect(load.isBeyond('loud', NOON + 60_000)).toBe(false)
  })
})

describe('batches a minute', () => {
  const after = (minutes: number, before: number, since: number) => {
    const load = new IntakeLoad()
    admitted(load, before, NOON)
    admitted(load, since, NOON + minutes * 60_000)
    return edges(minutes).map((nowMs) => load.rate(nowMs))
  }

  it.each([
    ['that begins are those of the one before', 1, 400, 1, 400],
    ['that has brought more already are its own', 1, 100, 300, 300],
    ['after a pause are not those of before it', 2, 400, 1, 1],
    ['after a night neither', 600, 400, 0, 0],
  ])('%s', (_, minutes, before, since, rate) => {
    expect(after(minutes, before, since)).toEqual([rate, rate])
  })

  it('are those of this minute in the first', () => {
    const load = new IntakeLoad()
    admitted(load, 7, NOON)
    expect(load.rate(NOON)).toBe(7)
    expect(load.rate(NOON + 120_000)).toBe(0)
  })
})

it.each([
  ['in its minute', 0, true],
  ['in the next', 1, true],
  ['not after that: the database is asked', 2, false],
])('a batch that was stored is known %s', (_, minutes, isKnown) => {
  const [load, busy] = [new IntakeLoad(), new IntakeLoad()]
  for (const one of [load, busy]) one.keep('b', NOON + 30_000)
  for (let minute = 1; minute <= minutes; minute++) busy.keep(`${minute}`, NOON + minute * 60_000)
  const known = edges(minutes).flatMap((nowMs) => [load.isStored('b', nowMs), busy.isStored('b', nowMs)])
  expect(known).toEqual(Array(4).fill(isKnown))
})

it('a batch of the minute that has just begun is known in the next, whoever was asked before', () => {
  const load = new IntakeLoad()
  load.keep('a', NOON)
  load.keep('b', NOON + 60_000)
  expect([load.isStored('b', NOON + 120_000), load.isStored('a', NOON + 120_000)]).toEqual([true, false])
})
