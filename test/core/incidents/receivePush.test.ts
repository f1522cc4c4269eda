import { receivePush } from '../../../core/incidents/receivePush'
import { alertedShop, CRITICAL, fakeSettings, NOON, NORMAL, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const owner = person('兰姨', 1)
const SECOND = NOON / 1000

const push = (more: object, list: object | object[]) => ({
  ToUserName: 'gh_1',
  FromUserName: owner.openid,
  CreateTime: SECOND,
  MsgType: 'event',
  Event: 'subscribe_msg_popup_event',
  List: list,
  ...more,
})
const accept = (templateId = CRITICAL) => ({ TemplateId: templateId, SubscribeStatusString: 'accept', PopupScene: '0' })
const reject = (templateId = CRITICAL) => ({ TemplateId: templateId, SubscribeStatusString: 'reject', PopupScene: '0' })
const receive = (ports: FakePorts, event: unknown, staff = owner as typeof owner | null, openid = owner.openid) =>
  receivePush(ports, event, openid, staff, fakeSettings, NOON)
const credit = (ports: FakePorts, template = CRITICAL) => ports.store.credits.get(`兰姨:${template}`)

describe('a push about consent', () => {
  it('adds one message for each accept, of one item bare and of several in a list', async () => {
    const ports = alertedShop(1)
    await receive(ports, push({}, accept()))
    await receive(ports, push({ CreateTime: SECOND + 5 }, [accept(), accept(NORMAL)]))
    expect(credit(ports)?.granted).toBe(3)
    expect(credit(ports, NORMAL)?.granted).toBe(2)
  })

  it('opens the ledger of somebody who never consented before', async () => {
    const ports = alertedShop()
    ports.store.credits.clear()
    await receive(ports, push({}, accept()))
    expect(credit(ports)).toMatchObject({ openid: owner.openid, templateId: CRITICAL, granted: 1, spent: 0 })
  })

  it('is counted once, however often WeChat repeats it, also at the same time', async () => {
    const ports = alertedShop(1)
    const event = push({}, accept())
    await receive(ports, event)
    await Promise.all([receive(ports, event), receive(ports, event)])
    expect(credit(ports)?.granted).toBe(2)
  })

  it('adds nothing for a refusal, and takes nothing that was granted before', async () => {
    const ports = alertedShop(2)
    await receive(ports, push({}, reject()))
    expect(credit(ports)).toMatchObject({ granted: 2, refusedAt: NOON })
  })

  it('empties the ledger when the template is switched off in the settings', async () => {
    const ports = alertedShop(2)
    await receive(ports, push({ Event: 'subscribe_msg_change_event' }, reject()))
    expect(credit(ports)).toMatchObject({ granted: 0, spent: 0, refusedAt: NOON })
    await receive(ports, push({ Event: 'subscribe_msg_change_event', CreateTime: SECOND + 9 }, accept()))
    expect(credit(ports)?.granted).toBe(0)
  })

  it.each([
    ['a customer', null, accept()],
    ['somebody removed', { ...owner, removed: true }, accept()],
    ['a template of the shop itself', owner, accept('tmpl-pickup')],
  ])('of %s is none of ours', async (_, staff, item) => {
    const ports = alertedShop(1)
    expect(await receive(ports, push({}, item), staff)).toEqual({ ok: true, value: { counted: 0, ignored: 1 } })
    expect([...ports.store.credits.values()].every(({ granted }) => granted === 1)).toBe(true)
  })

  it.each([
    ['no event', 'text', 'FromUserName'],
    ['another event', push({ Event: 'user_enter_tempsession' }, accept()), 'Event'],
    ['an operator object for a template', push({}, { ...accept(), TemplateId: { $ne: '' } }), 'List'],
    ['somebody else in it than WeChat says', push({ FromUserName: 'openid-other' }, accept()), 'FromUserName'],
  ])('with %s is refused by the name of the field, and nothing is written', async (_, event, field) => {
    const ports = alertedShop(1)
    const answer = await receive(ports, event)
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad_request' } })
    if (!answer.ok && typeof event === 'object') expect(answer.error.field).toBe(field)
    expect([...ports.store.credits.values()].every(({ granted }) => granted === 1)).toBe(true)
  })
})
