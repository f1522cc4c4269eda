import type { Ratings } from '../../../../contract/pages/experience'

/** 顾客怎么说 */
export interface RatingsView {
  note: string
  /** 没人评价 has no number */
  mean: string
  sentence: string
}

export function ratingsView({ count, mean, before, beforeLabel, stars }: Ratings): RatingsView {
  if (count === 0 || mean === null) return { note: '', mean: '', sentence: '这段时间没人评价' }
  const listed = stars
    .map((number, index) => ({ number, star: 5 - index }))
    .filter(({ number }) => number > 0)
    .map(({ number, star }) => `${star} 星 ${number}`)
  const was = before === null ? '' : `。${beforeLabel} ${before.toFixed(1)}`
  return { note: `${count} 条评价`, mean: mean.toFixed(1), sentence: listed.join('，') + was }
}
