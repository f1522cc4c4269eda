import type { Overview } from '../../../contract/query'
import { clockRange, clockTime } from '../format/clockTime'
import { ago, duration } from '../format/duration'

/** The panel from below: one thing explained. */
export type Sheet =
  | { kind: 'none'; title: string }
  | { kind: 'monitor'; title: string; facts: { name: string; text: string }[] }
  | { kind: 'invite'; title: string; code: string; validFor: string }
  | { kind: 'code'; title: string; code: string; words: string }

export const noSheet: Sheet = { kind: 'none', title: '' }

export const inviteSheet = ({ code, validMs }: { code: string; validMs: number }): Sheet => ({
  kind: 'invite',
  title: '邀请同事',
  code,
  validFor: duration(validMs),
})

/** A one-time code and what to do with it. */
export const codeSheet = (
  title: string,
  { code, validMs }: { code: string; validMs: number },
  words: string,
): Sheet => ({
  kind: 'code',
  title,
  code,
  words: `${words}，${duration(validMs)}内有效，只能用一次`,
})

/** @param now epoch ms on the cloud's clock */
export function monitorSheet({ lastRunAt, foldedThrough, gaps, zone }: Overview, now: number): Sheet {
  const holes = gaps.map(({ from, to }) => `${clockRange(from, to, zone)}（${duration(to - from)}）`).join('、')
  const facts = [
    {
      name: '上次巡店',
      text: lastRunAt === null ? '还没巡过' : `${clockTime(lastRunAt, zone)}，${ago(lastRunAt, now)}`,
    },
    { name: '数据到', text: foldedThrough === null ? '还没有收到数据' : clockTime(foldedThrough, zone) },
    { name: '今天缺的', text: holes === '' ? '没有缺' : holes },
    { name: '数据放在哪', text: '都在你自己的微信云里，不交给别人' },
  ]
  return { kind: 'monitor', title: '监控自己好不好', facts }
}
