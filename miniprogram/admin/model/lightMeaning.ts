import type { Indicator } from '../../../contract/metrics'

/** What a light looks at and from where on it is slow or wrong, in the owner's words. */
export interface LightMeaning {
  looksAt: string
  limits: string
}

/** The limits are those of contract/metrics.ts and of the default rules. */
export const lightMeaning: Record<Indicator, LightMeaning> = {
  response: {
    looksAt: '顾客每点一下，要等多久才有反应。看 100 次里的 95 次，最慢的几次单独看',
    limits: '1 秒内算好，超过 3 秒算慢',
  },
  transactions: {
    looksAt: '点了付款的顾客里，几位真的付成了。顾客自己不付的不算',
    limits: '营业时间里没有单，或很多人付不成，会叫你',
  },
  load: {
    looksAt: '微信云替你干活的那些函数，有没有出错、有没有忙不过来',
    limits: '出错多了会叫你',
  },
  errors: {
    looksAt: '小程序自己出的错，碰到了几位顾客',
    limits: '碰到的顾客多了才叫你，一两位只记下来',
  },
  experience: {
    looksAt: '顾客从点开小程序到看见菜单，要等多久',
    limits: '2 秒内算好，超过 5 秒算慢',
  },
}
