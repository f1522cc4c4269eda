import { probesView } from '../../../miniprogram/admin/model/response/probes'

const ZONE = 'Asia/Shanghai'
const since = Date.parse('2026-11-25T12:10:00+08:00')

test.each([
  ['all went well', { runs: 44, ok: 44, failing: null }, '44 遍都成', ''],
  ['the last ones fail', { runs: 44, ok: 41, failing: { since, runs: 3 } }, '41 遍成', '12:10 起 3 遍没成'],
  ['it has come back', { runs: 44, ok: 41, failing: null }, '41 遍成', ''],
  ['none has run yet', { runs: 0, ok: 0, failing: null }, '还没试过', ''],
])('%s', (_, probe, strong, more) => {
  const view = probesView([{ name: '打开菜单', everyMinutes: 5, ...probe }], ZONE)
  expect(view).toEqual({ note: `每 5 分钟一遍，共 ${probe.runs} 遍`, rows: [{ name: '打开菜单', strong, more }] })
})

test('without probes there is no card', () => expect(probesView([], ZONE)).toBeNull())
