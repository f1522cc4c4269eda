import { outcomeOf } from '../../../adapters/notifiers/subscribeMessage'

describe('how a send ended', () => {
  it.each([
    ['WeChat refused: no accept left', 43101, 'failed'],
    ['WeChat is busy', -1, 'failed'],
    ['the function may not send', -604101, 'failed'],
    ['the platform would not take the call', -501004, 'failed'],
    ['the platform did not say why', -501001, 'unknown'],
    ['the platform waited too long for WeChat', -604102, 'unknown'],
    ['the SDK gave up', -404011, 'unknown'],
  ])('when %s (%i) is %s', (_, errCode, status) => {
    const outcome = outcomeOf({ errCode, errMsg: 'why' })
    expect(outcome.status).toBe(status)
    if (outcome.status === 'failed') expect(outcome).toMatchObject({ code: errCode, message: 'why' })
  })

  it('without any code is unknown: the message may have gone', () => {
    expect(outcomeOf({})).toEqual({ status: 'unknown', message: 'no reason given' })
  })
})
