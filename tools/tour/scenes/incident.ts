import type { IncidentDocument } from '../../../core/documents/incident'
import type { StartedShop } from '../../start/startedShop'
import { pageOf, type Scene } from '../stop'
import { chainInTrouble } from './chain'
import { everyPage } from './everyPage'
import { refuseDetails } from './lost'

const MINUTE_MS = 60_000
/** Longer than any rule needs to be sure, or to be sure that it is over. */
const LONGEST_MINUTES = 45

const incidents = (shop: StartedShop) =>
  shop.documents<IncidentDocument & { resolvedAt: unknown }>('incidents', { store: 'wensan', area: 'ordering' })
const openIncident = async (shop: StartedShop) => (await incidents(shop)).find(({ resolvedAt }) => resolvedAt === null)

/** The shop lives on, minute by minute, until it is so. */
async function until(shop: StartedShop, isSo: () => Promise<boolean>): Promise<void> {
  for (let minute = 0; !(await isSo()); minute += 1) {
    if (minute > LONGEST_MINUTES) throw new Error(`not after ${LONGEST_MINUTES} minutes: ${isSo}`)
    await shop.advance(MINUTE_MS)
  }
}

const detail = async (shop: StartedShop): Promise<string> => {
  const [last] = (await incidents(shop)).sort((a, b) => b.openedAt - a.openedAt)
  return pageOf('incident', `?id=${encodeURIComponent(last?._id ?? '')}`)
}

export const incident: Scene = {
  name: 'incident',
  title: '顾客付不了款',
  arrange: async (shop) => {
    await shop.control('POST', 'faults', { match: { api: 'requestPayment' }, effect: { errCode: -1 } })
    await until(shop, async () => (await openIncident(shop)) !== undefined)
    await shop.advance(2 * MINUTE_MS)
  },
  stops: [
    ...everyPage('incident'),
    { name: 'incident-detail', title: '告警详情', page: detail, says: /怎么办/, inTexts: true },
    {
      name: 'incident-handing',
      title: '转给谁',
      page: detail,
      says: /怎么办/,
      prepare: (phone) => phone.locator('.page-layer:not([hidden])').getByRole('button', { name: '转给' }).click(),
    },
    chainInTrouble(/大事/),
  ],
}

export const partly: Scene = {
  name: 'partly',
  title: '告警读到一半',
  stops: [{ name: 'partly-detail', title: '告警详情', page: detail, says: /再试/ }],
  spoilt: { before: refuseDetails, says: /再试/ },
}

export const acknowledged: Scene = {
  name: 'acknowledged',
  title: '有人在处理',
  arrange: async (shop) => {
    const open = await openIncident(shop)
    await shop.control('POST', 'invoke', {
      function: 'admin',
      openid: 'lanyi',
      event: { action: 'acknowledge', incident: open?._id },
    })
    await shop.advance(2 * MINUTE_MS)
  },
  stops: [
    { name: 'acknowledged-overview', title: '总览', page: pageOf('overview'), says: /在处理/ },
    { name: 'acknowledged-detail', title: '告警详情', page: detail, says: /在处理/ },
    { name: 'acknowledged-incidents', title: '告警', page: pageOf('incidents'), says: /在处理/ },
  ],
}

export const resolved: Scene = {
  name: 'resolved',
  title: '恢复了',
  arrange: async (shop) => {
    await shop.control('DELETE', 'faults')
    await until(shop, async () => (await openIncident(shop)) === undefined)
    await shop.advance(MINUTE_MS)
  },
  stops: [
    { name: 'resolved-overview', title: '总览', page: pageOf('overview'), says: /没有进行中的告警|恢复/ },
    { name: 'resolved-response', title: '响应', page: pageOf('response'), says: /怎么算的/ },
    { name: 'resolved-incidents', title: '告警', page: pageOf('incidents'), says: /已恢复/ },
    { name: 'resolved-detail', title: '告警详情', page: detail, says: /已恢复/ },
    { name: 'resolved-transactions', title: '交易', page: pageOf('transactions'), says: /今日实收/ },
  ],
}
