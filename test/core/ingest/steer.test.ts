import { hush, steer } from '../../../core/ingest/steer'
import { NOON } from '../../fakes/batches'

describe('steering by load', () => {
  it.each([
    [0, 40_000, 1],
    [299, 40_000, 1],
    [300, 60_000, 1],
    [599, 60_000, 1],
    [600, 60_000, 0.5],
    [1199, 60_000, 0.5],
    [1200, 60_000, 0.25],
    [2399, 60_000, 0.25],
    [2400, 60_000, 0.1],
    [9000, 60_000, 0.1],
  ])('%d batches a minute: every %d ms, detail of %d', (rate, intervalMs, sample) => {
    expect(steer(NOON, rate)).toEqual({ intervalMs, sample, pauseUntil: 0, now: NOON })
  })

  it.each([
    [0, 40_000, 1, 0.5],
    [1, 60_000, 1, 0.5],
    [2, 60_000, 0.25, 0.25],
    [3, 60_000, 0.1, 0.1],
  ] as const)(
    'saving at level %d: every %d ms, detail of %d, and of %d where many batches come',
    (saving, intervalMs, sample, busy) => {
      expect(steer(NOON, 0, saving)).toMatchObject({ intervalMs, sample })
      expect(steer(NOON, 600, saving)).toMatchObject({ intervalMs: 60_000, sample: busy })
      expect(steer(NOON, 9000, saving)).toMatchObject({ intervalMs: 60_000, sample: 0.1 })
    },
  )

  it('who is to be silent is silent for a minute, and then does as everybody is asked', () => {
    const asked = steer(NOON, 1200, 1)
    expect(hush(asked)).toEqual({ ...asked, pauseUntil: NOON + 60_000 })
  })
})
