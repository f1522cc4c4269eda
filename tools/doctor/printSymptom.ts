import type { Symptom } from './symptom'

const marks: Record<Symptom['state'], string> = { ok: 'ok     ', warning: 'warning', error: 'ERROR  ' }

export function printSymptom({ name, state, text, remedy }: Symptom, say: (line: string) => void): void {
  say(`${marks[state]} ${name}: ${text}`)
  if (remedy !== undefined) say(`          ${remedy}`)
}
