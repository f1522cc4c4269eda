import { type CloudState, readCloudState } from './cloudState'
import { type ClockReading, openControl } from './control'
import { make, mark } from './dom'
import { clockBar } from './panels/clockBar'
import { cloudBar } from './panels/cloudBar'
import { consentPanel } from './panels/consentPanel'
import { crowdPanel } from './panels/crowdPanel'
import type { Desk, Panel } from './panels/desk'
import { faultPanel } from './panels/faultPanel'
import { inboxPanel } from './panels/inboxPanel'
import { meterPanel } from './panels/meterPanel'
import { type Phones, phones } from './panels/phones'

const POLL_MS = 2000
const TICK_MS = 100
const OWNER = { openid: 'o-owner', name: '店主' }
const CUSTOMER = 'o-customer'
const STAFF_PAGE = 'admin/pages/overview/index'

/** Puts the desk together and keeps it up to date. */
async function start() {
  const query = new URLSearchParams(location.search)
  const control = openControl(query.get('token') ?? '')
  // The cloud's time is another than the browser's: nothing is drawn before it is known.
  const unknown: ClockReading = { now: Date.now(), frozen: true, speed: 1 }
  let reading = await control.get<ClockReading>('clock').catch(() => unknown)
  let readAtMs = performance.now()
  let state: CloudState | null = null
  let shownPhones: Phones | null = null

  const desk: Desk = {
    control,
    now: () => (reading.frozen ? reading.now : reading.now + (performance.now() - readAtMs) * reading.speed),
    get clock() {
      return reading
    },
    get state() {
      if (!state) throw new Error('read the cloud first')
      return state
    },
    act: (run) => void run().catch(complain).then(refresh),
    openPhone: (openid, page) => {
      const name = state?.staff.find((person) => person.openid === openid)?.name ?? '店员'
      shownPhones?.openStaff(openid, name, page)
    },
  }
  const panels: Panel[] = [faultPanel(), crowdPanel(), meterPanel(), inboxPanel(), consentPanel()]
  const [faults, crowd, meter, inbox, consent] = panels.map((panel) => panel.element) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ]
  const time = clockBar(desk)
  const cloud = cloudBar(desk)
  const middle = make('main', '')
  const complaint = make('div', 'complaint')
  complaint.hidden = true
  document.body.append(
    make(
      'header',
      'top',
      make('div', 'brand', mark(28), make('b', '', '看店'), make('span', '', '本机云，不用微信账号')),
      time.element,
      cloud.element,
    ),
    make('div', 'columns', make('aside', 'left', faults, crowd, meter), middle, make('aside', 'right', inbox, consent)),
    complaint,
  )

  const drawn = new Map<Panel, string>()
  async function refresh() {
    try {
      state = await readCloudState(control, state)
    } catch (error) {
      cloud.draw(null)
      complain(error)
      return
    }
    complaint.hidden = true
    cloud.draw(state.functions.length)
    for (const panel of panels) {
      const shows = JSON.stringify(panel.watches(state, desk.now()))
      if (drawn.get(panel) === shows || panel.element.querySelector('input:active')) continue
      drawn.set(panel, shows)
      panel.draw(desk)
    }
  }
  function complain(error: unknown) {
    complaint.textContent = error instanceof Error ? error.message : String(error)
    complaint.hidden = false
  }

  control.watchClock((next) => {
    const changed = next.frozen !== reading.frozen || next.speed !== reading.speed
    reading = next
    readAtMs = performance.now()
    if (changed) time.draw(reading)
  })
  time.draw(reading)
  time.tick(desk.now())
  setInterval(() => time.tick(desk.now()), TICK_MS)
  await refresh()
  const owner = (state as CloudState | null)?.staff.find((person) => person.role === 'owner') ?? OWNER
  shownPhones = phones({
    token: control.token,
    customer: query.get('customer') ?? CUSTOMER,
    staff: { openid: query.get('owner') ?? owner.openid, name: owner.name },
    staffPage: query.get('adminPage') ?? STAFF_PAGE,
  })
  middle.append(shownPhones.element)
  setInterval(() => void refresh(), POLL_MS)
  document.body.dataset.ready = 'true'
}

void start()
