import type { Plan } from '../../../contract/prices'
import { button, make } from '../../desk/dom'
import { bytes, count, duration, inTenThousands, points } from '../../desk/format'
import { type Row, table } from '../table'
import type { Console, View } from '../view'

interface Usage {
  functionCalls: number
  gbs: number
  dbCalls: number
  documentsRead: number
  documentsWritten: number
  dbBytesIn: number
  dbBytesOut: number
  bytesOut: number
  points: number
  pointsPerMonth: number | null
  plan: Plan | null
}

type Report = Usage & { since: number; byFunction: Record<string, Usage> }

const HEADINGS = [
  '函数',
  '调用#',
  'GB·秒#',
  '数据库#',
  '读#',
  '写#',
  '库里进出#',
  '流量#',
  '点#',
  '一月#',
  '够用的套餐',
]

/** 计费表: what a real environment would bill, per function and in all. */
export function meterView(page: Console): View {
  const head = make('div', 'total')
  const list = make('div', 'list')
  const reset = button('key', '归零', () => page.act(() => page.control.remove('usage')))
  return {
    name: 'meter',
    title: '计费表',
    element: make('section', 'usage', make('header', '', head, reset), list),
    async refresh() {
      const report = await page.control.get<Report>('usage')
      head.replaceChildren(
        make('strong', '', points(report.points)),
        make('span', '', `点，${duration(page.now() - report.since)}里`),
        make('em', '', monthText(report)),
      )
      const rows = Object.entries(report.byFunction).map(([name, usage]) => row(name, usage))
      rows.push({ ...row('合计', report), className: 'sum' })
      list.replaceChildren(table('计费表', HEADINGS, rows, '还没有用量'))
    },
  }
}

function row(name: string, usage: Usage): Row {
  return {
    cells: [
      make('b', '', name === '(outside)' ? '函数以外' : name),
      count(usage.functionCalls),
      usage.gbs.toFixed(1),
      count(usage.dbCalls),
      count(usage.documentsRead),
      count(usage.documentsWritten),
      bytes(usage.dbBytesIn + usage.dbBytesOut),
      bytes(usage.bytesOut),
      points(usage.points),
      usage.pointsPerMonth === null ? '—' : inTenThousands(usage.pointsPerMonth),
      planText(usage),
    ],
  }
}

function planText({ plan, pointsPerMonth }: Usage): string {
  if (pointsPerMonth === null) return '还早'
  if (!plan) return '没有套餐够'
  return plan.yuan === 0 ? '免费' : `${plan.yuan} 元`
}

const monthText = (usage: Usage): string =>
  usage.pointsPerMonth === null
    ? '满一分钟才估得出一月要多少'
    : `照这样一月 ${inTenThousands(usage.pointsPerMonth)}点，${usage.plan ? `${planText(usage)}的套餐够用` : planText(usage)}`
