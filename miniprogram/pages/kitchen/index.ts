import { yuan } from '../../services/money'
import { askShop, type Dish, type Order, type OrderItem } from '../../services/shop'

const REFRESH_MS = 15_000
const MINUTE_MS = 60_000
/** A ticket that has waited longer is late. */
const LATE_MINUTES = 20

const NEXT: Partial<Record<Order['status'], [to: string, action: string]>> = {
  submitted: ['paid', '收了现款'],
  paid: ['accepted', '接单'],
  accepted: ['ready', '出餐'],
  ready: ['delivered', '送到了'],
}

const STAGES: Partial<Record<Order['status'], string>> = {
  submitted: '等付款',
  paid: '新单',
  accepted: '在做',
  ready: '在送',
}

/** What waits for somebody in the kitchen is on top; of the same kind the oldest. */
const URGENCY: Order['status'][] = ['paid', 'submitted', 'accepted', 'ready']

const refundReasons = ['卖完了', '等太久', '送错了', '不好吃', '付重了', '其他']

interface Ticket {
  _id: string
  no: string
  items: OrderItem[]
  note: string
  stage: string
  isNew: boolean
  waited: string
  late: boolean
  next: string
  action: string
  total: string
  refundable: boolean
}

function ticket(order: Order, now: number): Ticket[] {
  const next = NEXT[order.status]
  if (!next) return []
  const minutes = Math.max(0, Math.floor((now - (order.paidAt ?? order.createdAt)) / MINUTE_MS))
  return [
    {
      ...order,
      stage: `${STAGES[order.status] ?? ''}${order.rider === undefined ? '' : `，${order.rider}`}`,
      isNew: order.status === 'paid',
      waited: `等了 ${minutes} 分钟`,
      late: minutes >= LATE_MINUTES,
      next: next[0],
      action: next[1],
      total: yuan(order.amountFen),
      refundable: order.status !== 'submitted',
    },
  ]
}

Page({
  data: {
    tab: 'orders' as 'orders' | 'dishes',
    orders: [] as Ticket[],
    dishes: [] as Dish[],
    summary: '',
    hint: '正在看有没有单…',
  },
  timer: 0,

  onShow() {
    void this.refresh()
    this.timer = setInterval(() => void this.refresh(), REFRESH_MS) as unknown as number
  },

  onHide() {
    clearInterval(this.timer)
  },

  onUnload() {
    clearInterval(this.timer)
  },

  choose(event: WechatMiniprogram.TouchEvent) {
    this.setData({ tab: event.currentTarget.dataset.tab as 'orders' | 'dishes' })
  },

  openDiagnosis() {
    wx.navigateTo({ url: '/pages/diagnose/index' })
  },

  async refresh() {
    try {
      const { orders, dishes } = await askShop('kitchen')
      const now = Date.now()
      const count = (status: Order['status']) => orders.filter((order) => order.status === status).length
      const summary = `新单 ${count('paid')}，在做 ${count('accepted')}，在送 ${count('ready')}`
      const urgent = [...orders].sort((a, b) => URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status))
      this.setData({ orders: urgent.flatMap((order) => ticket(order, now)), dishes, summary, hint: '没有要做的单' })
    } catch (refusal) {
      this.setData({ hint: (refusal as Error).message })
    }
  },

  async advance(event: WechatMiniprogram.TouchEvent) {
    const { id, to } = event.currentTarget.dataset as { id: string; to: string }
    await this.run(() => askShop('advance', { order: id, to }))
  },

  refund(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    wx.showActionSheet({
      itemList: refundReasons,
      success: ({ tapIndex }) => void this.run(() => askShop('refund', { order: id, reason: refundReasons[tapIndex] })),
    })
  },

  async toggle(event: WechatMiniprogram.TouchEvent) {
    const { dish, gone } = event.currentTarget.dataset as { dish: string; gone: boolean }
    await this.run(() => askShop('soldOut', { dish, soldOut: !gone }))
  },

  /** Does it, says why not, and looks again either way. */
  async run(action: () => Promise<unknown>) {
    try {
      await action()
    } catch (refusal) {
      wx.showToast({ title: (refusal as Error).message, icon: 'none' })
    }
    await this.refresh()
  },
})
