import { button, make } from '../../desk/dom'
import { timeOfDay } from '../../desk/format'
import { type Row, table } from '../table'
import type { Console } from '../view'

interface Answer {
  result?: unknown
  error?: { errCode: number; errMsg: string }
  requestID: string
}

interface EndedCall {
  requestId: string
  at: number
  source: string
  openid: string | null
  durationMs: number
  cold: boolean
  errCode: number | null
}

const HEADINGS = ['时间', '来源', '谁', '用时#', '', '结果', '日志']

export interface CallPanel {
  element: HTMLElement
  chosen(): string | null
  choose(name: string): void
  refresh(): Promise<void>
}

/** Calls the chosen function as a person or as its timer, and shows what came back. */
export function callPanel(page: Console): CallPanel {
  let name: string | null = null
  const title = make('h2', '')
  const openid = make('input', '')
  openid.value = 'o-tester'
  const event = make('textarea', '')
  event.value = '{}'
  event.spellcheck = false
  const result = make('pre', 'result')
  const newest = make('div', 'newest')
  const logs = button('key', '看这次的日志', () => {})
  logs.hidden = true

  const call = (readBody: () => object) =>
    page.act(async () => {
      const body = { function: name, ...readBody() }
      result.textContent = '正在跑…'
      result.className = 'result'
      show(await page.control.post<Answer>('invoke', body))
    })
  const show = ({ result: value, error, requestID }: Answer) => {
    result.textContent = error ? error.errMsg : JSON.stringify(value, null, 2)
    result.classList.toggle('bad', error !== undefined)
    logs.hidden = requestID === ''
    logs.onclick = () => page.openLogs({ requestId: requestID })
  }
  const asPerson = button('key strong', '调用', () =>
    call(() => ({ openid: openid.value.trim() || 'o-tester', event: JSON.parse(event.value || '{}') as unknown })),
  )
  const asTimer = button('key', '当定时器跑', () => call(() => ({ timer: true })))
  const element = make(
    'div',
    'call',
    make('header', '', title),
    make(
      'div',
      'sides',
      make(
        'div',
        'form',
        field('谁在调用（openid）', openid),
        field('event（JSON）', event),
        make('div', 'keys', asPerson, asTimer, logs),
      ),
      make('div', 'outcome', result, newest),
    ),
  )
  element.hidden = true
  return {
    element,
    chosen: () => name,
    choose(next) {
      name = next
      title.textContent = `调用 ${next}`
      result.textContent = ''
      logs.hidden = true
      newest.replaceChildren()
      element.hidden = false
    },
    async refresh() {
      if (name === null) return
      const { newestCalls } = await page.control.get<{ newestCalls: EndedCall[] }>(`functions/${name}`)
      const rows = newestCalls.map((call) => rowOf(call, page))
      newest.replaceChildren(table('最近的调用', HEADINGS, rows, '还没被调用过'))
    },
  }
}

const rowOf = (call: EndedCall, page: Console): Row => ({
  className: call.errCode === null ? '' : 'refused',
  cells: [
    timeOfDay(call.at),
    make('code', '', call.source),
    call.openid ?? '—',
    `${call.durationMs.toFixed(1)} 毫秒`,
    call.cold ? '冷启动' : '',
    call.errCode === null ? '成功' : `出错 ${call.errCode}`,
    button('link', call.requestId.slice(0, 8), () => page.openLogs({ requestId: call.requestId })),
  ],
})

function field(label: string, input: HTMLElement): HTMLElement {
  return make('label', 'field', make('span', 'small', label), input)
}
