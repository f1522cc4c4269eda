/** What the doctor says about one thing. `remedy` is there unless all is well. */
export interface Symptom {
  name: string
  state: 'ok' | 'warning' | 'error'
  text: string
  remedy?: string
}
