import type { CauseLabel } from '../../../contract/insight'
import type { SettingsDocument } from '../../documents/settings'
import type { StoreDocument } from '../../documents/store'
import type { OrderBook } from '../../query/orderBook'
import { titleIn, valueTitle } from '../../query/pages/contextWords'

/** Where names are known from. */
export interface Names {
  settings: Pick<SettingsDocument, 'apis'>
  book: Pick<OrderBook, 'dishName'>
  stores: readonly Pick<StoreDocument, '_id' | 'name' | 'branch'>[]
}

/** How phones pay, as the SDK calls it. */
const PAYMENTS: Record<string, string> = { wechat: '微信支付' }

/** Steps towards an order, as the SDK calls them. */
const STEPS: Record<string, string> = { browse: '进店', cart: '加购', submit: '提交', pay: '付款' }

/** A value in the shop's words. */
export function causeTitle(label: CauseLabel, value: string, { settings, book, stores }: Names): string {
  switch (label) {
    case 'dish':
      return book.dishName(value) ?? valueTitle('area', value)
    case 'payment':
      return PAYMENTS[value] ?? valueTitle('area', value)
    case 'store': {
      const store = stores.find(({ _id }) => _id === value)
      return store === undefined ? value : store.branch || store.name
    }
    case 'step':
      return STEPS[value] ?? valueTitle('area', value)
    default:
      return titleIn(settings, label, value)
  }
}
