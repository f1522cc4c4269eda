/** What only the one who sets an environment up knows. */
export interface FirstSecrets {
  /** random; openids are hashed with it, so it must never change */
  salt: string
  /** hash of the claim code, with which the first owner signs in once */
  claimHash: string
}

/** An account's message template and which of its keywords takes which value of ours. */
export interface FirstTemplate {
  id: string
  keywords: { store: string; title: string; severity: string; sentence: string; time: string }
  page: string
}

/** The keywords of templates.local.json, in the words of an incident. */
const localKeywords = {
  store: 'thing1',
  title: 'thing2',
  severity: 'phrase3',
  sentence: 'thing4',
  time: 'time5',
}
const incidentPage = 'admin/pages/incident/index'

/** The templates of the local cloud's fake WeChat; a real account has ids of its own. */
export const localTemplates = {
  critical: { id: 'tmpl-critical', keywords: localKeywords, page: incidentPage },
  normal: { id: 'tmpl-normal', keywords: localKeywords, page: incidentPage },
  digest: { id: 'tmpl-digest', keywords: localKeywords, page: incidentPage },
}

/** Until somebody enters the account's template ids, incidents are shown and nobody is sent anything. */
const noTemplates = { critical: null, normal: null, digest: null }

/** How the sample shop's own orders are read. */
export const sampleOrders = {
  collection: 'orders',
  id: '_id',
  store: 'store',
  status: 'status',
  amount: 'amountFen',
  amountUnit: 'fen' as const,
  createdAt: 'createdAt',
  updatedAt: 'updatedAt',
  times: {
    paidAt: 'paidAt',
    acceptedAt: 'acceptedAt',
    readyAt: 'readyAt',
    doneAt: 'deliveredAt',
    cancelledAt: 'cancelledAt',
    refundedAt: 'refundedAt',
  },
  states: {
    submitted: 'created' as const,
    paid: 'paid' as const,
    accepted: 'accepted' as const,
    ready: 'ready' as const,
    delivered: 'delivered' as const,
    cancelled: 'cancelled' as const,
    refunded: 'refunded' as const,
  },
  number: 'no',
  customer: 'openid',
  items: { list: 'items', dish: 'dish', name: 'name', count: 'count', price: 'priceFen' },
  refund: { list: null, amount: 'refundFen', reason: 'refundReason' },
  cancelReason: 'cancelReason',
}

/** The document of `settings` without which no function works. */
export function firstSettings<O extends object = typeof sampleOrders>(
  { salt, claimHash }: FirstSecrets,
  templates: Record<'critical' | 'normal' | 'digest', FirstTemplate | null> = noTemplates,
  orders = sampleOrders as object as O,
) {
  return {
    _id: 'main',
    version: 1,
    salt,
    claimHash,
    invites: {},
    shards: 1,
    templates,
    orders,
  }
}

const opensAtMinute = 10 * 60
const closesAtMinute = 22 * 60

const sampleStore = { id: 'wensan', name: '兰姨牛肉面', branch: '文三路店' }

/** The first store, the sample shop when no other is named; open every day from ten to ten. */
export function firstStore(nowMs: number, { id, name, branch } = sampleStore) {
  return {
    _id: id,
    name,
    branch,
    shard: '0',
    zone: 'Asia/Shanghai',
    hours: Array.from({ length: 7 }, (): [number, number][] => [[opensAtMinute, closesAtMinute]]),
    closedOn: [],
    createdAt: nowMs,
    firstSeenAt: null,
  }
}
