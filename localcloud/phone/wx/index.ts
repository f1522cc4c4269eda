import { builtinTemplates } from '../builtins/templates'
import { notInShell } from '../runtime/loud'
import type { Family, PhoneHost } from './api'
import { cloudFamily } from './cloud'
import { deviceFamily } from './device'
import { drawingFamily } from './drawing'
import { lifeCycleFamily } from './lifeCycle'
import { messagesFamily } from './messages'
import { navigationFamily } from './navigation'
import { networkFamily } from './network'
import { paymentFamily } from './payment'
import { requestFamily } from './request'
import { storageFamily } from './storage'
import { uiFamily } from './ui'

const FAMILIES: Family[] = [
  requestFamily,
  cloudFamily,
  storageFamily,
  uiFamily,
  navigationFamily,
  messagesFamily,
  paymentFamily,
  deviceFamily,
  networkFamily,
  lifeCycleFamily,
  drawingFamily,
]

/**
 * The wx object. What it has not reads as undefined, so that feature tests work, and is named in the console; calling it
 * throws.
 */
export function makeWx(host: PhoneHost): Record<string, unknown> {
  const api: Record<string, unknown> = Object.assign({}, ...FAMILIES.map((family) => family(host)))
  api.canIUse = (schema: string) => {
    const [name = ''] = schema.split('.')
    return name in api || name in builtinTemplates
  }
  return new Proxy(api, {
    get(target, key) {
      if (!(key in target) && typeof key === 'string') notInShell(`wx.${key}`)
      return Reflect.get(target, key)
    },
  })
}
