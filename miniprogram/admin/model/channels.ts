import type { ShopSettings } from '../../../contract/pages/settings'

export interface ChannelRow {
  id: 'robot' | 'webhook' | 'ping'
  icon: 'people' | 'server' | 'pulse'
  name: string
  note: string
  on: boolean
}

export function channelRows({ channels }: ShopSettings): ChannelRow[] {
  const { robot = null, webhook = null, ping = null } = channels ?? {}
  return [
    {
      id: 'robot',
      icon: 'people',
      name: '企业微信群',
      note:
        robot === null
          ? '没人接手、大家都没额度时发到群里'
          : `发到 ${robot.host}${robot.mentions.length > 0 ? `，@${robot.mentions.length} 个人` : ''}`,
      on: robot !== null,
    },
    {
      id: 'webhook',
      icon: 'server',
      name: '自己的系统',
      note: webhook === null ? '把告警发给你自己的服务器，带签名' : `发到 ${webhook.host}`,
      on: webhook !== null,
    },
    {
      id: 'ping',
      icon: 'pulse',
      name: '外面的哨兵',
      note: ping === null ? '看店自己停了时，由外面的人发现' : `平安时敲 ${ping.host}`,
      on: ping !== null,
    },
  ]
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'
const secretLength = 40

/** A key for signatures. @param random numbers of [0, 1) */
export const secretOf = (random: () => number): string =>
  Array.from({ length: secretLength }, () => letters[Math.floor(random() * letters.length)]).join('')
