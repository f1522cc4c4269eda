import { Sketch } from '../../../contract/sketch/sketch'
import { spreadOf } from '../../../core/consistency/spread'

const sketchOf = (values: readonly number[]): Sketch => {
  const sketch = new Sketch()
  for (const value of values) sketch.add(value)
  return sketch
}

describe('the spread of answers', () => {
  it('counts exactly, and gives quantiles within 1.6 %', () => {
    const spread = spreadOf(sketchOf(Array.from({ length: 1000 }, (_, index) => index + 1)))
    expect(spread).toMatchObject({ count: 1000, minMs: 1, maxMs: 1000, meanMs: 500.5 })
    expect(spread?.stddevMs).toBeCloseTo(288.675, 2)
    expect(spread?.variation).toBeCloseTo(288.675 / 500.5, 4)
    for (const [value, exact] of [
      [spread?.p50Ms, 500],
      [spread?.p75Ms, 750],
      [spread?.p90Ms, 900],
      [spread?.p95Ms, 950],
      [spread?.p99Ms, 990],
    ] as [number, number][])
      expect(Math.abs(value - exact) / exact).toBeLessThanOrEqual(0.016)
    expect(spread?.tailRatio).toBeCloseTo(990 / 500, 1)
  })

  it('of nothing is nothing, not zero', () => {
    expect(spreadOf(new Sketch())).toBeNull()
  })
})
