import type { SettingsDocument } from '../../core/documents'

/** What the sample shop's owner calls its functions' actions. */
export const SAMPLE_APIS: NonNullable<SettingsDocument['apis']> = {
  'shop.menu': { name: '打开菜单' },
  'shop.submit': { name: '提交订单' },
  'shop.pay': { name: '付款下单' },
  'shop.order': { name: '订单状态' },
  'shop.reviews': { name: '看评价' },
}
