import fc from 'fast-check'
import { changes } from '../../../miniprogram/admin/services/changes'

test.each([
  ['nothing new', { a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 2] } }, {}],
  ['a value', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 3 }],
  [
    'deep inside',
    { view: { head: { title: 'x', icon: 'ok' } } },
    { view: { head: { title: 'y', icon: 'ok' } } },
    { 'view.head.title': 'y' },
  ],
  ['one row of a list', { rows: [{ n: 1 }, { n: 2 }] }, { rows: [{ n: 1 }, { n: 3 }] }, { 'rows[1].n': 3 }],
  ['a list of another length', { rows: [1, 2] }, { rows: [1] }, { rows: [1] }],
  ['from nothing', { view: null }, { view: { a: 1 } }, { view: { a: 1 } }],
  ['to nothing', { view: { a: 1 } }, { view: null }, { view: null }],
  ['a lost key', { view: { a: 1, b: 2 } }, { view: { a: 1 } }, { view: { a: 1 } }],
])('%s', (_, before, after, expected) => {
  expect(changes(before, after)).toEqual(expected)
})

/** What WeChat's setData does with a path. */
function applied(state: object, changed: Record<string, unknown>): unknown {
  const copy = structuredClone(state) as Record<string, unknown>
  for (const [path, value] of Object.entries(changed)) {
    const steps = path.split(/\.|\[(\d+)\]/).filter((step) => step !== undefined && step !== '')
    let place = copy
    for (const step of steps.slice(0, -1)) place = place[step] as Record<string, unknown>
    place[steps.at(-1) as string] = value
  }
  return copy
}

const key = fc.constantFrom('a', 'b', 'c')
const { state } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ max: 3, min: 0 }),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('state'),
  ),
  state: fc.dictionary(key, tie('value')),
}))

test('applying the changes gives the next state, whatever the states are', () => {
  fc.assert(
    fc.property(state, state, (a, b) => {
      const before = a as object
      const after = { ...before, ...(b as object) }
      expect(applied(before, changes(before, after))).toEqual(after)
    }),
  )
})
