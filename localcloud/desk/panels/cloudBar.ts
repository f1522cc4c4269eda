import { button, icon, make } from '../dom'
import type { Desk } from './desk'

const AGAIN = '<path d="M20 5v5h-5M4 19v-5h5M5 10a7.5 7.5 0 0 1 14-1l1 1M19 14a7.5 7.5 0 0 1-14 1l-1-1"/>'
const SURE_MS = 3000

export interface CloudBar {
  element: HTMLElement
  /** null: the cloud does not answer */
  draw(functions: number | null): void
}

/** Whether the cloud runs, and emptying all of it: asked twice. */
export function cloudBar(desk: Pick<Desk, 'control' | 'act'>): CloudBar {
  const words = make('span', 'words')
  const status = make('span', 'status', make('i', ''), words)
  const label = make('span', '', '全部重来')
  let sureUntilMs = 0
  const again = button('key', icon(AGAIN, 16), () => {
    if (performance.now() < sureUntilMs) {
      desk.act(async () => {
        await desk.control.post('reset', {})
        location.reload()
      })
      return
    }
    sureUntilMs = performance.now() + SURE_MS
    label.textContent = '再点一次，全清空'
    setTimeout(() => {
      label.textContent = '全部重来'
    }, SURE_MS)
  })
  again.append(label)
  const inside = make('a', 'key', '看云里面')
  inside.href = `/cloud?${new URLSearchParams({ token: desk.control.token })}`
  return {
    element: make('div', 'cloud', status, inside, again),
    draw(functions) {
      status.classList.toggle('lost', functions === null)
      words.textContent = functions === null ? '云没回话' : `云在跑，${functions} 个函数`
    },
  }
}
