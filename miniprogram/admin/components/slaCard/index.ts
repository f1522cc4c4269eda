import type { SlaPicture } from '../../model/reports'
import { cardSize, drawSlaCard, type Pen } from '../../plot/slaCanvas'
import { tell } from '../../services/tell'

interface CanvasNode {
  width: number
  height: number
  getContext(kind: '2d'): Pen
}

/** The card to be shared: drawn on a canvas, sent or kept as a picture. */
Component({
  properties: { card: { type: Object, value: {} } },
  data: { spoken: '' },
  lifetimes: {
    ready() {
      this.draw()
    },
  },
  observers: {
    card(card: SlaPicture) {
      if (card === null || card.shop === undefined) return
      const facts = card.facts.map(({ name, value }) => `${name} ${value}`)
      this.setData({ spoken: [card.shop, card.span, card.share, card.sentence, ...facts].join('，') })
      this.draw()
    },
  },
  methods: {
    /** What belongs to this component and no template shows. */
    instance() {
      return this as unknown as { node?: CanvasNode }
    },
    draw() {
      const card = this.properties.card as unknown as SlaPicture
      if (card?.shop === undefined) return
      const place = this.createSelectorQuery()
      place.select('.paper').fields({ node: true })
      place.exec(([found]) => {
        const node = (found as { node?: CanvasNode } | null)?.node
        if (node === undefined) return
        this.instance().node = node
        node.width = cardSize.width * cardSize.scale
        node.height = cardSize.height * cardSize.scale
        drawSlaCard(node.getContext('2d'), card)
      })
    },
    async picture(): Promise<string | null> {
      const { node } = this.instance()
      if (node === undefined) return null
      const { tempFilePath } = await wx.canvasToTempFilePath({ canvas: node as never, fileType: 'png' })
      return tempFilePath
    },
    async share() {
      const path = await this.picture()
      if (path === null) return
      try {
        await wx.showShareImageMenu({ path })
      } catch (reason) {
        // who closes the menu has not met a fault
        if (!isCancelled(reason)) tell('没打开转发，先存到相册再发')
      }
    },
    async save() {
      const path = await this.picture()
      if (path === null) return
      try {
        await wx.saveImageToPhotosAlbum({ filePath: path })
        tell('存到相册了')
      } catch (reason) {
        if (!isCancelled(reason)) tell('没存成，到微信设置里允许存相册')
      }
    },
  },
})

const isCancelled = (reason: unknown): boolean =>
  ((reason ?? {}) as { errMsg?: string }).errMsg?.includes('cancel') ?? false
