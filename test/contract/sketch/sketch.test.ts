import fc from 'fast-check'
import { decodeSketch, encodeSketch } from '../../../contract/sketch/codec'
import { mergeSketches, Sketch } from '../../../contract/sketch/sketch'

const sketchOf = (values: Iterable<number>): Sketch => {
  const sketch = new Sketch()
  for (const value of values) sketch.add(value)
  return sketch
}

const decoded = (text: string): Sketch => {
  const result = decodeSketch(text)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const exactQuantile = (values: number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] as number
}

/** Seeded by its argument: the same number for the same seed. */
const uniform = (seed: number): number => {
  let bits = Math.imul(seed + 1, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (((bits ^ (bits >>> 16)) >>> 0) + 0.5) / 2 ** 32
}
const normal = (seed: number): number =>
  Math.sqrt(-2 * Math.log(uniform(2 * seed))) * Math.cos(2 * Math.PI * uniform(2 * seed + 1))

const durations = fc.array(fc.double({ min: 0, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 200 })
const QUANTILES = [0, 0.01, 0.5, 0.75, 0.9, 0.95, 0.99, 1]

describe('accuracy', () => {
  /** Of one value among far ones, so that clamping to the extremes does not help. */
  const worstError = (stored: boolean): number => {
    let worst = 0
    for (let value = 1; value <= 600_000; value++) {
      const sketch = new Sketch()
      if (stored) sketch.coarsen()
      sketch.add(value)
      sketch.minParts = 0
      sketch.maxParts = 1e12
      worst = Math.max(worst, Math.abs(sketch.quantile(0.5) - value) / value)
    }
    return worst
  }

  it('is within 0.8 % for every integer 1 – 600,000 while counting', () => {
    expect(worstError(false)).toBeLessThanOrEqual(0.008)
  })

  it('is within 1.6 % for every integer 1 – 600,000 once stored', () => {
    const worst = worstError(true)
    expect(worst).toBeLessThanOrEqual(0.016)
    expect(worst).toBeGreaterThan(0.008)
  })

  it('gives every quantile of any values within 1.6 % after storing', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const sketch = decoded(encodeSketch(sketchOf(values)))
        for (const q of QUANTILES) {
          const exact = exactQuantile(values, q)
          expect(Math.abs(sketch.quantile(q) - exact)).toBeLessThanOrEqual(exact * 0.016 + 1 / 256)
        }
      }),
    )
  })
})

describe('exact parts', () => {
  it('thousands of values, whole ones and others, give the bytes of as many sketches of one, read in between or not', () => {
    const values = Array.from({ length: 4000 }, (_, seed) => {
      const value = 300 * Math.exp(2 * normal(seed))
      return seed % 3 === 0 ? value : Math.round(value)
    })
    const all = encodeSketch(mergeSketches(values.map((value) => sketchOf([value]))))
    expect(encodeSketch(sketchOf(values))).toBe(all)
    const watched = new Sketch()
    for (const [index, value] of values.entries()) {
      watched.add(value)
      if (index % 500 === 400) {
        const seen = values.slice(0, index + 1)
        const sorted = [...seen].sort((a, b) => a - b)
        expect(watched.count).toBe(seen.length)
        expect(watched.sum).toBeCloseTo(
          seen.reduce((sum, one) => sum + Math.round(one * 256) / 256, 0),
          6,
        )
        expect([watched.min, watched.max].map((one) => Math.round(one * 256))).toEqual(
          [sorted[0] as number, sorted.at(-1) as number].map((one) => Math.round(one * 256)),
        )
        expect(Math.abs(watched.countUpTo(300) - seen.filter((one) => one <= 300).length)).toBeLessThan(20)
      }
    }
    expect(encodeSketch(watched)).toBe(all)
    watched.coarsen()
    for (const value of values) watched.add(value)
    expect(encodeSketch(watched)).toBe(encodeSketch(mergeSketches([sketchOf(values), sketchOf(values)])))
  })

  it('nothing that was only tallied is lost when a sketch is made coarse', () => {
    const values = [...Array.from({ length: 200 }, () => 500), 1, 2000, 500]
    const sketch = sketchOf(values)
    sketch.coarsen()
    expect(sketch.quantile(0)).toBeCloseTo(1, 1)
    expect(encodeSketch(sketch)).toBe(encodeSketch(mergeSketches(values.map((value) => sketchOf([value])))))
  })

  it('count, sum, extremes, mean and deviation are exact for whole milliseconds', () => {
    const sketch = sketchOf([0, 3, 4, 5, 8, 1000])
    expect([sketch.count, sketch.sum, sketch.min, sketch.max, sketch.mean]).toEqual([6, 1020, 0, 1000, 170])
    const squares = 0 + 9 + 16 + 25 + 64 + 1_000_000
    expect(sketch.stddev).toBeCloseTo(Math.sqrt(squares / 6 - 170 * 170), 9)
  })

  it('the largest squares survive: no rounding at 2^53', () => {
    const sketch = sketchOf([1e9, 1e9 - 1])
    const big = (value: number): bigint => (BigInt(value) * 256n) ** 2n
    const total = BigInt(sketch.squares.high) * 2n ** 38n + BigInt(sketch.squares.low)
    expect(total).toBe(big(1e9) + big(1e9 - 1))
  })

  it('a weight counts a value that many times', () => {
    const weighted = new Sketch()
    weighted.add(250, 4)
    expect(encodeSketch(weighted)).toBe(encodeSketch(sketchOf([250, 250, 250, 250])))
  })

  it('an empty sketch has no extremes and no quantiles, not zeros', () => {
    const empty = new Sketch()
    expect([empty.min, empty.max, empty.mean, empty.stddev, empty.quantile(0.5)]).toEqual(Array(5).fill(Number.NaN))
    expect(empty.count).toBe(0)
  })

  it('counts what is at most a limit', () => {
    expect(sketchOf([0, 10, 100, 1000, 10_000]).countUpTo(500)).toBe(3)
  })

  it.each([
    ['negative', -1, 1],
    ['not a number', Number.NaN, 1],
    ['too large', 1e10, 1],
    ['half a weight', 5, 0.5],
    ['no weight', 5, 0],
  ])('refuses a value that is %s', (_, value, weight) => {
    expect(() => new Sketch().add(value, weight)).toThrow(RangeError)
  })
})

