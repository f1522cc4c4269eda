import { OWNER_OF_ALL, openBranches } from '../openBranches'
import { pageOf, type Scene } from '../stop'

export const chain: Scene = {
  name: 'chain',
  title: '几家店',
  arrange: async (shop) => void (await openBranches(shop)),
  stops: [
    { name: 'chain-all', title: '全部门店', page: pageOf('chain'), says: /西湖店/, openid: OWNER_OF_ALL },
    { name: 'chain-overview', title: '总览，可以换店', page: pageOf('overview'), says: /监控/, openid: OWNER_OF_ALL },
    { name: 'chain-settings', title: '设置', page: pageOf('settings'), says: /共 3 家店/, openid: OWNER_OF_ALL },
  ],
}

export const chainInTrouble = (says: RegExp) => ({
  name: 'incident-chain',
  title: '全部门店',
  page: pageOf('chain'),
  says,
  openid: OWNER_OF_ALL,
})
