import { clockText } from '../../services/clock'
import { yuan } from '../../services/money'
import { askShop, type Order, type OrderStatus } from '../../services/shop'

const STATES: Record<OrderStatus, string> = {
  submitted: '还没付款',
  paid: '等接单',
  accepted: '厨房在做',
  ready: '在路上',
  delivered: '已送到',
  cancelled: '已取消',
  refunded: '已退款',
}

const row = (order: Order) => ({
  _id: order._id,
  no: order.no,
  state: STATES[order.status],
  at: clockText(order.createdAt),
  dishes: order.items.map((item) => `${item.name} × ${item.count}`).join('，'),
  total: yuan(order.amountFen),
})

Page({
  data: { orders: [] as ReturnType<typeof row>[], hint: '正在找你的订单…' },

  async onShow() {
    try {
      const { orders } = await askShop('mine')
      this.setData({ orders: orders.map(row), hint: '还没点过单，先去看看菜单' })
    } catch (refusal) {
      this.setData({ hint: (refusal as Error).message })
    }
  },

  openOrder(event: WechatMiniprogram.TouchEvent) {
    wx.navigateTo({ url: `/pages/order/index?id=${event.currentTarget.dataset.id as string}` })
  },
})
