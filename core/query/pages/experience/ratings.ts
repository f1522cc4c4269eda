import type { Ratings } from '../../../../contract/pages/experience'
import type { Merged } from '../../../evidence'
import type { PageSource } from '../pageSource'

const STARS = [5, 4, 3, 2, 1]

/** Stars that customers gave, against the same time before. */
export function ratingsOf({ measured, history, plan }: PageSource): Ratings {
  const stars = starsOf(measured.byLabel('rating'))
  const [earlier] = plan.earlier
  const before = earlier === undefined ? null : meanOf(starsOf(history.labels('rating', earlier)))
  return {
    count: stars.reduce((sum, count) => sum + count, 0),
    mean: meanOf(stars),
    before,
    beforeLabel: before === null ? '' : (earlier?.label ?? ''),
    stars,
  }
}

const starsOf = (labels: ReadonlyMap<string, Merged>): number[] =>
  STARS.map((star) => labels.get(String(star))?.total ?? 0)

function meanOf(stars: readonly number[]): number | null {
  const count = stars.reduce((sum, one) => sum + one, 0)
  return count === 0 ? null : stars.reduce((sum, one, index) => sum + one * (STARS[index] as number), 0) / count
}
