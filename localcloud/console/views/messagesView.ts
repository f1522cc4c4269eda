import { make, segments } from '../../desk/dom'
import { dayAndTime } from '../../desk/format'
import { type Row, table } from '../table'
import type { Console, View } from '../view'

interface Message {
  channel: string
  to: string
  title: string
  values: Record<string, string>
  text?: string
  at: number
  outcome: 'delivered' | 'refused'
  errCode?: number
}

const CHANNELS = [
  ['', '全部'],
  ['subscribe', '订阅消息'],
  ['employee', '用工消息'],
  ['robot', '企微机器人'],
  ['webhook', 'Webhook'],
] as const
type Channel = (typeof CHANNELS)[number][0]

const SHOWN = 300

/** 消息: all that was sent to anybody, the newest first. */
export function messagesView(page: Console): View {
  let channel: Channel = ''
  const tools = make('div', 'tools')
  const list = make('div', 'list')
  const row = (message: Message): Row => ({
    className: message.outcome === 'refused' ? 'refused' : '',
    cells: [
      dayAndTime(message.at, page.now()),
      CHANNELS.find(([name]) => name === message.channel)?.[1] ?? message.channel,
      message.to,
      make('div', 'content', make('b', '', titleOf(message)), make('span', '', contentOf(message))),
      message.outcome === 'delivered' ? '送到' : `没送到 ${message.errCode ?? ''}`,
    ],
  })
  const draw = () =>
    tools.replaceChildren(
      segments('', CHANNELS, channel, (next) => {
        channel = next
        draw()
        page.act(async () => {})
      }),
    )
  draw()
  return {
    name: 'messages',
    title: '消息',
    element: make('section', 'messages', tools, list),
    async refresh() {
      const path = channel === '' ? 'messages' : `messages?channel=${channel}`
      const { messages } = await page.control.get<{ messages: Message[] }>(path)
      const rows = messages.slice(-SHOWN).reverse().map(row)
      list.replaceChildren(table('消息', ['时间', '渠道', '发给', '内容', '结果'], rows, '还没有消息'))
    },
  }
}

/** A robot's message and a webhook have no title of their own. */
const titleOf = ({ title, text }: Message): string => (text === undefined ? title : '')

const contentOf = ({ values, text }: Message): string => text ?? Object.values(values).join('，')
