import type { IncidentDocument } from '../documents/incident'
import type { StoreDocument } from '../documents/store'
import { storeName } from '../incidents/message'
import { SEVERITY_WORDS } from '../incidents/severity'
import { localTime } from '../time/localTime'

/** WeCom refuses a text that is longer (ALERTING §4). */
export const ROBOT_BYTES = 2_048
const ELLIPSIS = '…'

/** Cuts between characters, never through one. @param most bytes of UTF-8 */
export const cutBytes = (text: string, most: number): string => {
  if (byteLength(text) <= most) return text
  let kept = ''
  let bytes = byteLength(ELLIPSIS)
  for (const character of text) {
    bytes += byteLength(character)
    if (bytes > most) break
    kept += character
  }
  return `${kept}${ELLIPSIS}`
}

/** Bytes in UTF-8. */
export const byteLength = (text: string): number => {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) as number
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** What the group reads of an incident: as it is now. */
export const incidentText = (incident: IncidentDocument, store: StoreDocument): string => {
  const head = incident.status === 'resolved' ? '恢复' : SEVERITY_WORDS[incident.severity]
  const lines = [`【${head}】${storeName(store)}：${incident.title}`, incident.sentence, spanText(incident, store.zone)]
  return lines.filter((line) => line !== '').join('\n')
}

const spanText = ({ openedAt, resolvedAt, acknowledged }: IncidentDocument, zone: string): string => {
  if (resolvedAt !== null) return `${clock(openedAt, zone)}–${clock(resolvedAt, zone)}`
  return `${clock(openedAt, zone)} 开始，${acknowledged ? `${acknowledged.by}在处理` : '没人接手'}`
}

/** Several posts in one, where there is no room for each. */
export const digestText = (texts: readonly string[]): string =>
  cutBytes([`${texts.length} 件事一起说：`, ...texts.map((text) => `· ${text.split('\n')[0]}`)].join('\n'), ROBOT_BYTES)

export const clock = (ms: number, zone: string): string => {
  const { minuteOfDay } = localTime(ms, zone)
  const twoDigits = (number: number): string => String(number).padStart(2, '0')
  return `${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`
}

/** What an address of the shop's own gets: no names of people, no openids. */
export const incidentBody = (incident: IncidentDocument, id: string): string =>
  JSON.stringify({
    id,
    kind: 'incident',
    incident: incident._id,
    store: incident.store,
    area: incident.area,
    severity: incident.severity,
    status: incident.status,
    title: incident.title,
    sentence: incident.sentence,
    openedAt: incident.openedAt,
    resolvedAt: incident.resolvedAt,
  })
