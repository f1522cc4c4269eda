import type { Control } from '../desk/control'

/** What the views of the page share. */
export interface Console {
  control: Control
  /** the cloud's time at this moment, virtual epoch ms */
  now(): number
  /** does something with the cloud, shows what goes wrong, then draws the shown view anew */
  act(run: () => Promise<unknown>): void
  /** shows the log of one function, or of one request */
  openLogs(filter: { function?: string; requestId?: string }): void
}

/** A view of the page. Only the shown one reads the cloud, every two seconds. */
export interface View {
  name: string
  title: string
  element: HTMLElement
  refresh(): Promise<void>
}
