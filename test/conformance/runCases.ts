import type { Ability, ConformanceCase, ConformanceCloud } from './conformanceCloud'
import { casesFor } from './conformanceCloud'

/** Registers every case that a cloud with these abilities can be asked, as a jest test. */
export function runCases(
  cases: readonly ConformanceCase[],
  abilities: readonly Ability[],
  cloud: () => ConformanceCloud,
): void {
  test.each(casesFor(cases, abilities))('$name', async ({ run }) => {
    expect.hasAssertions()
    await run(cloud())
  })
}
