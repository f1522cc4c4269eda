import { realClearTimeout, realSetTimeout } from '../../clock/realTimers'
import { imageAddress } from '../files'
import { drawOver, make } from './overlay'

export interface ToastOptions {
  title: string
  icon: 'success' | 'error' | 'loading' | 'none'
  image?: string
  /** null: until hidden */
  durationMs: number | null
  mask: boolean
}

let remove = () => {}
let timer: number | undefined

/** One toast at a time; it leaves in real time, also while virtual time stands still. */
export function showToast({ title, icon, image, durationMs, mask }: ToastOptions) {
  hideToast()
  const box = make('div', `toast ${image ? 'picture' : icon}`)
  box.setAttribute('role', 'status')
  if (image) {
    const picture = make('img', '')
    picture.src = imageAddress(image)
    box.append(picture)
  } else if (icon !== 'none') box.append(make('i', ''))
  box.append(make('span', '', title))
  remove = drawOver(make('div', mask ? 'toast-layer mask-taps' : 'toast-layer', box))
  if (durationMs !== null) timer = realSetTimeout(hideToast, durationMs)
}

export function hideToast() {
  if (timer !== undefined) realClearTimeout(timer)
  timer = undefined
  remove()
  remove = () => {}
}
