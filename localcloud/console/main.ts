import { type ClockReading, openControl } from '../desk/control'
import { make, mark } from '../desk/dom'
import { clockBar } from '../desk/panels/clockBar'
import type { Console, View } from './view'
import { collectionsView } from './views/collectionsView'
import { functionsView } from './views/functionsView'
import { logsView } from './views/logsView'
import { messagesView } from './views/messagesView'
import { meterView } from './views/meterView'
import { timersView } from './views/timersView'

const POLL_MS = 2000
const TICK_MS = 100

/** The page that looks into the cloud: puts its views together and keeps the shown one up to date. */
async function start() {
  const token = new URLSearchParams(location.search).get('token') ?? ''
  const control = openControl(token)
  let reading = await control.get<ClockReading>('clock').catch(() => ({ now: Date.now(), frozen: true, speed: 1 }))
  let readAtMs = performance.now()
  const complaint = make('div', 'complaint')
  complaint.hidden = true
  complaint.setAttribute('role', 'alert')

  const page: Console = {
    control,
    now: () => (reading.frozen ? reading.now : reading.now + (performance.now() - readAtMs) * reading.speed),
    act: (run) => void guarded(run).then(refresh),
    openLogs: (filter) => {
      logs.filter(filter)
      location.hash = logs.name
    },
  }
  const logs = logsView(page)
  const views: View[] = [
    functionsView(page),
    logs,
    collectionsView(page),
    messagesView(page),
    timersView(page),
    meterView(page),
  ]
  const shown = (): View => views.find(({ name }) => `#${name}` === location.hash) ?? (views[0] as View)

  /** What was complained about last, and whether by a refresh: a refresh that works takes only its own back. */
  async function guarded(run: () => Promise<unknown>) {
    complaint.hidden = true
    await run().catch((error: Error) => {
      complaint.textContent = error instanceof SyntaxError ? `JSON 写错了：${error.message}` : error.message
      complaint.hidden = false
    })
  }
  let failing = false
  async function refresh() {
    try {
      await shown().refresh()
      if (failing) complaint.hidden = true
      failing = false
    } catch (error) {
      failing = true
      complaint.textContent = (error as Error).message
      complaint.hidden = false
    }
  }

  const links = views.map((view) => {
    const link = make('a', '', view.title)
    link.href = `#${view.name}`
    return link
  })
  const main = make('main', '')
  const draw = () => {
    const view = shown()
    for (const [at, link] of links.entries()) link.toggleAttribute('aria-current', views[at] === view)
    main.replaceChildren(view.element)
    document.title = `${view.title} · 看店本机云`
    void refresh()
  }
  const time = clockBar({ control, act: page.act, now: page.now })
  const desk = make('a', 'key', '回到模拟器')
  desk.href = `/?${new URLSearchParams({ token })}`
  document.body.append(
    make(
      'header',
      'top',
      make('div', 'brand', mark(28), make('b', '', '看店'), make('span', '', '本机云里面')),
      time.element,
      make('div', 'cloud', desk),
    ),
    make('div', 'columns', make('nav', '', ...links), main),
    complaint,
  )
  control.watchClock((next) => {
    const changed = next.frozen !== reading.frozen || next.speed !== reading.speed
    reading = next
    readAtMs = performance.now()
    if (changed) time.draw(reading)
  })
  time.draw(reading)
  setInterval(() => time.tick(page.now()), TICK_MS)
  addEventListener('hashchange', draw)
  draw()
  setInterval(() => void refresh(), POLL_MS)
  document.body.dataset.ready = 'true'
}

void start()
