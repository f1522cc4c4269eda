import type { IncidentDocument } from '../../../core/documents/incident'
import type { IssueDocument } from '../../../core/documents/issue'
import { relatedSignals } from '../../../core/incidents/relatedSignals'
import { NOON } from '../../fakes/alertedShop'

const MINUTE = 60_000
const issue = (release: string, firstAt: number): IssueDocument => ({
  ...{ _id: `s1:${release}${firstAt}`, store: 's1', fingerprint: `${firstAt}`, firstAt, lastAt: NOON, status: 'open' },
  sample: { kind: 'js', message: 'x', stack: '', page: '', release, crumbs: [] },
})
const released = (issues: IssueDocument[], releases: { version: string; at: number }[]) =>
  relatedSignals({
    ...{ incident: { _id: 'i' } as IncidentDocument, incidents: [], issues, releases },
    ...{ fromMs: NOON - 60 * MINUTE, untilMs: NOON },
  }).filter(({ kind }) => kind === 'release')

describe('that errors came with a version is said', () => {
  const version = '1.4.0'
  test.each<[string, IssueDocument[], number | null, boolean]>([
    ['of one that came shortly before its first error', [issue(version, NOON - MINUTE)], NOON - 5 * MINUTE, true],
    ['of no version that was in use before', [issue(version, NOON - MINUTE)], null, false],
    ['of no version that came after the error', [issue(version, NOON - 20 * MINUTE)], NOON - 5 * MINUTE, false],
    ['of no version whose errors are another’s', [issue('1.3.0', NOON - MINUTE)], NOON - 5 * MINUTE, false],
    ['of no version that meets an old error', [issue(version, NOON - 600 * MINUTE)], NOON - 700 * MINUTE, false],
  ])('%s', (_, issues, at, isSaid) => {
    expect(released(issues, at === null ? [] : [{ version, at }])).toHaveLength(isSaid ? 1 : 0)
  })
})

test('a long message of an error ends where it is cut, and says so', () => {
  const sample = {
    ...issue('1.4.0', NOON).sample,
    message: `TypeError: Cannot read properties of undefined (reading 'price')`,
  }
  const [signal] = relatedSignals({
    ...{ incident: { _id: 'i' } as IncidentDocument, incidents: [], issues: [{ ...issue('1.4.0', NOON), sample }] },
    ...{ releases: [], fromMs: NOON - MINUTE, untilMs: NOON },
  })
  expect(signal?.text).toBe('TypeError: Cannot read properties of un…')
})
