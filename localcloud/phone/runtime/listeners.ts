/** Listeners of one event, as wx.onX and wx.offX keep them. */
export class Listeners<T extends unknown[] = [unknown]> {
  private readonly all = new Set<(...args: T) => void>()

  readonly on = (listener: (...args: T) => void) => {
    if (typeof listener === 'function') this.all.add(listener)
  }

  /** Without a listener all are removed, as in WeChat. */
  readonly off = (listener?: (...args: T) => void) => {
    if (listener) this.all.delete(listener)
    else this.all.clear()
  }

  emit(...args: T) {
    for (const listener of [...this.all]) {
      try {
        listener(...args)
      } catch (error) {
        reportError(error)
      }
    }
  }

  get size() {
    return this.all.size
  }
}
