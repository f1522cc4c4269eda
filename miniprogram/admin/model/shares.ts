export interface Share {
  name: string
  /** 0…1 of the whole */
  share: number
  tone: 'second' | 'now' | 'quiet' | 'pale' | 'deep' | 'good' | 'warn' | 'crit' | 'rest'
  /** inside the part, where it is wide enough; empty for none */
  label: string
}
