export interface FunnelStep {
  name: string
  /** 0…1 of the first step */
  share: number
  tone: 'second' | 'warn' | 'quiet'
  count: string
  unit: string
  /** e.g. 留下 38.4%; empty for none */
  kept: string
  /** e.g. 上周三 38.1%; empty for none */
  against: string
  /** the step where most are lost */
  loud: boolean
  spoken: string
}
