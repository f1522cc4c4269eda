import { button, make, toggle } from '../dom'
import { belongsTo, FAULT_SWITCHES, type FaultSwitch } from '../faultSwitches'
import { count, timeOfDay } from '../format'
import type { Desk, Panel } from './desk'

/** 故障开关 */
export function faultPanel(): Panel {
  const element = make('section', 'faults')
  element.setAttribute('aria-label', '故障开关')
  const chosenDelayMs = new Map<string, number>()
  const onSince = new Map<string, number>()
  return {
    element,
    watches: (state) => state.faults,
    draw(desk) {
      const rows = FAULT_SWITCHES.map((one) => faultRow(one, desk, chosenDelayMs, onSince))
      const on = rows.filter((row) => row.classList.contains('on')).length
      const head = make(
        'header',
        '',
        make('h2', '', '故障开关'),
        make('span', 'small', on > 0 ? `开着 ${on} 个` : '都关着'),
      )
      element.replaceChildren(head, make('div', 'rows', ...rows))
    },
  }
}

function faultRow(
  one: FaultSwitch,
  desk: Desk,
  chosenDelayMs: Map<string, number>,
  onSince: Map<string, number>,
): HTMLElement {
  const faults = desk.state.faults.filter((fault) => belongsTo(fault, one))
  const on = faults.length > 0
  if (!on) onSince.delete(one.id)
  const delayMs = Number(faults[0]?.effect.delayMs ?? chosenDelayMs.get(one.id) ?? one.effect.delayMs)
  const effect = one.delay ? { delayMs } : one.effect

  const turnOff = () => Promise.all(faults.map((fault) => desk.control.remove(`faults/${fault.id}`)))
  const turnOn = (times = one.times) => {
    onSince.set(one.id, desk.now())
    const body = { effect, ...(times ? { times } : {}), ...(one.forMs ? { forMs: one.forMs } : {}) }
    return Promise.all(one.matches.map((match) => desk.control.post('faults', { match, ...body })))
  }

  const struck = faults.reduce((sum, fault) => sum + fault.struck, 0)
  const since = onSince.get(one.id)
  const note = on ? `${since ? `${timeOfDay(since)} 开，` : ''}碰上 ${count(struck)} 次` : one.note
  const line = make('div', 'line', make('div', 'words', make('b', '', one.title), make('span', 'small', note)))
  if (one.onceLabel && !on) line.append(button('key', one.onceLabel, () => desk.act(() => turnOn(1))))
  line.append(toggle(one.title, on, () => desk.act(() => (on ? turnOff() : turnOn()))))
  const row = make('div', on ? 'fault on' : 'fault', line)
  if (on && one.delay)
    row.append(
      delaySlider(one.delay, delayMs, (chosen) => {
        chosenDelayMs.set(one.id, chosen)
        desk.act(async () => {
          await turnOff()
          await desk.control.post('faults', { match: one.matches[0], effect: { delayMs: chosen } })
        })
      }),
    )
  if (on)
    row.append(make('code', '', wording(one.matches.length === 1 ? (one.matches[0] ?? {}) : {}), ' ', wording(effect)))
  return row
}

function delaySlider(
  delay: NonNullable<FaultSwitch['delay']>,
  delayMs: number,
  choose: (ms: number) => void,
): HTMLElement {
  const slider = make('input', '')
  Object.assign(slider, { type: 'range', min: delay.leastMs, max: delay.mostMs, step: delay.stepMs, value: delayMs })
  slider.setAttribute('aria-label', '慢多少毫秒')
  const label = make('output', '', `${count(delayMs)} 毫秒`)
  const fill = () =>
    slider.style.setProperty(
      '--share',
      `${((Number(slider.value) - delay.leastMs) / (delay.mostMs - delay.leastMs)) * 100}%`,
    )
  fill()
  slider.addEventListener('input', () => {
    label.textContent = `${count(Number(slider.value))} 毫秒`
    fill()
  })
  slider.addEventListener('change', () => choose(Number(slider.value)))
  return make('div', 'delay', make('span', '', '慢'), slider, label)
}

const wording = (fields: Record<string, unknown>) =>
  Object.entries(fields)
    .map(([key, value]) => `${key}:${JSON.stringify(value)}`)
    .join(' ')
