export interface Bar {
  name: string
  /** where it begins, 0…1 of the ground */
  from: number
  /** how long it is, 0…1 of the ground */
  share: number
  tone: 'quiet' | 'second' | 'now' | 'warn'
  amount: string
  /** px */
  amountWidth: number
  /** beside the amount; empty for none */
  note: string
  /** px */
  noteWidth: number
  strong: boolean
}

/** A bar with what most of them have. */
export const bar = (name: string, share: number, amount: string, more: Partial<Bar> = {}): Bar => ({
  name,
  from: 0,
  share: Math.min(1, Math.max(0, share)),
  tone: 'quiet',
  amount,
  amountWidth: 48,
  note: '',
  noteWidth: 0,
  strong: false,
  ...more,
})
