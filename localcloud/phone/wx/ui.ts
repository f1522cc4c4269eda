import { askAction } from '../runtime/ui/actionSheet'
import { askModal } from '../runtime/ui/modal'
import { hideToast, showToast } from '../runtime/ui/toast'
import { ApiFailure, asyncApi, type Family, type Options } from './api'

interface ToastCall extends Options {
  title?: string
  icon?: 'success' | 'error' | 'loading' | 'none'
  image?: string
  duration?: number
  mask?: boolean
}

interface ModalCall extends Options {
  title?: string
  content?: string
  showCancel?: boolean
  cancelText?: string
  confirmText?: string
  cancelColor?: string
  confirmColor?: string
  editable?: boolean
  placeholderText?: string
}

interface ActionCall extends Options {
  itemList: string[]
  itemColor?: string
  alertText?: string
}

const TOAST_MS = 1500
const MOST_ACTIONS = 6

/** Toasts, dialogs and choices. */
export const uiFamily: Family = () => ({
  showToast: asyncApi<ToastCall>(
    'showToast',
    ({ title = '', icon = 'success', image, duration = TOAST_MS, mask = false }) =>
      showToast({ title, icon, durationMs: duration, mask, ...(image ? { image } : {}) }),
  ),
  hideToast: asyncApi('hideToast', hideToast),
  showLoading: asyncApi<ToastCall>('showLoading', ({ title = '', mask = false }) =>
    showToast({ title, icon: 'loading', durationMs: null, mask }),
  ),
  hideLoading: asyncApi('hideLoading', hideToast),
  showModal: asyncApi<ModalCall>('showModal', async (call) => {
    const { confirm, content } = await askModal({
      title: call.title ?? '',
      content: call.content ?? '',
      showCancel: call.showCancel ?? true,
      cancelText: call.cancelText ?? '取消',
      confirmText: call.confirmText ?? '确定',
      editable: call.editable ?? false,
      placeholderText: call.placeholderText ?? '',
      ...(call.cancelColor ? { cancelColor: call.cancelColor } : {}),
      ...(call.confirmColor ? { confirmColor: call.confirmColor } : {}),
    })
    return { confirm, cancel: !confirm, content: call.editable ? content : null }
  }),
  showActionSheet: asyncApi<ActionCall>('showActionSheet', async ({ itemList, itemColor, alertText }) => {
    if (!Array.isArray(itemList) || itemList.length === 0 || itemList.length > MOST_ACTIONS)
      throw new ApiFailure('parameter error: itemList should be an Array of 1 to 6')
    const tapIndex = await askAction(itemList, itemColor, alertText)
    if (tapIndex === null) throw new ApiFailure('cancel')
    return { tapIndex }
  }),
})
