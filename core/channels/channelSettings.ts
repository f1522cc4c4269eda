/** The ways out of the cloud. `message`: WeChat's subscription message. */
export const CHANNELS = ['message', 'employee', 'robot', 'webhook'] as const
export type Channel = (typeof CHANNELS)[number]

/** How people are told beside subscription messages. Part of `settings`; absent parts are switched off. */
export interface ChannelSettings {
  robot?: RobotSetting | null
  webhook?: WebhookSetting | null
  employee?: EmployeeSetting | null
  /** an address outside that is called while all is well, and alarms when it is not (ALERTING §5.8) */
  ping?: { url: string } | null
  /** for the local cloud only: plain http, and addresses of this machine */
  allowLoopback?: boolean
}

/** A WeCom group's robot. The key in the address is its secret. */
export interface RobotSetting {
  url: string
  /** mobile numbers that are mentioned with a critical message */
  mentions: string[]
}

export interface WebhookSetting {
  url: string
  /** newest first; with two, both sign, so that a receiver can change over */
  secrets: string[]
}

/** 用工关系 messages: they need no consent for each, but an access token of appid and secret. */
export interface EmployeeSetting {
  templateId: string
  keywords: Partial<Record<'store' | 'title' | 'severity' | 'sentence' | 'time', string>>
  page: string
  /** where a token is to be had: {access_token, expires_in} */
  tokenUrl: string
  sendUrl: string
}
