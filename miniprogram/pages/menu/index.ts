import { order } from '../../sdk/index'
import { cartCount, cartFen, countOf, setCount } from '../../services/cart'
import { yuan } from '../../services/money'
import { askShop, type Dish } from '../../services/shop'
import { isStaff } from '../../services/staff'

interface DishRow extends Dish {
  price: string
  count: number
}

interface Group {
  name: string
  dishes: DishRow[]
}

const row = (dish: Dish): DishRow => ({ ...dish, price: yuan(dish.priceFen), count: countOf(dish._id) })

function grouped(dishes: Dish[]): Group[] {
  const groups = new Map<string, DishRow[]>()
  for (const dish of dishes) groups.set(dish.category, [...(groups.get(dish.category) ?? []), row(dish)])
  return [...groups].map(([name, rows]) => ({ name, dishes: rows }))
}

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'failed',
    failure: '',
    open: true,
    groups: [] as Group[],
    bones: [1, 2, 3, 4, 5],
    active: 0,
    count: 0,
    total: '0',
    statusBar: 20,
  },

  onLoad() {
    this.setData({ statusBar: wx.getWindowInfo().statusBarHeight })
    void this.load()
  },

  onShow() {
    this.refreshCart()
  },

  async load() {
    if (this.data.state === 'failed') this.setData({ state: 'loading' })
    try {
      const { dishes, open } = await askShop('menu')
      this.setData({ state: 'ready', open, groups: grouped(dishes) })
      order('browse')
    } catch (refusal) {
      this.setData({ state: 'failed', failure: (refusal as Error).message })
    }
  },

  /** Coming back from checkout the cart may be empty: counts of every row follow it. */
  refreshCart() {
    const changed: Record<string, number> = {}
    this.data.groups.forEach((group, g) => {
      group.dishes.forEach((dish, d) => {
        if (dish.count !== countOf(dish._id)) changed[`groups[${g}].dishes[${d}].count`] = countOf(dish._id)
      })
    })
    this.setData({ ...changed, count: cartCount(), total: yuan(cartFen()) })
  },

  pickGroup(event: WechatMiniprogram.TouchEvent) {
    const active = event.currentTarget.dataset.index as number
    this.setData({ active })
    wx.pageScrollTo({ selector: `#group-${active}`, offsetTop: -(this.data.statusBar + 44), duration: 200 })
  },

  changeCount(event: WechatMiniprogram.CustomEvent<{ count: number }>) {
    const { group, dish } = event.currentTarget.dataset as { group: number; dish: number }
    const picked = this.data.groups[group]?.dishes[dish]
    if (!picked) return
    if (event.detail.count > picked.count) order('cart')
    setCount(picked, event.detail.count)
    this.refreshCart()
  },

  checkout() {
    wx.navigateTo({ url: '/pages/checkout/index' })
  },

  openOrders() {
    wx.navigateTo({ url: '/pages/orders/index' })
  },

  /** The staff's way in. A customer whose thumb rests on the name sees nothing happen. */
  async openAdmin() {
    if (await isStaff()) wx.navigateTo({ url: '/admin/pages/overview/index' })
  },
})
