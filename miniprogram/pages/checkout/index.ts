import { order, setArea, track } from '../../sdk/index'
import { cartFen, cartLines, emptyCart } from '../../services/cart'
import { yuan } from '../../services/money'
import { payFor } from '../../services/payment'
import { askShop, type ShopRefusal } from '../../services/shop'

Page({
  data: {
    address: '文三路 478 号华星时代 5 楼前台',
    area: '文三路',
    lines: [] as { id: string; name: string; image: string; count: number; sum: string }[],
    total: '0',
    note: '',
    busy: false,
    failure: '',
  },

  onLoad() {
    // where deliveries are slow or fail is seen by area; the address stays in the shop
    setArea(this.data.area)
    this.setData({
      lines: cartLines().map(({ dish, count }) => ({
        id: dish._id,
        name: dish.name,
        image: dish.image,
        count,
        sum: yuan(dish.priceFen * count),
      })),
      total: yuan(cartFen()),
    })
  },

  changeNote(event: WechatMiniprogram.Input) {
    this.setData({ note: event.detail.value })
  },

  /** Somebody wanted it and could not have it: the shop sees how often. */
  tellSoldOut(message: string) {
    const gone = this.data.lines.find(({ name }) => message.startsWith(name))
    if (gone !== undefined) track('soldOut', undefined, { dish: gone.id })
  },

  async submit() {
    if (this.data.busy || this.data.lines.length === 0) return
    this.setData({ busy: true, failure: '' })
    try {
      const items = this.data.lines.map((line) => ({ dish: line.id, count: line.count }))
      const submitted = await askShop('submit', { items, address: this.data.address, note: this.data.note })
      order('submit', { order: submitted.order._id })
      emptyCart()
      // Paid or not, the order exists: its page shows what happened and offers to pay again.
      if (!submitted.order.atCounter) await payFor(submitted.order._id)
      wx.redirectTo({ url: `/pages/order/index?id=${submitted.order._id}` })
    } catch (refusal) {
      if ((refusal as ShopRefusal).code === 'sold_out') this.tellSoldOut((refusal as Error).message)
      this.setData({ busy: false, failure: (refusal as Error).message })
    }
  },
})
