import type { Receiver } from '../incidents/lease'

/** Whom a timeline names when no person was told. */
export const ROBOT: Receiver = { staff: '@robot', name: '企业微信群', openid: '', templateId: '', channel: 'robot' }
export const WEBHOOK: Receiver = { staff: '@webhook', name: '外部系统', openid: '', templateId: '', channel: 'webhook' }
