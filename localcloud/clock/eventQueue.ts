/** One thing that will happen at a virtual instant. */
export interface QueuedEvent {
  atMs: number
  sequence: number
  run: () => void | Promise<void>
}

const isBefore = (a: QueuedEvent, b: QueuedEvent): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence)

/** A binary heap of events, earliest first; events of the same instant keep the order they were added in. */
export class EventQueue {
  private readonly heap: QueuedEvent[] = []
  private sequence = 0

  get size(): number {
    return this.heap.length
  }

  add(atMs: number, run: () => void | Promise<void>): QueuedEvent {
    const event: QueuedEvent = { atMs, sequence: this.sequence++, run }
    this.heap.push(event)
    this.rise(this.heap.length - 1)
    return event
  }

  /** The earliest event, left in the queue. */
  peek(): QueuedEvent | undefined {
    return this.heap[0]
  }

  /** Takes the earliest event out. */
  take(): QueuedEvent | undefined {
    const first = this.heap[0]
    const last = this.heap.pop()
    if (first && last && first !== last) {
      this.heap[0] = last
      this.sink(0)
    }
    return first
  }

  remove(event: QueuedEvent): void {
    const index = this.heap.indexOf(event)
    if (index < 0) return
    const last = this.heap.pop() as QueuedEvent
    if (last === event) return
    this.heap[index] = last
    this.rise(index)
    this.sink(index)
  }

  clear(): void {
    this.heap.length = 0
  }

  private rise(from: number): void {
    let index = from
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.swapIfBefore(index, parent)) return
      index = parent
    }
  }

  private sink(from: number): void {
    let index = from
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      const leftEvent = this.heap[left]
      const rightEvent = this.heap[right]
      if (!leftEvent) return
      const child = rightEvent && isBefore(rightEvent, leftEvent) ? right : left
      if (!this.swapIfBefore(child, index)) return
      index = child
    }
  }

  private swapIfBefore(lower: number, upper: number): boolean {
    const a = this.heap[lower] as QueuedEvent
    const b = this.heap[upper] as QueuedEvent
    if (!isBefore(a, b)) return false
    this.heap[lower] = b
    this.heap[upper] = a
    return true
  }
}
