import type { AlertWindow, WindowSet } from './windowSet'

const SOURCE = 'pyrra-dev/pyrra slo/rules.go Windows(), Apache-2.0: written for 28 days, scaled to the period'
const WRITTEN_FOR_DAYS = 28

const of28Days: AlertWindow[] = [
  { id: 'page-quick', forSec: 120, longSec: 3600, shortSec: 300, factor: 14 },
  { id: 'page-slow', forSec: 900, longSec: 21_600, shortSec: 1800, factor: 7 },
  { id: 'ticket-quick', forSec: 3600, longSec: 86_400, shortSec: 7200, factor: 2 },
  { id: 'ticket-slow', forSec: 10_800, longSec: 345_600, shortSec: 21_600, factor: 1 },
]

/** Lengths shrink with the period, to whole minutes; factors stay. */
const scaledTo = (periodDays: number): WindowSet => {
  const scaled = (seconds: number) => Math.round((seconds * periodDays) / WRITTEN_FOR_DAYS / 60) * 60
  return {
    periodDays,
    source: SOURCE,
    windows: of28Days.map((window) => ({
      ...window,
      forSec: scaled(window.forSec as number),
      longSec: scaled(window.longSec),
      shortSec: scaled(window.shortSec),
    })),
  }
}

export const pyrra28d = scaledTo(28)
export const pyrra7d = scaledTo(7)
