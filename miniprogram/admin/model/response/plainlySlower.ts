import { secondsText } from '../../format/seconds'

/** '，以前 0.8 秒'; nothing without an earlier one or where it was about the same. */
export const plainlySlower = (nowMs: number, beforeMs: number | null): string =>
  beforeMs === null || Math.abs(nowMs - beforeMs) < Math.max(50, beforeMs * 0.02)
    ? ''
    : `，以前 ${secondsText(beforeMs)}`
