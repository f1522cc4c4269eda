import { seededRandom } from '../../../localcloud/crowd/random'

const many = (draw: () => number): number[] => Array.from({ length: 4_000 }, draw)
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed).next)
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})

test('a fork depends on its name and the seed, not on what was drawn before', () => {
  const random = seededRandom(7)
  const before = random.fork('visit 1').next()
  random.next()
  expect(random.fork('visit 1').next()).toBe(before)
  expect(random.fork('visit 2').next()).not.toBe(before)
  expect(seededRandom(8).fork('visit 1').next()).not.toBe(before)
})

test('poisson counts have the mean that was asked for', () => {
  const random = seededRandom(1)
  expect(mean(many(() => random.poisson(3.2)))).toBeCloseTo(3.2, 0)
  expect(random.poisson(0)).toBe(0)
})

test('half of the log-normal values lie below the median', () => {
  const random = seededRandom(1)
  const below = many(() => random.logNormal(250, 0.4)).filter((value) => value < 250).length
  expect(below / 4_000).toBeCloseTo(0.5, 1)
})

test('between, int, chance and pick stay within what they are given', () => {
  const random = seededRandom(1)
  expect(many(() => random.between(3, 5)).every((value) => value >= 3 && value < 5)).toBe(true)
  expect(new Set(many(() => random.int(3, 5)))).toEqual(new Set([3, 4, 5]))
  expect(mean(many(() => Number(random.chance(0.3))))).toBeCloseTo(0.3, 1)
  expect(new Set(many(() => random.pick([1, 2, 3])))).toEqual(new Set([1, 2, 3]))
})
