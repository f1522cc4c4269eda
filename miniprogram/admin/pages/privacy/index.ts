import { failureReason } from '../../model/failure'
import { type Notice, noNotice } from '../../model/notice'
import { isOnline } from '../../services/network'
import { keptPerson, storeOf } from '../../services/person'
import { settingsSource } from '../../services/shopSources'
import { tell } from '../../services/tell'

const settings = settingsSource('shop')

const guide =
  '为了让点餐不出故障，我们用微信账号的不可还原代号、手机型号、系统版本、网络类型、页面停留和操作耗时、出错信息来统计点餐是否顺畅。这些数据只存在本店自己的微信云里，不提供给任何第三方，明细保存不超过 90 天，按天的统计保存不超过 13 个月。'

Page({
  data: {
    state: 'seen',
    title: '数据都在\n你自己的微信云里',
    notice: noNotice as Notice,
    kept: [
      { name: '每位顾客', text: '只有一个还原不了的代号，没有微信号、手机号' },
      { name: '手机', text: '型号档次、系统、微信版本、网络' },
      { name: '点餐', text: '每一步花了多久、成没成、错在哪' },
      { name: '订单', text: '金额、时间和菜，从你自己的订单表里读' },
    ],
    left: ['地址、电话、备注', '网址里的参数', '聊天和照片'],
    days: [
      { name: '手机发来的原始数据', text: '48 小时' },
      { name: '每分钟', text: '7 天' },
      { name: '每小时', text: '45 天' },
      { name: '错误、订单的明细', text: '90 天' },
      { name: '每天、告警、谁改了什么', text: '13 个月' },
    ],
    guide,
    mayErase: false,
  },

  onShow() {
    return this.lookWhoMay()
  },
  async lookWhoMay() {
    const store = storeOf(keptPerson())
    if (store === null) return
    const kept = settings.kept(store)
    const reply = kept === null ? await settings.fresh(store) : { ok: true as const, value: kept }
    if (reply.ok) this.setData({ mayErase: reply.value.may.includes('erasePerson'), notice: noNotice })
    else {
      const reason = failureReason(reply.error, await isOnline())
      this.setData({ notice: { kind: 'stale', text: `没读全：${reason}，下面可能少一样`, retry: true } })
    }
  },

  openPerson() {
    void wx.navigateTo({ url: '/admin/pages/person/index' })
  },

  async copy() {
    await wx.setClipboardData({ data: guide })
    tell('复制好了，贴到隐私保护指引里')
  },
})
