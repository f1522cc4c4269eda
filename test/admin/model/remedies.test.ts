import { errorView } from '../../../miniprogram/admin/model/errors/errorView'
import { releaseWords, remediesOf } from '../../../miniprogram/admin/model/errors/remedies'
import { errorPage, group } from '../pages/errors'

describe('saying that an error is solved', () => {
  const view = (more: Parameters<typeof group>[0]) =>
    errorView({ ...errorPage(), group: group(more) }, { live: true } as never, {})

  it('asks since which release only where one is known', () => {
    expect(remediesOf({ newestRelease: '' })).toHaveLength(1)
    expect(remediesOf({ newestRelease: '2.8.0' }).map(({ text }) => text)).toEqual([
      '现在就好了',
      '2.8.0 之后的版本好了',
      '2.8.0 这一版就好了',
    ])
    expect(remediesOf({ newestRelease: '2.8.0' })[1]?.fixed).toEqual({ release: '2.8.0', next: true })
  })

  it('tells that customers with the old release are no surprise, and where it came back', () => {
    const fixed = { release: '2.8.0', next: true }
    expect(releaseWords({ ...fixed, next: false })).toBe('2.8.0 起')
    expect(view({ status: 'solved', fixed }).promise).toBe('老版本里还会有，不算；2.8.0 之后的版本再出现会自动重新打开')
    expect(view({ status: 'solved' }).promise).toBe('再出现会自动重新打开')
    expect(view({ isBack: true, fixed, newestRelease: '2.8.1' }).head.sentence).toMatch(/2\.8\.1 版里又出现了$/)
    expect(view({ isBack: true }).head.sentence).toMatch(/最早见于 2\.8\.0$/)
  })
})
