/** What we do where Alertmanager did what its fixture says: who is told what, in minutes since the start. */
export interface Ours {
  told: string[]
  incidents: string[]
  verdict: 'same' | 'differs'
}

export const ours: Record<string, Ours> = {
  '01-grouping': {
    told: ['2 兰姨 a', '4 兰姨 c', '32 群 a', '34 群 c'],
    incidents: ['1 open', '2 open'],
    verdict: 'differs',
  },
  '02-resolved': { told: ['2 兰姨 a'], incidents: ['1 resolved'], verdict: 'differs' },
  '03-resolved-before-group-wait': { told: [], incidents: ['1 resolved'], verdict: 'same' },
  '04-partial-resolve': { told: ['2 兰姨 a'], incidents: ['1 resolved'], verdict: 'differs' },
  '05-flap-inside-interval': { told: ['2 兰姨 a'], incidents: ['1 resolved', '1 open'], verdict: 'same' },
  '06-flap-across-intervals': {
    told: ['2 兰姨 a', '43 兰姨 a'],
    incidents: ['1 resolved', '1 open'],
    verdict: 'differs',
  },
  '07-repeat-rounding': { told: ['2 兰姨 a', '32 群 a'], incidents: ['1 open'], verdict: 'differs' },
  '08-inhibition': {
    told: ['1 兰姨 crit', '2 兰姨 other', '6 阿强 crit', '11 群 crit', '16 小周 crit'],
    incidents: ['1 open', '2 open'],
    verdict: 'differs',
  },
  '09-silence-then-expiry': { told: ['3 兰姨 b', '9 兰姨 a'], incidents: ['1 open', '2 open'], verdict: 'same' },
  '10-resolved-while-silenced': { told: ['2 兰姨 a'], incidents: ['1 resolved'], verdict: 'same' },
  '11-routing-continue': {
    told: ['1 兰姨 crit', '1 兰姨 q', '6 阿强 crit', '6 阿强 q'],
    incidents: ['1 open', '9 open'],
    verdict: 'differs',
  },
  '12-receiver-500': { told: ['7 阿强 a'], incidents: ['1 open'], verdict: 'differs' },
  '13-receiver-400': { told: ['2 群 a'], incidents: ['1 open'], verdict: 'differs' },
  '14-kill9-after-send': { told: ['2 兰姨 a'], incidents: ['1 open'], verdict: 'differs' },
  '15-sigterm-after-send': { told: ['2 兰姨 a'], incidents: ['1 open'], verdict: 'same' },
  '16-kill9-in-group-wait': { told: ['3 兰姨 a'], incidents: ['1 open'], verdict: 'differs' },
  '17-kill9-mid-send': { told: ['2 兰姨 a', '3 阿强 a'], incidents: ['1 open'], verdict: 'differs' },
  '18-resolve-timeout': { told: ['2 兰姨 a'], incidents: ['1 open'], verdict: 'differs' },
  '19-mute-interval': { told: ['9 兰姨 a'], incidents: ['1 open'], verdict: 'same' },
  '20-no-resolved': { told: ['2 兰姨 a'], incidents: ['1 resolved'], verdict: 'same' },
  '21-storm-grouped': { told: ['2 兰姨 x0'], incidents: ['1 open'], verdict: 'same' },
  '22-storm-ungrouped': { told: ['2 兰姨 x0'], incidents: ['1 open'], verdict: 'differs' },
  '23-receiver-reset': { told: ['2 兰姨 a', '2 阿强 a', '2 群 a'], incidents: ['1 open'], verdict: 'differs' },
  '24-resolved-unsent-firing': { told: [], incidents: ['1 resolved'], verdict: 'differs' },
}
