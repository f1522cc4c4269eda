import { button, make } from '../../desk/dom'
import { dayAndTime, duration, timeOfDay } from '../../desk/format'
import { type Row, table } from '../table'
import type { Console, View } from '../view'

interface Timer {
  function: string
  trigger: string
  cron: string
  nextAt: number | null
  next: { drop?: boolean; duplicate?: boolean; delayMs?: number } | null
}

interface Firing {
  function: string
  trigger: string
  at: number
  ok: boolean
  ms: number
}

const LATE_MS = 30_000
const MISBEHAVIOURS = [
  ['漏掉', { drop: true }],
  ['跑两遍', { duplicate: true }],
  ['晚 30 秒', { delayMs: LATE_MS }],
] as const

/** 定时器: when each fires next, running one now, letting the next firing go wrong. */
export function timersView(page: Console): View {
  const list = make('div', 'list')
  const past = make('div', 'list')
  const row = (timer: Timer): Row => ({
    cells: [
      make('b', '', timer.function),
      timer.trigger,
      make('code', '', timer.cron),
      timer.nextAt === null ? '不再跑' : nextText(timer.nextAt, page.now()),
      keysOf(timer, page),
    ],
  })
  const firing = (one: Firing): Row => ({
    className: one.ok ? '' : 'refused',
    cells: [timeOfDay(one.at), make('b', '', one.function), one.trigger, one.ok ? '成功' : '失败', `${one.ms} 毫秒`],
  })
  return {
    name: 'timers',
    title: '定时器',
    element: make('section', 'timers', list, make('header', '', make('h2', '', '最近跑过')), past),
    async refresh() {
      const { timers, fired } = await page.control.get<{ timers: Timer[]; fired: Firing[] }>('timers')
      const headings = ['函数', '名字', '时间表', '下一次', '']
      list.replaceChildren(table('定时器', headings, timers.map(row), '没有函数带定时器'))
      const columns = ['时间', '函数', '名字', '结果', '用时#']
      past.replaceChildren(table('最近跑过', columns, fired.map(firing), '还没跑过'))
    },
  }
}

const nextText = (at: number, now: number): string => `${dayAndTime(at, now)}，还有 ${duration(at - now)}`

function keysOf({ function: name, next: planned }: Timer, page: Console): HTMLElement {
  const run = button('key strong', '现在跑', () =>
    page.act(() => page.control.post('invoke', { function: name, timer: true })),
  )
  const keys = MISBEHAVIOURS.map(([label, next]) => {
    const on = JSON.stringify(next) === JSON.stringify(planned)
    const key = button(on ? 'key on' : 'key', label, () =>
      page.act(() => page.control.post('timers', { function: name, next: on ? {} : next })),
    )
    key.setAttribute('aria-pressed', String(on))
    key.title = `下一次${label}`
    return key
  })
  return make('div', 'keys', run, make('span', 'small', '下一次'), ...keys)
}
