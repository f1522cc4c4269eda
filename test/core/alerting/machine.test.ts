import fc from 'fast-check'
import { type NoData, step, type Timing } from '../../../core/alerting/machine'
import type { SeriesState } from '../../../core/documents/alertState'

/** T true, F false, . no data; one minute each. @returns after each: - inactive, p pending, f firing */
const run = (holds: string, timing: Timing, noData: NoData = 'keep'): string => {
  let state: SeriesState | null = null
  return [...holds]
    .map((character, minute) => {
      const seen = character === '.' ? 'unknown' : character === 'T'
      state = step(state, seen, minute, timing, noData).state
      return state === null ? '-' : (state as SeriesState).state.charAt(0)
    })
    .join('')
}

const changes = (holds: string, timing: Timing, noData: NoData = 'keep'): (string | null)[] => {
  let state: SeriesState | null = null
  return [...holds].map((character, minute) => {
    const stepped = step(state, character === '.' ? 'unknown' : character === 'T', minute, timing, noData)
    state = stepped.state
    return stepped.change
  })
}

describe('an alert without data', () => {
  it.each([
    ['keeps firing however long nothing is seen', 'T......', { for: 0, keepFiringFor: 0 }, 'keep', 'fffffff'],
    ['resolves at the first false minute after it', 'T...F', { for: 0, keepFiringFor: 0 }, 'keep', 'ffff-'],
    [
      'is not resolved by the unseen minutes of keepFiringFor',
      'TF....FFF',
      { for: 0, keepFiringFor: 3 },
      'keep',
      'ffffffff-',
    ],
    ['does not fire by the unseen minutes of for', 'T..TTT', { for: 3, keepFiringFor: 0 }, 'keep', 'pppppf'],
    [
      'waits while pending as long as for, and goes on where it was',
      'TT...TT',
      { for: 3, keepFiringFor: 0 },
      'keep',
      'ppppppf',
    ],
    ['is forgotten while pending after that', 'TT....T', { for: 3, keepFiringFor: 0 }, 'keep', 'ppppp-p'],
    ['never starts without data', '....', { for: 0, keepFiringFor: 0 }, 'keep', '----'],
    ['resolves where the policy says ok', 'T.', { for: 0, keepFiringFor: 0 }, 'ok', 'f-'],
    ['fires after for where the policy says alert', '...', { for: 2, keepFiringFor: 0 }, 'alert', 'ppf'],
    ['goes on firing where the policy says alert', 'T..F', { for: 0, keepFiringFor: 0 }, 'alert', 'fff-'],
  ] as [string, string, Timing, NoData, string][])('%s', (_, holds, timing, noData, states) => {
    expect(run(holds, timing, noData)).toBe(states)
  })

  it('says each change once', () => {
    expect(changes('TTTFF', { for: 1, keepFiringFor: 1 })).toEqual(['pending', 'firing', null, null, 'resolved'])
    expect(changes('TF', { for: 1, keepFiringFor: 0 })).toEqual(['pending', 'inactive'])
    expect(changes('TF', { for: 0, keepFiringFor: 0 })).toEqual(['firing', 'resolved'])
  })

  it('never resolves or fires in an unseen minute under the policy keep', () => {
    const holds = fc.array(fc.constantFrom('T', 'F', '.'), { maxLength: 60 }).map((all) => all.join(''))
    const minutes = fc.nat({ max: 6 })
    fc.assert(
      fc.property(holds, minutes, minutes, (text, forMinutes, keepFiringFor) => {
        const seen = changes(text, { for: forMinutes, keepFiringFor })
        const unseen = [...text].map((character, minute) => (character === '.' ? seen[minute] : null))
        expect(unseen.filter((change) => change === 'resolved' || change === 'firing')).toEqual([])
      }),
    )
  })

  it('sees the same fire and end as if the unseen minutes had not been, once it fires', () => {
    const tail = fc.array(fc.constantFrom('T', 'F', '.'), { maxLength: 40 }).map((all) => all.join(''))
    fc.assert(
      fc.property(tail, fc.nat({ max: 5 }), (text, keepFiringFor) => {
        const timing = { for: 0, keepFiringFor }
        const withGaps = changes(`T${text}`, timing).filter((change) => change !== null)
        const without = changes(`T${text.replaceAll('.', '')}`, timing).filter((change) => change !== null)
        expect(withGaps).toEqual(without)
      }),
    )
  })
})
