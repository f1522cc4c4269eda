import { clockText } from '../../services/clock'
import { yuan } from '../../services/money'
import { payFor } from '../../services/payment'
import { askShop, type Order, type OrderStatus } from '../../services/shop'

const REFRESH_MS = 10_000

const HEADLINES: Record<OrderStatus, [title: string, sentence: string]> = {
  submitted: ['还没付款', '付好后厨房马上开做'],
  paid: ['付好了，等店里接单', '一般 1 分钟内接单'],
  accepted: ['厨房在做了', '牛肉正在下锅'],
  ready: ['出餐了，骑手在路上', '趁热吃'],
  delivered: ['送到了，慢慢吃', '好吃再来'],
  cancelled: ['订单已取消', '没有扣钱'],
}

const stepsOf = (order: Order) => [
  { name: '下单', at: clockText(order.createdAt) },
  { name: '付款', at: clockText(order.paidAt) },
  { name: '接单', at: clockText(order.acceptedAt) },
  { name: '出餐', at: clockText(order.readyAt) },
  { name: '送达', at: clockText(order.deliveredAt) },
]

Page({
  data: {
    order: null as Order | null,
    headline: '',
    subline: '',
    total: '',
    steps: [] as { name: string; at: string }[],
    busy: false,
    failure: '',
  },
  id: '',
  timer: 0,

  onLoad(query: { id?: string }) {
    this.id = query.id ?? ''
  },

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
      this.show((await askShop('order', { order: this.id })).order)
    } catch (refusal) {
      if (!this.data.order) this.setData({ failure: (refusal as Error).message })
    }
  },

  show(order: Order) {
    const atCounter = order.atCounter === true && order.status === 'submitted'
    const [headline, subline] = atCounter ? ['单已下好，到柜台付', '取餐时付款就行'] : HEADLINES[order.status]
    this.setData({ order, headline, subline, total: yuan(order.amountFen), steps: stepsOf(order) })
    if (order.status === 'delivered' || order.status === 'cancelled') clearInterval(this.timer)
  },

  async pay() {
    if (this.data.busy) return
    this.setData({ busy: true })
    const result = await payFor(this.id)
    this.setData({ busy: false })
    if (result === 'failed') wx.showToast({ title: '没付成，钱没扣', icon: 'none' })
    await this.refresh()
  },

  async cancel() {
    try {
      this.show((await askShop('cancel', { order: this.id })).order)
    } catch (refusal) {
      wx.showToast({ title: (refusal as Error).message, icon: 'none' })
    }
  },

  backToMenu() {
    wx.reLaunch({ url: '/pages/menu/index' })
  },
})
