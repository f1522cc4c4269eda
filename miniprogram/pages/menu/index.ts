import { order, track } from '../../sdk/index'
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
    /** what customers said lately; empty where nobody did */
    said: '',
    mean: '',
  },
  /** when the menu came, epoch ms: pictures are measured from then */
  shownAt: 0,

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
      this.shownAt = Date.now()
      this.setData({ state: 'ready', open, groups: grouped(dishes) })
      order('browse')
      void this.loadReviews()
    } catch (refusal) {
      this.setData({ state: 'failed', failure: (refusal as Error).message })
    }
  },

  /** Nobody waits for it, and a menu without it is whole. */
  async loadReviews() {
    try {
      const { reviews, mean } = await askShop('reviews')
      const best = reviews.find(({ stars, text }) => stars >= 4 && text !== '')
      if (mean === null) return
      this.setData({ mean: mean.toFixed(1), said: best === undefined ? '' : `“${best.text}”` })
    } catch {}
  },

  /** How long a dish's picture takes, and who wants what is sold out: the shop sees both. */
  imageShown(event: WechatMiniprogram.TouchEvent) {
    track('dishImage', Date.now() - this.shownAt, { dish: event.currentTarget.dataset.dish as string })
  },
  wantSoldOut(event: WechatMiniprogram.TouchEvent) {
    track('soldOut', undefined, { dish: event.currentTarget.dataset.dish as string })
    wx.showToast({ title: '今天卖完了，明天早点来', icon: 'none' })
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
