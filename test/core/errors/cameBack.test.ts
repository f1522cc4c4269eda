import fc from 'fast-check'
import { compareReleases } from '../../../contract/releaseOrder'
import { cameBack } from '../../../core/errors/cameBack'
import { issuesOf, widen } from '../../../core/errors/issuesOf'
import { readSighting } from '../../../core/errors/newestSighting'
import { NOON, storedBatch } from '../../fakes/batches'

const HOUR = 3_600_000
const SOLVED_AT = NOON + HOUR

const seen = (release: string, at: number) => {
  const report = { kind: 'error' as const, label: 0, message: 'x', stack: '', page: '', at: 0, crumbs: [] }
  const [issue] = issuesOf([
    storedBatch(`${release}${at}`, 'user1', at, {
      dict: ['f'],
      base: at,
      errors: [report],
      app: { release, env: 'release', sdk: '1' },
    }),
  ])
  return issue!
}

/** @param sightings release and hours after noon */
const back = (sightings: [string, number][], fixed?: { release: string; next: boolean }): boolean => {
  const issue = sightings.map(([release, hours]) => seen(release, NOON + hours * HOUR)).reduce(widen)
  const mark = { at: SOLVED_AT, by: '小周', status: 'solved' as const, ...(fixed === undefined ? {} : { fixed }) }
  return cameBack({ ...issue, status: 'solved', marks: [mark] })
}

describe('an error that is solved and seen again', () => {
  const since = { release: '2.8.0', next: false }
  const after = { release: '2.8.0', next: true }
  it.each<[string, [string, number][], { release: string; next: boolean } | undefined, boolean]>([
    ['without a release, later', [['2.7.0', 2]], undefined, true],
    ['without a release, but while the mark was made', [['2.7.0', 1.02]], undefined, false],
    [
      'in an older release than the remedy’s',
      [
        ['2.8.0', 0],
        ['2.7.9', 2],
      ],
      since,
      false,
    ],
    ['in the release of the remedy', [['2.8.0', 2]], since, true],
    ['in the release before the next one', [['2.8.0', 2]], after, false],
    [
      'in a newer release',
      [
        ['2.7.0', 0],
        ['2.8.1', 2],
      ],
      after,
      true,
    ],
    [
      'in a release whose number is newer though its text is not',
      [['2.10.0', 2]],
      { release: '2.9.0', next: false },
      true,
    ],
    [
      'in a newer release, before the mark',
      [
        ['2.9.0', 0],
        ['2.7.0', 2],
      ],
      since,
      false,
    ],
    [
      'in a release without order, by its time',
      [
        ['2.8.0', 0],
        ['dev', 2],
      ],
      after,
      true,
    ],
    [
      'in a release without order, before the mark',
      [
        ['dev', 0],
        ['2.8.0', 2],
      ],
      after,
      false,
    ],
    ['in any release, where the remedy’s has no order', [['2.8.0', 2]], { release: 'hotfix', next: false }, true],
    ['only before', [['2.8.0', 0]], since, false],
  ])('%s', (_, sightings, fixed, expected) => {
    expect(back(sightings, fixed)).toBe(expected)
    expect(back([...sightings].reverse(), fixed)).toBe(expected)
  })

  it('open again or let be is not back', () => {
    const mark = { at: SOLVED_AT, by: '', status: 'ignored' as const }
    expect(cameBack({ ...seen('1', NOON + 2 * HOUR), marks: [mark] })).toBe(false)
    expect(cameBack(seen('1', NOON + 2 * HOUR))).toBe(false)
  })
})

describe('the newest release an error was seen in', () => {
  it('is the same in any order of batches, with the last time it was seen in that', () => {
    const sighting = fc.tuple(fc.constantFrom('1.9.0', '1.10.0', '1.10.0.1', '2', 'dev', ''), fc.nat(1000))
    fc.assert(
      fc.property(fc.array(sighting, { minLength: 1, maxLength: 8 }), (sightings) => {
        const issue = sightings.map(([release, at]) => seen(release, NOON + at * 60_000)).reduce(widen)
        const ordered = sightings.filter(([release]) => /\d/.test(release))
        if (ordered.length === 0) return expect(issue.newest).toBeUndefined()
        const [release] = ordered.reduce((a, b) => ((compareReleases(a[0], b[0]) ?? 0) < 0 ? b : a))
        const last = Math.max(...ordered.filter((one) => one[0] === release).map(([, at]) => at))
        return expect(readSighting(issue.newest as string)).toEqual({ release, at: NOON + last * 60_000 })
      }),
    )
  })
})
