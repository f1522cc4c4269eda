import { pageOf, type Scene } from '../stop'
import { everyPage } from './everyPage'

const STRANGER = 'openid-wang'

export const empty: Scene = {
  name: 'empty',
  title: '第一天：什么都还没量到',
  start: ['--now', '2026-11-25T10:47:00+08:00', '--no-crowd', '--no-history'],
  arrange: (shop) => shop.advance(2 * 60_000),
  stops: [
    ...everyPage('empty'),
    {
      name: 'stranger-overview',
      title: '不是店里的人',
      page: pageOf('overview'),
      says: /这里只给店里人看/,
      openid: STRANGER,
    },
    {
      name: 'stranger-welcome',
      title: '拿着邀请码来的人',
      page: pageOf('welcome', '?scene=K7WX42'),
      says: /怎么称呼你/,
      openid: STRANGER,
    },
  ],
}
