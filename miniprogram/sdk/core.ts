import { attempt } from './attempt'
import { coreCollectors } from './collectors/core'
import { phoneHost } from './host'
import { type Equipment, type Monitor, startMonitor } from './monitor'
import type { Options } from './options'

const core: Equipment = { collectors: coreCollectors, templates: () => () => undefined }

let monitor: Monitor | undefined

/** The smallest SDK: errors, requests and calls of functions, with the same queue and transport as the whole. */
export const init = (options: Options): void => {
  if (!monitor) monitor = attempt(() => startMonitor(options, phoneHost(), core))
}

export const setConsent = (granted: boolean): void => void attempt(() => (monitor as Monitor).decide(granted))

export const flush = (): void => void attempt(() => (monitor as Monitor).sendNow(true))