describe('merging', () => {
  it('is the sketch of all values, whatever the order and the grouping', () => {
    fc.assert(
      fc.property(fc.array(durations, { minLength: 1, maxLength: 5 }), fc.array(fc.nat()), (groups, keys) => {
        const together = encodeSketch(sketchOf(groups.flat()))
        const shuffled = groups.map((group, index) => ({ group, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key)
        const merged = mergeSketches(shuffled.map(({ group }) => sketchOf(group)))
        expect(encodeSketch(merged)).toBe(together)
      }),
    )
  })

  it('of a stored and a counting one is as coarse as the stored one, in both directions', () => {
    fc.assert(
      fc.property(durations, durations, (left, right) => {
        const oneWay = sketchOf(left)
        oneWay.merge(decoded(encodeSketch(sketchOf(right))))
        const other = decoded(encodeSketch(sketchOf(right)))
        other.merge(sketchOf(left))
        expect(encodeSketch(oneWay)).toBe(encodeSketch(sketchOf([...left, ...right])))
        expect(encodeSketch(other)).toBe(encodeSketch(oneWay))
      }),
    )
  })

  it('leaves its argument as it was', () => {
    const argument = sketchOf([5, 50])
    const before = encodeSketch(argument)
    const target = decoded(encodeSketch(sketchOf([7])))
    target.merge(argument)
    expect(encodeSketch(argument)).toBe(before)
    expect(argument.resolution).toBe(6)
  })
})

describe('codec', () => {
  it('gives back what was stored', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const text = encodeSketch(sketchOf(values))
        const back = decoded(text)
        expect(encodeSketch(back)).toBe(text)
        expect([back.count, back.sum, back.min, back.max]).toEqual(
          ((s: Sketch) => [s.count, s.sum, s.min, s.max])(sketchOf(values)),
        )
      }),
    )
  })

  it('stores nothing as nothing', () => {
    expect(decoded(encodeSketch(new Sketch())).count).toBe(0)
  })

  it.each([
    [0.4, 80],
    [0.8, 100],
  ])('100 latencies that spread like a log-normal of sigma %p need at most %p bytes', (sigma, limit) => {
    const bytes: number[] = []
    for (let round = 0; round < 50; round++) {
      const sketch = sketchOf(Array.from({ length: 100 }, (_, i) => 300 * Math.exp(sigma * normal(round * 100 + i))))
      bytes.push(Math.ceil((encodeSketch(sketch).length * 3) / 4))
    }
    bytes.sort((a, b) => a - b)
    expect(bytes[25]).toBeLessThanOrEqual(limit)
  })

  it.each([
    ['nothing', ''],
    ['not base64', '***'],
    ['a cut text', encodeSketch(sketchOf([1, 20, 300])).slice(0, 6)],
    ['another version', `/${encodeSketch(sketchOf([1])).slice(1)}`],
    ['endless number', '/'.repeat(40)],
    ['a bucket out of range', 'AQAAAAAAAP//////fw'],
  ])('answers %s with an error, not a crash', (_, text) => {
    expect(decodeSketch(text)).toMatchObject({ ok: false, error: { code: 'malformed_sketch' } })
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 60 }), (text, bytes) => {
        decodeSketch(text)
        decodeSketch(
          Buffer.from([1, ...bytes])
            .toString('base64')
            .replace(/=+$/, ''),
        )
      }),
      { numRuns: 500 },
    )
  })
})
