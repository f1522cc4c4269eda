import type { Router } from './router'
import { share } from './sharing'
import { askAction } from './ui/actionSheet'

/** What the capsule's dots open: sharing and starting again. */
export async function openMenu(router: Router) {
  const chosen = await askAction(['转发给朋友', '重新进入小程序'])
  if (chosen === 1) location.reload()
  if (chosen === 0) await share(router, { from: 'menu' })
}
