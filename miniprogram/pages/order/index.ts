import { rate } from '../../sdk/index'
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
  refunded: ['已经退款', '钱会回到微信零钱'],
}

/** What a customer may say about calling it off; the shop counts these. */
const cancelReasons = ['点错了', '不想要了', '付不了款', '等太久']

/** What is known of the way to the door. */
function deliveryOf({ status, rider }: Order): string {
  if (status === 'ready' && rider !== undefined) return `骑手${rider}取到餐了，正往你这儿来`
  return status === 'delivered' && rider !== undefined ? `骑手${rider}送到的` : ''
}

const refundOf = ({ refundFen, refundReason }: Order): string =>
  refundFen === undefined ? '' : `退了 ¥${yuan(refundFen)}，因为${refundReason ?? '其他'}`

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
    delivery: '',
    refund: '',
    stars: [1, 2, 3, 4, 5],
    starsGiven: 0,
    said: '',
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
    this.setData({
      ...{ order, headline, subline, total: yuan(order.amountFen), steps: stepsOf(order) },
      ...{ delivery: deliveryOf(order), refund: refundOf(order) },
      ...(order.review === undefined ? {} : { starsGiven: order.review.stars, said: order.review.text }),
    })
    if (['delivered', 'cancelled', 'refunded'].includes(order.status)) clearInterval(this.timer)
  },

  async pay() {
    if (this.data.busy) return
    this.setData({ busy: true })
    const result = await payFor(this.id)
    this.setData({ busy: false })
    if (result === 'failed') wx.showToast({ title: '没付成，钱没扣', icon: 'none' })
    await this.refresh()
  },

  cancel() {
    wx.showActionSheet({
      itemList: cancelReasons,
      success: ({ tapIndex }) => void this.cancelFor(cancelReasons[tapIndex] ?? ''),
    })
  },

  async cancelFor(reason: string) {
    try {
      this.show((await askShop('cancel', { order: this.id, reason })).order)
    } catch (refusal) {
      wx.showToast({ title: (refusal as Error).message, icon: 'none' })
    }
  },

  star(event: WechatMiniprogram.TouchEvent) {
    this.setData({ starsGiven: event.currentTarget.dataset.stars as number })
  },
  say(event: WechatMiniprogram.Input) {
    this.setData({ said: event.detail.value })
  },
  async review() {
    const { starsGiven, said } = this.data
    if (starsGiven === 0) return
    try {
      this.show((await askShop('review', { order: this.id, stars: starsGiven, text: said })).order)
      rate(starsGiven)
      wx.showToast({ title: '收到了，谢谢', icon: 'none' })
    } catch (refusal) {
      wx.showToast({ title: (refusal as Error).message, icon: 'none' })
    }
  },

  backToMenu() {
    wx.reLaunch({ url: '/pages/menu/index' })
  },
})
