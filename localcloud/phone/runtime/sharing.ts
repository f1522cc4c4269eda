import { realSetTimeout } from '../clock/realTimers'
import { askModal } from './ui/modal'

/** What of the router is used: buttons share too, and the router knows pages, which know buttons. */
interface PageInFront {
  readonly top: { route: string; instance: object; call(method: string, argument: ShareFrom): unknown } | undefined
}

/** What a page's onShareAppMessage may answer; `promise`, if it comes in time, takes the place of the rest. */
interface Share {
  title?: string
  path?: string
  imageUrl?: string
  promise?: Promise<Share>
}

/** WeChat waits this long for the promise, and shares what there is without it. */
const PROMISE_MS = 3000

/** @property target of a button: its dataset and id, as in the event of a tap */
export interface ShareFrom {
  from: 'menu' | 'button'
  target?: { dataset: Record<string, unknown>; id: string }
}

let sharePage: (from: ShareFrom) => void = () => undefined

/** Buttons know no router: what they share is the page in front. */
export function shareThePageOf(router: PageInFront): void {
  sharePage = (from) => void share(router, from)
}

export const shareByButton = (target: NonNullable<ShareFrom['target']>): void => sharePage({ from: 'button', target })

/** Asks the page in front what it is shared as, and shows that. From the menu a page without an answer has nothing to share. */
export async function share(router: PageInFront, from: ShareFrom): Promise<void> {
  const page = router.top
  if (!page) return
  const asks = 'onShareAppMessage' in page.instance
  if (!asks && from.from === 'menu') return
  const first = (asks ? (page.call('onShareAppMessage', from) as Share | undefined) : undefined) ?? {}
  const { title = '', path = page.route, imageUrl } = { ...first, ...(await inTime(first.promise)) }
  await askModal({
    title: '转发给朋友',
    content: [title, path, imageUrl === undefined ? '' : '［图片］'].filter((line) => line !== '').join('\n'),
    showCancel: false,
    cancelText: '取消',
    confirmText: '知道了',
    editable: false,
    placeholderText: '',
  })
}

const inTime = (promise: Promise<Share> | undefined): Promise<Share> =>
  Promise.race([
    (promise ?? Promise.resolve({})).catch(() => ({})),
    new Promise<Share>((resolve) => realSetTimeout(() => resolve({}), PROMISE_MS)),
  ])
