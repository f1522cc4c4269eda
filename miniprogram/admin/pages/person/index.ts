import { errorWord } from '../../format/words'
import { noNotice } from '../../model/notice'
import {
  erasedText,
  type FoundView,
  foundView,
  openidOf,
  type PersonRecords,
  progressText,
} from '../../model/onePerson'
import { sure } from '../../services/asking'
import { admin } from '../../services/kandian'
import { keptPerson, storeOf } from '../../services/person'
import type { CallError } from '../../services/reply'
import { serverNow } from '../../services/serverClock'
import { settingsSource } from '../../services/shopSources'
import { tell } from '../../services/tell'
import { throughPerson } from '../../services/throughPerson'

Page({
  data: {
    state: 'seen',
    notice: noNotice,
    typed: '',
    hint: '',
    progress: '',
    found: null as FoundView | null,
    erased: '',
  },
  records: [] as PersonRecords,
  openid: '',
  left: false,

  onUnload() {
    this.left = true
  },

  type(event: WechatMiniprogram.Input) {
    this.setData({ typed: event.detail.value, hint: '', found: null, erased: '' })
  },

  async find() {
    const openid = openidOf(this.data.typed)
    if (openid === null) {
      this.setData({ hint: '这不像 openid：只有字母、数字、- 和 _，至少 6 位' })
      return
    }
    if (this.data.progress !== '') return
    const records: PersonRecords = []
    this.setData({ progress: progressText(null, '正在翻'), found: null, erased: '' })
    const error = await throughPerson(
      (cursor) => admin({ action: 'exportPerson', openid, cursor }),
      (part) => {
        records.push(...part.records)
        if (part.next !== null && !this.left) this.setData({ progress: progressText(part.next, '正在翻') })
        return !this.left
      },
    )
    if (this.left) return
    this.openid = openid
    this.records = records
    this.setData({
      progress: '',
      hint: error === null ? '' : wordsOf(error),
      found: error === null ? foundView(records) : null,
    })
  },

  async copy() {
    await wx.setClipboardData({ data: JSON.stringify(this.records, null, 1) })
    tell('复制好了，可以发给他')
  },

  async erase() {
    if (this.data.progress !== '') return
    if (!(await sure('忘掉这个人？', '不能反悔。人数、单数不变，只是再也认不出是他', '忘掉'))) return
    const { openid } = this
    let standIn: string | null = null
    let changed = 0
    let againAfter: number | null = null
    this.setData({ progress: progressText(null, '正在忘') })
    const error = await throughPerson(
      (cursor) => admin({ action: 'erasePerson', openid, cursor, standIn }),
      (part) => {
        standIn = part.standIn
        changed += part.changed
        againAfter = part.againAfter === null ? againAfter : Math.max(againAfter ?? 0, part.againAfter)
        if (part.next !== null && !this.left) this.setData({ progress: progressText(part.next, '正在忘') })
        return true
      },
    )
    if (this.left) return
    const store = storeOf(keptPerson())
    const zone = (store === null ? null : settingsSource('shop').kept(store))?.zone ?? 'Asia/Shanghai'
    this.setData(
      error === null
        ? { progress: '', found: null, erased: erasedText(changed, againAfter, serverNow(), zone) }
        : { progress: '', hint: wordsOf(error) },
    )
  },
})

const wordsOf = ({ code }: CallError): string =>
  code === 'conflict' ? '他还是店里的人：先到「店里的人」移出他，再来忘' : errorWord[code]
