/** 750 rpx are the width of the phone. */
const RPX_PER_VW = 7.5

/** Rounded away from 0: a browser cuts 1.99999 px of border to 1. */
const rpxToVw = (rpx: number) => (Math.sign(rpx) * Math.ceil((Math.abs(rpx) / RPX_PER_VW) * 1e6)) / 1e6

/**
 * Makes WeChat's lengths ones of the page: rpx → vw; vh counts the page below the navigation bar; safe areas are the
 * drawn phone's, not the browser's.
 */
export function toBrowserLength(value: string): string {
  if (!/rpx|vh|safe-area/.test(value)) return value
  return value
    .replace(/(-?\d*\.?\d+)rpx\b/g, (_, amount: string) => `${rpxToVw(Number(amount))}vw`)
    .replace(/(-?\d*\.?\d+)vh\b/g, 'calc($1 * var(--page-vh, 1vh))')
    .replace(/(?:env|constant)\(\s*safe-area-inset-(top|right|bottom|left)[^)]*\)/g, 'var(--safe-area-$1, 0px)')
}
