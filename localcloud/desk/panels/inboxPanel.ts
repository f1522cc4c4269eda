import type { CloudState, Message } from '../cloudState'
import { button, icon, make, mark } from '../dom'
import { dayAndTime, duration, timeOfDay } from '../format'
import type { Desk, Panel } from './desk'

const ARROW = '<path d="M9 5l7 7-7 7"/>'
const WATCH = '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>'
const CRITICAL = 'tmpl-critical'

interface Person {
  openid: string
  name: string
}

/** 微信消息: what each member of staff got, each in their own chat. */
export function inboxPanel(): Panel {
  const element = make('section', 'inbox')
  element.setAttribute('aria-label', '微信消息')
  let chosen: string | null = null
  const draw = (desk: Desk) => {
    const people = peopleOf(desk.state)
    const person = people.find(({ openid }) => openid === chosen) ?? people[0]
    const tabs = people.map((one) => {
      const tab = button(one === person ? 'on' : '', make('b', '', one.name), () => {
        chosen = one.openid
        draw(desk)
      })
      tab.append(make('span', '', creditsOf(desk.state, one.openid)))
      tab.setAttribute('aria-pressed', String(one === person))
      return tab
    })
    const messages = desk.state.messages.filter((message) => message.to === person?.openid)
    const chat = make('div', 'chat', ...messages.map((message) => card(message, desk)), ...nextStep(desk))
    if (messages.length === 0) chat.prepend(make('p', 'empty small', '还没有消息'))
    element.replaceChildren(
      make('header', '', make('h2', '', '微信消息'), make('span', 'small', '每人各收各的')),
      make('div', 'people', ...tabs),
      chat,
    )
    chat.scrollTop = chat.scrollHeight
  }
  return {
    element,
    watches: ({ messages, credits, staff, incidents }, now) => [
      messages.length,
      credits,
      staff,
      incidents,
      incidents.map(({ nextAt }) => (nextAt === null ? null : secondsUntil(nextAt, now))),
    ],
    draw,
  }
}

/** Staff by their on-call order, then whoever else got a message. */
function peopleOf({ staff, messages }: CloudState): Person[] {
  const people = staff.map(({ openid, name }) => ({ openid, name }))
  for (const { to } of messages)
    if (!people.some(({ openid }) => openid === to)) people.push({ openid: to, name: to.slice(0, 6) })
  return people
}

function creditsOf({ credits }: CloudState, openid: string): string {
  const one = credits.find((credit) => credit.openid === openid && credit.templateId === CRITICAL)
  if (one?.banned) return '被封'
  return `严重 ${one?.credits ?? 0} 条`
}

function card(message: Message, desk: Desk): HTMLElement {
  const { templates } = desk.state
  const names = templates.find(({ id }) => id === message.templateId)?.keywords ?? {}
  const lines = Object.entries(message.values).map(([key, value]) =>
    make('div', 'line', make('span', 'name', names[key] ?? key), make('span', '', value)),
  )
  const open = button('open', '去处理', () => desk.openPhone(message.to, message.page))
  open.append(icon(ARROW, 14))
  const delivered = message.outcome === 'delivered'
  const box = make('article', delivered ? 'card' : 'card refused', make('div', 'from small', mark(16), '看店'))
  box.append(make('h3', '', message.title), ...lines, open)
  const outcome = delivered ? '送到' : `没送到，微信返回 ${message.errCode ?? '错误'}`
  return make(
    'div',
    'message',
    make('div', 'when small', dayAndTime(message.at, desk.now())),
    box,
    make('div', 'outcome small', `${timeOfDay(message.at)} 发出，${outcome}`),
  )
}

const secondsUntil = (at: number, now: number): number => Math.max(0, Math.ceil((at - now) / 1000))

/** When somebody else will be told if nobody acknowledges. */
function nextStep(desk: Desk): HTMLElement[] {
  return desk.state.incidents.flatMap(({ nextAt, title }) =>
    nextAt === null || nextAt < desk.now()
      ? []
      : [
          make(
            'div',
            'next',
            icon(WATCH, 18),
            make(
              'div',
              '',
              make('span', '', `${timeOfDay(nextAt)} 没人接手就发给下一位`),
              make('span', 'small', `${title}，还有 ${duration(nextAt - desk.now())}`),
            ),
          ),
        ],
  )
}
