import { errorWord } from '../../format/words'
import { cleanCode, welcomeWords } from '../../model/welcome'
import { enterWithCode } from '../../services/entering'
import { askWhoami, storeOf } from '../../services/person'

const overviewPage = '/admin/pages/overview/index'

Page({
  data: {
    ...welcomeWords(null),
    code: '',
    name: '',
    problem: '',
    ready: false,
    busy: false,
  },
  claimed: true,

  /** A link from a colleague may bring the code along, and so may a mini-program code in its scene. */
  onLoad(query: Record<string, string | undefined>) {
    const brought = query.code ?? query.scene
    if (brought !== undefined) this.setData({ code: decodeURIComponent(brought) })
    void this.look()
  },

  async look() {
    const reply = await askWhoami()
    if (!reply.ok) return
    if (storeOf(reply.value) !== null) void wx.redirectTo({ url: overviewPage })
    this.claimed = reply.value.claimed
    this.setData(welcomeWords(reply.value.claimed))
  },

  typeCode(event: WechatMiniprogram.Input) {
    this.typed(event.detail.value, this.data.name)
  },
  typeName(event: WechatMiniprogram.Input) {
    this.typed(this.data.code, event.detail.value)
  },
  typed(code: string, name: string) {
    this.setData({ code, name, problem: '', ready: cleanCode(code) !== '' && name.trim() !== '' })
  },

  async enter() {
    const { code, name, ready, busy } = this.data
    if (busy) return
    if (!ready) {
      this.setData({ problem: cleanCode(code) === '' ? `先填${this.data.codeLabel}` : '先填名字' })
      return
    }
    this.setData({ busy: true })
    const reply = await enterWithCode(this.claimed, cleanCode(code), name.trim())
    this.setData({ busy: false, problem: reply.ok ? '' : errorWord[reply.error.code] })
    if (reply.ok) void wx.redirectTo({ url: overviewPage })
  },

  goMenu() {
    void wx.reLaunch({ url: '/pages/menu/index' })
  },
})
