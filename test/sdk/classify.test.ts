import { OUTCOMES } from '../../contract/outcomes'
import { callOutcome, payOutcome, requestOutcome } from '../../miniprogram/sdk/classify'

describe('how an HTTP request ended', () => {
  const rows: [string, boolean, unknown, string][] = [
    ['200', true, { statusCode: 200 }, 'ok'],
    ['304', true, { statusCode: 304 }, 'ok'],
    ['404', true, { statusCode: 404 }, 'client'],
    ['502', true, { statusCode: 502 }, 'server'],
    ['time-out', false, { errMsg: 'request:fail timeout' }, 'timeout'],
    ['Chinese time-out', false, { errMsg: 'request:fail 请求超时。' }, 'timeout'],
    ['time-out by errno', false, { errMsg: 'request:fail', errno: 5 }, 'timeout'],
    ['name not resolved', false, { errMsg: 'request:fail errcode:-105 cronet_error_code:-105' }, 'network'],
    ['background', false, { errMsg: 'request:fail interrupted' }, 'interrupted'],
    ['background by errno', false, { errMsg: 'request:fail', errno: 600003 }, 'interrupted'],
    ['abort', false, { errMsg: 'request:fail abort' }, 'aborted'],
    ['not in the list', false, { errMsg: 'request:fail url not in domain list', errno: 600002 }, 'client'],
    ['nothing said', false, undefined, 'network'],
  ]
  test.each(rows)('%s', (_, ok, answer, outcome) => {
    expect(OUTCOMES[requestOutcome(ok, answer, undefined)]).toBe(outcome)
  })

  test('the integrator reads the answer when the status is good, never when it is bad', () => {
    const reader = (response: unknown) => (response as { data: { code: number } }).data.code !== 0
    expect(OUTCOMES[requestOutcome(true, { statusCode: 200, data: { code: 7 } }, reader)]).toBe('business')
    expect(OUTCOMES[requestOutcome(true, { statusCode: 200, data: { code: 0 } }, reader)]).toBe('ok')
    expect(OUTCOMES[requestOutcome(true, { statusCode: 500, data: { code: 7 } }, reader)]).toBe('server')
  })
})

describe('how a function call ended', () => {
  const rows: [string, boolean, unknown, string][] = [
    ['plain answer', true, { result: { dishes: [] } }, 'ok'],
    ['answer that says no', true, { result: { ok: false, error: { code: 'sold_out' } } }, 'business'],
    ['no result', true, {}, 'ok'],
    ['function threw', false, { errCode: -504002, errMsg: 'cloud.callFunction:fail -504002' }, 'server'],
    ['quota', false, { errCode: -501003, errMsg: '' }, 'server'],
    ['time-out', false, { errCode: -501002, errMsg: '' }, 'timeout'],
    ['too much asked', false, { errCode: -604001, errMsg: '' }, 'client'],
    ['no network', false, { errMsg: 'cloud.callFunction:fail Error: net::ERR_INTERNET_DISCONNECTED' }, 'network'],
  ]
  test.each(rows)('%s', (_, ok, answer, outcome) => {
    expect(OUTCOMES[callOutcome(ok, answer, undefined)]).toBe(outcome)
  })

  test('a reader of its own replaces ours', () => {
    const reader = (result: unknown) => (result as { code?: number })?.code === 1
    expect(OUTCOMES[callOutcome(true, { result: { code: 1 } }, reader)]).toBe('business')
    expect(OUTCOMES[callOutcome(true, { result: { ok: false } }, reader)]).toBe('ok')
  })
})

describe('how a payment ended', () => {
  const rows: [string, boolean, unknown, string][] = [
    ['paid', true, {}, 'ok'],
    ['cancelled, which is nobody’s failure yet', false, { errMsg: 'requestPayment:fail cancel' }, 'aborted'],
    ['refused', false, { errMsg: 'requestPayment:fail (detail message)' }, 'business'],
    ['time-out', false, { errMsg: 'requestPayment:fail timeout' }, 'timeout'],
    ['no network', false, { errMsg: 'requestPayment:fail network error' }, 'network'],
  ]
  test.each(rows)('%s', (_, ok, answer, outcome) => {
    expect(OUTCOMES[payOutcome(ok, answer)]).toBe(outcome)
  })
})
