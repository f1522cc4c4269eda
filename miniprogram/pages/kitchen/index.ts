import { askShop, type Order, type OrderItem } from '../../services/shop'

const REFRESH_MS = 15_000
const MINUTE_MS = 60_000

const NEXT: Partial<Record<Order['status'], [to: string, action: string]>> = {
  submitted: ['paid', '收了现款'],
  paid: ['accepted', '接单'],
  accepted: ['ready', '出餐'],
  ready: ['delivered', '送到了'],
}

interface Ticket {
  _id: string
  no: string
  items: OrderItem[]
  note: string
  waited: string
  next: string
  action: string
}

function ticket(order: Order, now: number): Ticket[] {
  const next = NEXT[order.status]
  if (!next) return []
  const minutes = Math.max(0, Math.floor((now - (order.paidAt ?? order.createdAt)) / MINUTE_MS))
  return [{ ...order, waited: `等了 ${minutes} 分钟`, next: next[0], action: next[1] }]
}

Page({
  data: { orders: [] as Ticket[], hint: '正在看有没有单…' },
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

  async refresh() {
    try {
      const { orders } = await askShop('kitchen')
      const now = Date.now()
      this.setData({ orders: orders.flatMap((order) => ticket(order, now)), hint: '没有要做的单' })
    } catch (refusal) {
      this.setData({ hint: (refusal as Error).message })
    }
  },

  async advance(event: WechatMiniprogram.TouchEvent) {
    const { id, to } = event.currentTarget.dataset as { id: string; to: string }
    try {
      await askShop('advance', { order: id, to })
    } catch (refusal) {
      wx.showToast({ title: (refusal as Error).message, icon: 'none' })
    }
    await this.refresh()
  },
})
