import { button, make } from '../../desk/dom'
import { timeOfDay } from '../../desk/format'
import type { Console, View } from '../view'

interface LogEntry {
  sequence: number
  at: number
  function: string
  requestId: string
  stream: 'stdout' | 'stderr' | 'error' | 'platform'
  text: string
}

export interface LogsView extends View {
  filter(wanted: { function?: string; requestId?: string }): void
}

const KEPT = 5000
const SHOWN = 500
const REQUEST_CHARS = 8

/** 日志: what functions printed, newest at the bottom. */
export function logsView(page: Console): LogsView {
  let entries: LogEntry[] = []
  let since = 0
  let requestId = ''
  const names = make('select', '')
  names.setAttribute('aria-label', '哪个函数')
  const words = make('input', '')
  words.placeholder = '找字'
  words.setAttribute('aria-label', '找字')
  const errorsOnly = make('input', '')
  errorsOnly.type = 'checkbox'
  const request = button('key', '', () => {
    requestId = ''
    draw()
  })
  const list = make('div', 'lines')
  const tools = make(
    'div',
    'tools',
    names,
    words,
    make('label', 'check', errorsOnly, make('span', '', '只看出错')),
    request,
  )
  const element = make('section', 'logs', tools, list)
  for (const input of [names, words, errorsOnly]) input.addEventListener('input', () => draw())

  const isWanted = (entry: LogEntry) =>
    (names.value === '' || entry.function === names.value) &&
    (requestId === '' || entry.requestId === requestId) &&
    (!errorsOnly.checked || entry.stream === 'error' || entry.stream === 'stderr') &&
    entry.text.toLowerCase().includes(words.value.trim().toLowerCase())

  function draw() {
    request.hidden = requestId === ''
    request.textContent = `只看请求 ${requestId.slice(0, REQUEST_CHARS)} ×`
    const wanted = entries.filter(isWanted).slice(-SHOWN)
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40
    list.replaceChildren(...wanted.map(line))
    if (wanted.length === 0)
      list.append(make('p', 'empty small', entries.length > 0 ? '没有这样的日志' : '函数还没打印过什么'))
    if (atEnd) list.scrollTop = list.scrollHeight
  }

  function line(entry: LogEntry): HTMLElement {
    const ofRequest = button('link', entry.requestId.slice(0, REQUEST_CHARS) || '—', () => {
      requestId = entry.requestId
      draw()
    })
    ofRequest.title = entry.requestId
    return make(
      'div',
      `line ${entry.stream}`,
      make('time', '', timeOfDay(entry.at)),
      make('b', '', entry.function),
      ofRequest,
      make('code', '', entry.text.trimEnd()),
    )
  }

  function drawNames() {
    const known = [...new Set(entries.map((entry) => entry.function))].sort()
    const options = ['', ...known].map((name) => {
      const option = make('option', '', name || '全部函数')
      option.value = name
      return option
    })
    if (options.length === names.options.length) return
    const before = names.value
    names.replaceChildren(...options)
    names.value = before
  }

  return {
    name: 'logs',
    title: '日志',
    element,
    filter(wanted) {
      requestId = wanted.requestId ?? ''
      drawNames()
      names.value = wanted.requestId ? '' : (wanted.function ?? '')
      draw()
    },
    async refresh() {
      const { logs } = await page.control.get<{ logs: LogEntry[] }>(`logs?since=${since}`)
      if (logs.length === 0 && entries.length > 0) return
      entries = [...entries, ...logs].slice(-KEPT)
      since = entries.at(-1)?.sequence ?? 0
      drawNames()
      draw()
    },
  }
}
