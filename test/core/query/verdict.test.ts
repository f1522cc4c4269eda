import type { Light, SetupStep } from '../../../contract/query'
import { type VerdictInput, verdictOf } from '../../../core/query/verdict'
import { lettersOf } from './lettersOf'

const calm: Light[] = [
  { indicator: 'response', level: 'ok', sentence: '95% 的操作 0.7 秒内，和平时一样' },
  { indicator: 'errors', level: 'none', sentence: '没数据' },
]
const step = (id: SetupStep['id'], done: boolean): SetupStep => ({ id, done, title: '', note: '' })
const today = (orders: number, before: number | null) => ({
  orders,
  revenueFen: 0,
  comparison: before === null ? null : { label: '上周三此时', orders: before, revenueFen: 0 },
})
const usual: VerdictInput = {
  incident: null,
  lights: calm,
  today: today(83, 74),
  steps: [step('messages', true), step('colleague', true), step('hours', false)],
  day: 41,
  open: true,
  watched: true,
}

describe('the sentence at the top', () => {
  it.each<[string, Partial<VerdictInput>, { level: string; title: string; sentence?: string }]>([
    ['busier than last week', {}, { level: 'ok', title: '一切正常，比上周三忙', sentence: '' }],
    ['quieter', { today: today(60, 74) }, { level: 'ok', title: '一切正常，比上周三清闲' }],
    ['the same', { today: today(75, 74) }, { level: 'ok', title: '一切正常，和上周三一样' }],
    ['too few to compare', { today: today(2, 1) }, { level: 'ok', title: '一切正常' }],
    ['no last week', { today: today(83, null) }, { level: 'ok', title: '一切正常' }],
    [
      'nobody can be told',
      { steps: [step('messages', false)] },
      { level: 'ok', title: '一切正常，比上周三忙', sentence: '不过出事还叫不到人' },
    ],
    ['first day', { day: 1 }, { level: 'none', title: '开始看店了，\n先看几天再下结论' }],
    [
      'first day, two steps missing',
      { day: 1, steps: [step('messages', false), step('colleague', false), step('orders', false)] },
      { level: 'none', title: '开始看店了，\n还差 2 步才叫得到你' },
    ],
    ['never measured', { day: 1, watched: false }, { level: 'none', title: '开始看店了，\n先看几天再下结论' }],
    [
      'a light is worried',
      { lights: [...calm, { indicator: 'experience', level: 'warn', sentence: '要 3.4 秒才看到菜单，平时 1.9 秒' }] },
      { level: 'warn', title: '有一处要留意', sentence: '要 3.4 秒才看到菜单，平时 1.9 秒' },
    ],
    [
      'several are',
      {
        lights: [
          ...calm.slice(0, 2),
          { indicator: 'experience', level: 'warn', sentence: '要 3.4 秒才看到菜单，平时 1.9 秒' },
          { indicator: 'errors', level: 'warn', sentence: '1 种新错误，3 位顾客碰到' },
        ],
      },
      { level: 'warn', title: '有 2 处要留意' },
    ],
    ['nobody there', { lights: calm.slice(1) }, { level: 'none', title: '这会儿没有顾客，\n好不好还看不出' }],
    ['closed', { lights: calm.slice(1), open: false }, { level: 'ok', title: '打烊了，没有事' }],
  ])('%s', (_, changes, expected) => {
    const verdict = verdictOf({ ...usual, ...changes })
    expect(verdict).toMatchObject(expected)
    for (const line of verdict.title.split('\n')) expect(lettersOf(line)).toBeLessThanOrEqual(13)
  })

  it('is the open incident’s own, whatever else there is', () => {
    const incident = {
      severity: 'crit',
      title: '顾客付不了款',
      sentence: '3分钟8位顾客付款失败',
    } as VerdictInput['incident']
    expect(verdictOf({ ...usual, incident, day: 1 })).toEqual({
      level: 'crit',
      title: '顾客付不了款',
      sentence: '3分钟8位顾客付款失败',
    })
  })
})
