import { withCrumbs } from '../../contract/crumbs'
import { batchSchema } from '../../contract/schemas/batch'
import { emptyBatch } from '../fakes/batches'

const report = { kind: 'error' as const, label: 0, message: 'boom', stack: '', page: 'p', at: 5_000, crumbs: [] }
const dict = ['print', 'GET a.cn/menu', 'pages/menu/menu']

test('a trail is written out as crumbs with times of the batch, and leaves', () => {
  const batch = emptyBatch(1_795_000_000_000, {
    dict,
    errors: [
      {
        ...report,
        trail: [
          [1_200, 2, 1, 3],
          [900, 0, 2],
        ],
      },
    ],
  })
  expect(withCrumbs(batchSchema.parse(batch)).errors).toEqual([
    {
      ...report,
      crumbs: [
        { at: 3_800, kind: 'request', text: 'GET a.cn/menu server' },
        { at: 4_100, kind: 'page', text: 'pages/menu/menu' },
      ],
    },
  ])
})

test('a step whose label is missing is left out, and crumbs of an older SDK stay', () => {
  const crumbs = [{ at: 1, kind: 'note' as const, text: 'n' }]
  const batch = emptyBatch(1_795_000_000_000, {
    dict,
    errors: [
      { ...report, trail: [[1, 0, 99]] },
      { ...report, crumbs },
    ],
  })
  expect(withCrumbs(batch).errors.map((error) => error.crumbs)).toEqual([[], crumbs])
})

test('a kind of phone that nobody knew yet does not cost the batch', () => {
  const device = { platform: 'watch', class: 'ultra', network: '6g', scene: 1001 }
  const parsed = batchSchema.parse({ ...emptyBatch(1_795_000_000_000), device })
  expect(parsed.device).toEqual({ platform: 'other', class: 'unknown', network: 'unknown', scene: 1001 })
})
