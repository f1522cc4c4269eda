import { type Labels, type Route, receiversOf } from '../../../../core/alerting/routing'
import fixture from '../../../fixtures/alertmanager/routing.json'

interface Tree {
  tree: number
  route: Route
  cases: { labels: Labels; receivers: string[] }[]
}
const routing = fixture as unknown as { trees: Tree[] }

describe('routing as Alertmanager does it', () => {
  it('has 480 answers of 60 trees', () => {
    expect(routing.trees).toHaveLength(60)
    expect(routing.trees.flatMap(({ cases }) => cases)).toHaveLength(480)
  })

  it.each(routing.trees)('tree $tree sends every alert to the same receivers', ({ route, cases }) => {
    for (const { labels, receivers } of cases) {
      expect({ labels, receivers: receiversOf(route, labels) }).toEqual({ labels, receivers })
    }
  })

  it('says which matcher it cannot read', () => {
    const route = { receiver: 'a', routes: [{ receiver: 'b', matchers: ['severity'] }] }
    expect(() => receiversOf(route, {})).toThrow('not a matcher: severity')
  })

  it.each([
    ['severity=crit', true],
    ['severity!~"warn|info"', true],
    ['severity=~"cri"', false],
    ['store=""', true],
  ])('%s of a critical alert: %s', (matcher, isTaken) => {
    const route = { receiver: 'default', routes: [{ receiver: 'taken', matchers: [matcher] }] }
    expect(receiversOf(route, { severity: 'crit' })).toEqual([isTaken ? 'taken' : 'default'])
  })
})
