import { rejections, scriptErrors } from './errors'
import { Listeners } from './listeners'

export interface EnterOptions {
  path: string
  query: Record<string, string>
  scene: number
  referrerInfo: Record<string, never>
  shareTicket?: string
}

type AppInstance = Record<string, unknown>

/** App(): its instance, launch, and coming and going of the mini-program. */
export class AppLifeCycle {
  readonly shown = new Listeners<[EnterOptions]>()
  readonly hidden = new Listeners<[]>()
  readonly pageNotFound = new Listeners<[unknown]>()
  readonly visibility = new Listeners<[visible: boolean]>()
  instance: AppInstance = {}
  visible = false

  constructor(
    readonly launchOptions: EnterOptions,
    private readonly ownInstance: AppInstance = {},
  ) {
    this.instance = this.ownInstance
    scriptErrors.on((message) => this.call('onError', message))
    rejections.on((rejection) => this.call('onUnhandledRejection', rejection))
  }

  /** The global App(). */
  register(definition: AppInstance) {
    this.instance = definition
  }

  launch() {
    this.call('onLaunch', this.launchOptions)
    this.enter()
  }

  enter() {
    if (this.visible) return
    this.visible = true
    this.call('onShow', this.launchOptions)
    this.shown.emit(this.launchOptions)
    this.visibility.emit(true)
  }

  leave() {
    if (!this.visible) return
    this.visible = false
    this.visibility.emit(false)
    this.call('onHide')
    this.hidden.emit()
  }

  /** @returns whether somebody looked after the missing page */
  tellPageNotFound(event: unknown): boolean {
    const handled = typeof this.instance.onPageNotFound === 'function' || this.pageNotFound.size > 0
    this.call('onPageNotFound', event)
    this.pageNotFound.emit(event)
    return handled
  }

  private call(name: string, ...args: unknown[]) {
    const method = this.instance[name]
    if (typeof method !== 'function') return
    try {
      method.apply(this.instance, args)
    } catch (error) {
      if (name === 'onError') console.error(error)
      else reportError(error)
    }
  }
}

/** Follows the browser's tab, and the desk that shows two phones: `postMessage({phone: 'hide' | 'show'})`. */
export function watchVisibility(app: AppLifeCycle) {
  const set = (visible: boolean) => (visible ? app.enter() : app.leave())
  document.addEventListener('visibilitychange', () => set(document.visibilityState === 'visible'))
  window.addEventListener('pagehide', () => set(false))
  window.addEventListener('message', (event: MessageEvent<{ phone?: string }>) => {
    if (event.origin !== location.origin) return
    if (event.data?.phone === 'hide' || event.data?.phone === 'show') set(event.data.phone === 'show')
  })
}
