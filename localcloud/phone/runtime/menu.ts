import type { Router } from './router'
import { askAction } from './ui/actionSheet'
import { askModal } from './ui/modal'

/** What the capsule's dots open: sharing and starting again. */
export async function openMenu(router: Router) {
  const chosen = await askAction(['转发给朋友', '重新进入小程序'])
  if (chosen === 1) location.reload()
  if (chosen !== 0) return
  const page = router.top
  if (!page || typeof page.instance.onShareAppMessage !== 'function') return
  const share = page.call('onShareAppMessage', { from: 'menu' }) as { title?: string; path?: string } | undefined
  await askModal({
    title: '转发给朋友',
    content: `${share?.title ?? ''}\n${share?.path ?? page.route}`,
    showCancel: false,
    cancelText: '取消',
    confirmText: '知道了',
    editable: false,
    placeholderText: '',
  })
}
