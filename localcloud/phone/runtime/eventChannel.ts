type Handler = (...args: unknown[]) => void

/** The line between two pages that navigateTo opens. */
export class EventChannel {
  private readonly handlers = new Map<string, { run: Handler; once: boolean }[]>()

  on(name: string, run: Handler) {
    this.add(name, run, false)
  }

  once(name: string, run: Handler) {
    this.add(name, run, true)
  }

  off(name: string, run?: Handler) {
    const left = run ? (this.handlers.get(name) ?? []).filter((one) => one.run !== run) : []
    this.handlers.set(name, left)
  }

  emit(name: string, ...args: unknown[]) {
    for (const { run, once } of [...(this.handlers.get(name) ?? [])]) {
      if (once) this.off(name, run)
      run(...args)
    }
  }

  private add(name: string, run: Handler, once: boolean) {
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), { run, once }])
  }
}
