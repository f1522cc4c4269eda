import type { Role } from '../../../contract/health'
import type { ShopSettings } from '../../../contract/pages/settings'
import { roleName } from '../format/words'

export interface MemberRow {
  staff: string
  name: string
  note: string
  /** what may be done about them, in the order of the sheet */
  actions: MemberAction[]
}

export type MemberAction =
  | { kind: 'role'; role: Role; label: string }
  | { kind: 'up' | 'off' | 'on' | 'handOver' | 'dismiss'; label: string }

export interface PeopleView {
  rows: MemberRow[]
  invites: { role: Role; label: string }[]
  mayClaim: boolean
}

const roleNote: Record<Role, string> = {
  owner: '什么都能改，能交接',
  manager: '管营业时间、值班和人',
  developer: '管规则和消息模板',
  staff: '看、接手、静音',
}

export function peopleView({ people, may }: ShopSettings): PeopleView {
  const can = (action: string): boolean => may.includes(action)
  const iAmOwner = people.some(({ isMe, role }) => isMe && role === 'owner')
  return {
    rows: people.map((person, index) => ({
      staff: person.staff,
      name: person.isMe ? `${person.name}（我）` : person.name,
      note: `${roleName[person.role]}，${person.order === 0 ? '不值班' : `第 ${index + 1} 个叫`}${person.optedOut ? '，自己关了消息' : ''}`,
      actions: actionsOf(person, index, can, iAmOwner),
    })),
    invites: can('invite')
      ? (iAmOwner ? (['staff', 'manager', 'developer'] as const) : (['staff'] as const)).map((role) => ({
          role,
          label: `${roleName[role]}：${roleNote[role]}`,
        }))
      : [],
    mayClaim: can('claimCode'),
  }
}

function actionsOf(
  { isMe, role, order }: ShopSettings['people'][number],
  index: number,
  can: (action: string) => boolean,
  iAmOwner: boolean,
): MemberAction[] {
  const actions: MemberAction[] = []
  if (role === 'owner' && !iAmOwner) return actions
  if (can('onCall')) {
    if (order > 0 && index > 0) actions.push({ kind: 'up', label: '往前一个叫' })
    actions.push(order > 0 ? { kind: 'off', label: '不值班' } : { kind: 'on', label: '值班' })
  }
  if (isMe) return actions
  if (can('role')) {
    const others = (['manager', 'developer', 'staff'] as const).filter((one) => one !== role)
    actions.push(...others.map((one) => ({ kind: 'role' as const, role: one, label: `改成${roleName[one]}` })))
  }
  if (can('handOver')) actions.push({ kind: 'handOver', label: '把店交给他' })
  if (can('dismiss')) actions.push({ kind: 'dismiss', label: '移出，不再看店' })
  return actions
}
