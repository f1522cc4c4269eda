import { button, make } from '../../desk/dom'
import { count, timeOfDay } from '../../desk/format'
import { type Row, table } from '../table'
import type { Console, View } from '../view'
import { callPanel } from './callPanel'

interface FunctionState {
  name: string
  calls: number
  errors: number
  coldStarts: number
  averageMs: number | null
  instances: number
  timeoutMs: number
  memoryMb: number
  lastError?: { at: number; requestId: string; message: string }
}

const HEADINGS = ['函数', '调用#', '出错#', '冷启动#', '平均#', '在跑的实例#', '限时#', '内存#', '最近一次出错']

/** 函数: what each has done, and calling one by hand. */
export function functionsView(page: Console): View {
  const list = make('div', 'list')
  const panel = callPanel(page)
  const element = make('section', 'functions', list, panel.element)
  const row = (one: FunctionState): Row => ({
    className: panel.chosen() === one.name ? 'chosen' : '',
    choose: () => {
      panel.choose(one.name)
      page.act(async () => {})
    },
    cells: [
      make('b', '', one.name),
      count(one.calls),
      make('span', one.errors > 0 ? 'bad' : '', count(one.errors)),
      count(one.coldStarts),
      one.averageMs === null ? '—' : `${count(one.averageMs)} 毫秒`,
      count(one.instances),
      `${one.timeoutMs / 1000} 秒`,
      `${one.memoryMb} MB`,
      lastError(one, page),
    ],
  })
  return {
    name: 'functions',
    title: '函数',
    element,
    async refresh() {
      const { functions } = await page.control.get<{ functions: FunctionState[] }>('functions')
      list.replaceChildren(table('函数', HEADINGS, functions.map(row), '还没有函数：启动时加 --functions 目录'))
      await panel.refresh()
    },
  }
}

function lastError({ name, lastError: last }: FunctionState, page: Console): Node | string {
  if (!last) return '—'
  const text = `${timeOfDay(last.at)} ${last.message.split('\n')[0] ?? ''}`
  const link = button('link', text, () => page.openLogs({ function: name, requestId: last.requestId }))
  link.title = last.message
  link.addEventListener('click', (event) => event.stopPropagation())
  return link
}
