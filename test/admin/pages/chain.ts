import type { Chain } from '../../../contract/pages/chain'
import { at } from '../overviews'

const zone = 'Asia/Shanghai'

export const chain: Chain = {
  now: at('12:02'),
  stores: [
    {
      id: 'xihu',
      name: '兰姨牛肉面',
      branch: '西湖店',
      zone,
      open: true,
      level: 'crit',
      foldedThrough: at('12:01'),
      incident: { id: 'x', severity: 'crit', title: '顾客付不了款', openedAt: at('11:52'), by: null },
      incidents: 2,
      lostFen: 27_500,
      today: { orders: 60, revenueFen: 201_000, comparison: { label: '上周三此时', orders: 80, revenueFen: 270_000 } },
    },
    {
      id: 'wensan',
      name: '兰姨牛肉面',
      branch: '文三路店',
      zone,
      open: true,
      level: 'ok',
      foldedThrough: at('12:01'),
      incident: null,
      incidents: 0,
      lostFen: null,
      today: { orders: 83, revenueFen: 286_800, comparison: { label: '上周三此时', orders: 74, revenueFen: 249_400 } },
    },
  ],
}
