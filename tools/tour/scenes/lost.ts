import type { Page } from 'playwright-core'
import { pageOf, type Scene, type Stop } from '../stop'

const overview = (name: string): Stop => ({
  name: `${name}-overview`,
  title: '总览',
  page: pageOf('overview'),
  says: /监控/,
})
const response = (name: string): Stop => ({
  name: `${name}-response`,
  title: '响应',
  page: pageOf('response'),
  says: /怎么算的/,
})

const CALLS = '**/_phone/call'
const NO_ANSWER = { status: 500, json: { errCode: -501002, errMsg: 'no answer' } }
const refuse = (phone: Page) => phone.route(CALLS, (route) => route.fulfill(NO_ANSWER))

/** Of an incident only the head and the record come, which the overview tells. */
export const refuseDetails = (phone: Page) =>
  phone.route(CALLS, (route) => {
    const { data } = route.request().postDataJSON() as { data: { action?: string } }
    return data.action === 'incident' ? route.fulfill(NO_ANSWER) : route.continue()
  })

export const loading: Scene = {
  name: 'loading',
  title: '第一次加载',
  stops: [
    { ...overview('loading'), waits: true },
    { ...response('loading'), waits: true },
  ],
  spoilt: {
    before: (phone) => phone.route(CALLS, () => new Promise<void>(() => {})),
    meanwhile: (shop) => shop.advance(4_000),
    says: /网慢，还在读/,
  },
}

export const failed: Scene = {
  name: 'failed',
  title: '没读出来',
  stops: [overview('failed'), response('failed')],
  spoilt: { before: refuse, says: /再试一次/ },
}

/** Answers stay away for five minutes, and the pages look again. */
export const stale: Scene = {
  name: 'stale',
  title: '数据旧了',
  stops: [overview('stale'), response('stale')],
  spoilt: { once: refuse, meanwhile: (shop) => shop.advance(5 * 60_000), says: /没更新/ },
}

export const offline: Scene = {
  name: 'offline',
  title: '手机没网',
  stops: [overview('offline'), response('offline')],
  spoilt: { once: (phone) => phone.context().setOffline(true), says: /手机没网/ },
}
