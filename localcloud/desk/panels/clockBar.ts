import type { ClockReading } from '../control'
import { button, icon, make } from '../dom'
import { dayOfYear, msUntilHour, timeOfDay, weekday } from '../format'
import type { Desk } from './desk'

const PAUSE = '<circle cx="12" cy="12" r="9"/><path d="M10 9v6M14 9v6"/>'
const GO = '<circle cx="12" cy="12" r="9"/><path d="M10.5 8.5l5 3.5-5 3.5z"/>'
const SPEEDS = [1, 10, 60]
const MINUTE_MS = 60_000
const EVENING_HOUR = 20

export interface ClockBar {
  element: HTMLElement
  /** writes the time; called often */
  tick(now: number): void
  draw(clock: ClockReading): void
}

/** The cloud's time, and what moves it. */
export function clockBar(desk: Pick<Desk, 'control' | 'act' | 'now'>): ClockBar {
  const day = make('span', 'day')
  const time = make('b', 'time')
  const keys = make('div', 'keys')
  const element = make('div', 'clock', day, time, keys)
  const send = (body: object) => {
    element.setAttribute('aria-busy', 'true')
    desk.act(() => desk.control.post('clock', body).finally(() => element.removeAttribute('aria-busy')))
  }
  return {
    element,
    tick(now) {
      day.textContent = `${dayOfYear(now)} ${weekday(now)}`
      time.textContent = timeOfDay(now)
    },
    draw({ frozen, speed }) {
      const pause = button('key', icon(frozen ? GO : PAUSE, 18), () => send({ freeze: !frozen }))
      pause.setAttribute('aria-label', frozen ? '让时钟走' : '暂停时钟')
      if (frozen) pause.classList.add('on')
      const speeds = SPEEDS.map((one) =>
        button(!frozen && speed === one ? 'key on' : 'key', `×${one}`, () => send({ speed: one, freeze: false })),
      )
      const moves = [
        button('key', '+1 分', () => send({ advanceMs: MINUTE_MS })),
        button('key', '+5 分', () => send({ advanceMs: 5 * MINUTE_MS })),
        button('key', `到 ${EVENING_HOUR}:00`, () => send({ advanceMs: msUntilHour(desk.now(), EVENING_HOUR) })),
      ]
      keys.replaceChildren(pause, ...speeds, make('i', 'separator'), ...moves)
    },
  }
}
