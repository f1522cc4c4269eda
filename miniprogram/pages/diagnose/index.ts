import { type Diagnosis, diagnose } from '../../sdk/index'

interface Line {
  name: string
  value: string
  bad: boolean
}

const line = (name: string, value: string, bad = false): Line => ({ name, value, bad })
const isFine = (health: string): boolean => health === 'ok' || health === 'off'
/** What the cloud or the storage last said, if they were asked yet. */
const answer = (name: string, said: unknown, good: unknown): Line =>
  said === undefined ? line(name, '还没有') : line(name, said === true ? '收下了' : String(said), said !== good)

function groupsOf(found: Diagnosis): { title: string; rows: Line[] }[] {
  const { app, device, instruments, waiting, dropped, lastAnswer, disk, steering } = found
  return [
    {
      title: '上报',
      rows: [
        line('门店', found.store),
        line('版本', `${app.release}，${app.env}`),
        answer('云端上次回答', lastAnswer, true),
        line('等着发的', `${waiting.batches} 批，${waiting.bytes} 字节`),
        line('发送间隔', `${steering.intervalMs / 1_000} 秒`),
        answer('本机留底', disk, 'setStorage:ok'),
      ],
    },
    {
      title: '看得见什么',
      rows: Object.entries(instruments).map(([name, health]) => line(name, health, !isFine(health))),
    },
    { title: '没算进去的', rows: Object.entries(dropped).map(([reason, count]) => line(reason, `${count} 条`)) },
    { title: '手机', rows: Object.entries(device).map(([name, value]) => line(name, String(value))) },
  ].filter(({ rows }) => rows.length > 0)
}

Page({
  data: { verdict: '还没开始监控', note: '', groups: [] as ReturnType<typeof groupsOf> },
  table: '',

  onShow() {
    const found = diagnose()
    if (!found) return
    this.table = found.table
    const blind = Object.values(found.instruments).filter((health) => !isFine(health)).length
    this.setData({
      verdict: blind === 0 ? '都看得见' : `有 ${blind} 样看不见`,
      note: blind === 0 ? '这台手机上的监控一切正常' : '红字是原因，复制整张表发给开发人员',
      groups: groupsOf(found),
    })
  },

  copy() {
    wx.setClipboardData({ data: this.table })
  },
})
