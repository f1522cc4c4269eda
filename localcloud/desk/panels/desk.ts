import type { CloudState } from '../cloudState'
import type { ClockReading, Control } from '../control'

/** What panels share. */
export interface Desk {
  control: Control
  /** the cloud's time at this moment, virtual epoch ms */
  now(): number
  clock: ClockReading
  state: CloudState
  /** sends something to the cloud, then reads all again */
  act(run: () => Promise<unknown>): void
  /** shows a person's phone at a page */
  openPhone(openid: string, page: string): void
}

/** A part of the desk: draws itself from the state. Called only when what it shows has changed. */
export interface Panel {
  element: HTMLElement
  /** what it shows of the state, to compare; `now` for what it counts down */
  watches(state: CloudState, now: number): unknown
  draw(desk: Desk): void
}
