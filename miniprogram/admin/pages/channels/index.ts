import type { ChannelsRequest } from '../../../../contract/admin'
import type { ShopSettings } from '../../../../contract/pages/settings'
import { type ChannelRow, channelRows, secretOf } from '../../model/channels'
import type { Timed } from '../../model/freshness'
import { answerPage } from '../../services/answerPage'
import { askText, sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { settingsSource } from '../../services/shopSources'
import { tell } from '../../services/tell'

const life = answerPage<ShopSettings & Timed, { rows: ChannelRow[] }>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: (shop) => ({ rows: channelRows(shop) }),
})

Page({
  ...life,
  data: { ...life.data, busy: false },

  async save(channels: ChannelsRequest, done: string) {
    if ((await doing(this, { action: 'channels', channels }, done)) !== null) await this.watch?.refresh()
  },

  async set(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: ChannelRow['id'] }
    if (id === 'robot') {
      const url = await askText('群机器人的地址', '企业微信群里「添加群机器人」给的地址', 500)
      if (url === null) return
      const mobile = await askText('要 @ 谁的手机号', '值班的人，用空格分开；没有就写 @all', 200, '@all')
      return this.save(
        { robot: { url, mentions: (mobile ?? '').split(/[\s,，]+/).filter((one) => one !== '') } },
        '连上了，下次告警会发',
      )
    }
    const url = await askText(id === 'webhook' ? '你的系统的地址' : '哨兵的地址', 'https:// 开头', 500)
    if (url === null) return
    if (id === 'ping') return this.save({ ping: { url } }, '连上了，平安时每 10 分钟敲一下')
    const secret = secretOf(Math.random)
    await this.save({ webhook: { url, secrets: [secret] } }, '')
    await wx.setClipboardData({ data: secret })
    tell('签名密钥复制好了，只给这一次')
  },

  async remove(event: WechatMiniprogram.TouchEvent) {
    const { id, name } = event.currentTarget.dataset as { id: ChannelRow['id']; name: string }
    if (!(await sure(`断开${name}？`, '以后不再发到那里', '断开'))) return
    await this.save({ [id]: null }, '断开了')
  },
})
