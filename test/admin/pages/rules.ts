import type { AdminAnswers } from '../../../contract/admin'

export const rules: AdminAnswers['rules'] = {
  rules: [
    {
      id: 'paymentSuccess',
      kind: 'ratio',
      indicator: 'transactions',
      severity: 'crit',
      enabled: true,
      windowMinutes: 3,
      forMinutes: 0,
      keepFiringForMinutes: 3,
      minUsers: 3,
      value: 0.5,
      title: '顾客付不了款',
      meaning: '好几位顾客点了付款，都没付成。',
      remedy: [],
      change: null,
    },
    {
      id: 'slowLaunch',
      kind: 'threshold',
      indicator: 'experience',
      severity: 'warn',
      enabled: false,
      windowMinutes: 15,
      forMinutes: 5,
      keepFiringForMinutes: 5,
      minUsers: 0,
      value: 5000,
      title: '打开小程序慢',
      meaning: '顾客要等很久。',
      remedy: [],
      change: { enabled: false },
    },
  ],
}
