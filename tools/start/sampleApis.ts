import type { SettingsDocument } from '../../core/documents/settings'

/** What the sample shop's owner calls its functions' actions. */
export const SAMPLE_APIS: NonNullable<SettingsDocument['apis']> = [
  { label: 'shop.menu', name: '打开菜单' },
  { label: 'shop.submit', name: '提交订单' },
  { label: 'shop.pay', name: '付款下单' },
  { label: 'shop.order', name: '订单状态' },
  { label: 'shop.reviews', name: '看评价' },
]
