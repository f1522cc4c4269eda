/** One switch of the desk: what it sends to POST faults. Several requests when the platform has several doors. */
export interface FaultSwitch {
  id: string
  title: string
  /** what it does, in small print */
  note: string
  matches: Record<string, string>[]
  effect: Record<string, unknown>
  times?: number
  forMs?: number
  /** strikes only once when asked so by a button of its own */
  onceLabel?: string
  /** the effect's delayMs is chosen by hand */
  delay?: { leastMs: number; mostMs: number; stepMs: number }
}

const FIVE_MINUTES_MS = 300_000

const DATABASE_ACTIONS = [
  'database.getDocument',
  'database.calculateDocument',
  'database.aggregateDocuments',
  'database.insertDocument',
  'database.modifyDocument',
  'database.modifyAndReturnDoc',
  'database.removeDocument',
  'database.startTransaction',
]

export const FAULT_SWITCHES: FaultSwitch[] = [
  {
    id: 'payment',
    title: '付款失败',
    note: '手机上点了付款，微信说不行',
    matches: [{ api: 'requestPayment' }],
    effect: { errCode: -1 },
  },
  {
    id: 'unifiedOrder',
    title: '付款函数报错',
    note: 'unifiedOrder 返回 -504002',
    matches: [{ api: 'cloudPay.unifiedOrder' }],
    effect: { errCode: -504002 },
  },
  {
    id: 'slowMenu',
    title: '菜单变慢',
    note: '菜单表每次多等一会儿',
    matches: [{ collection: 'dishes' }],
    effect: { delayMs: 2600 },
    delay: { leastMs: 200, mostMs: 5000, stepMs: 200 },
  },
  {
    id: 'collect',
    title: '收数被拒',
    note: 'collect 返回 -501004',
    matches: [{ function: 'collect' }],
    effect: { errCode: -501004 },
  },
  {
    id: 'loseReply',
    title: '做成了但回话丢了',
    note: 'shop，下 1 次',
    matches: [{ function: 'shop' }],
    effect: { loseReply: true },
    times: 1,
  },
  {
    id: 'kill',
    title: '杀掉函数',
    note: '运行中 kill -9',
    matches: [{ function: 'shop' }],
    effect: { kill: true },
    onceLabel: '来一次',
  },
  {
    id: 'messages',
    title: '微信消息没额度',
    note: '发给谁都返回 43101',
    matches: [{ api: 'subscribeMessage.send' }],
    effect: { errCode: 43101 },
  },
  {
    id: 'database',
    title: '数据库断 5 分钟',
    note: '全部读写失败',
    matches: DATABASE_ACTIONS.map((action) => ({ action })),
    effect: { errCode: -502001 },
    forMs: FIVE_MINUTES_MS,
  },
]

interface Switched {
  match: Record<string, string>
  effect: Record<string, unknown>
}

/** Whether a fault of the switchboard is this switch's; a delay may have any length. */
export function belongsTo(fault: Switched, one: FaultSwitch): boolean {
  const sameMatch = one.matches.some((match) => sameFields(match, fault.match))
  return sameMatch && (one.delay ? typeof fault.effect.delayMs === 'number' : sameFields(one.effect, fault.effect))
}

const sameFields = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  Object.keys({ ...a, ...b }).every((key) => a[key] === b[key])
