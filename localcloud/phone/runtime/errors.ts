import * as glassEasel from 'glass-easel'
import { Listeners } from './listeners'

interface Rejection {
  reason: unknown
  promise: Promise<unknown>
}

/** What wx.onError and App.onError are told: message and stack in one text. */
export const scriptErrors = new Listeners<[message: string]>()
export const rejections = new Listeners<[Rejection]>()

/** Sends every uncaught error of the mini-program to the app, as WeChat does. */
export function watchErrors() {
  window.addEventListener('error', (event) => {
    if (event.error !== undefined || event.message) scriptErrors.emit(describe(event.error ?? event.message))
  })
  window.addEventListener('unhandledrejection', (event) => {
    rejections.emit({ reason: event.reason, promise: event.promise })
  })
  glassEasel.addGlobalErrorListener((error: unknown) => {
    reportError(error)
    return false
  })
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `MiniProgramError\n${String(error)}`
  const stack = error.stack?.includes(error.message) ? error.stack : `${error.message}\n${error.stack ?? ''}`
  return `MiniProgramError\n${stack}`
}
