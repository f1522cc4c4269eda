import type { CreditSummary, SetupStep } from '../../contract/query'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import { onCall } from '../incidents/onCall'
import { localTime } from '../time/localTime'
import { clockText, grouped } from './words'

export interface StepInput {
  store: StoreDocument
  staff: readonly StaffDocument[]
  credits: CreditSummary
  orders: number
  /** distinct customers heard of lately */
  customers: number
  nowMs: number
}

type Step = Omit<SetupStep, 'id'>

const done = (title: string, note: string): Step => ({ done: true, title, note })
const undone = (title: string, note: string): Step => ({ done: false, title, note })

const STEPS: Record<SetupStep['id'], (input: StepInput) => Step> = {
  messages: ({ credits }) =>
    credits.critical > 0
      ? done('收告警消息', `严重告警还能收 ${credits.critical} 条`)
      : undone('收告警消息', '现在 0 条，出事叫不到你'),
  colleague: ({ staff, store }) => {
    const people = onCall(staff, store._id)
    return people.length >= 2
      ? done('值班的人', people.map(({ name }) => name).join('、'))
      : undone('再加一个值班的人', '你没空时有人顶上')
  },
  sdk: ({ store, customers }) =>
    store.firstSeenAt === null
      ? undone('等第一位顾客的数据', '代码接好、有人打开就会来')
      : done('代码接好了', customers > 0 ? `最近收到 ${grouped(customers)} 位顾客的数据` : '收到过顾客的数据'),
  orders: ({ orders }) =>
    orders > 0 ? done('订单连上了', `${grouped(orders)} 单都读懂了`) : undone('还没读到订单', '有了第一单就知道对不对'),
  hours: ({ store, nowMs }) => {
    const today = store.hours[localTime(nowMs, store.zone).weekday]?.[0]
    if (!store.hours.some((day) => day.length > 0)) return undone('填营业时间', '不填就当一直开着')
    const hours = today === undefined ? '今天不开门' : `${clockText(today[0])}–${clockText(today[1])}`
    return done(`营业时间 ${hours}`, '打烊后没单不会报警')
  },
}

/** What it takes until the shop is watched, undone ones first. */
export const stepsOf = (input: StepInput): SetupStep[] =>
  (Object.keys(STEPS) as SetupStep['id'][])
    .map((id): SetupStep => ({ id, ...STEPS[id](input) }))
    .sort((a, b) => Number(a.done) - Number(b.done))
