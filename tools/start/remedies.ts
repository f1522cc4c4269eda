import type { MitigationRequest } from '../../contract/admin'

/** What the sample shop can do about trouble: its own function's remedies, the mildest first. */
export const REMEDIES: MitigationRequest[] = [
  {
    id: 'counter',
    name: '改成到店付款',
    note: '先下单，取餐时再付',
    function: 'shop',
    event: { action: 'payAtCounter' },
    undoEvent: { action: 'payOnPhone' },
    undoAfterMinutes: 60,
    role: 'staff',
    stores: [],
  },
  {
    id: 'hideBeefNoodles',
    name: '下架招牌牛肉面',
    note: '别的菜照样卖',
    function: 'shop',
    event: { action: 'hideDish', dish: 'beef-noodles' },
    undoEvent: { action: 'showDish', dish: 'beef-noodles' },
    undoAfterMinutes: 120,
    role: 'staff',
    stores: [],
  },
  {
    id: 'pause',
    name: '暂停接单',
    note: '最后一招，这段时间一单也收不到',
    function: 'shop',
    event: { action: 'pause' },
    undoEvent: { action: 'resume' },
    undoAfterMinutes: 30,
    role: 'manager',
    stores: [],
  },
]
