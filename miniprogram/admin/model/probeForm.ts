import type { ProbeExpectation, ProbeMinutes, ProbeSetting, ProbeTarget } from '../../../contract/pages/settings'

type HttpTarget = Extract<ProbeTarget, { kind: 'http' }>

/** What the owner has typed, as it was typed. */
export interface ProbeForm {
  name: string
  kind: ProbeTarget['kind']
  url: string
  method: HttpTarget['method']
  /** one a line, name: value */
  headers: string
  body: string
  /** HTTP status; empty: any of 200 … 299 */
  status: string
  functionName: string
  /** JSON of what the function is told */
  event: string
  everyMinutes: number
  path: string
  equals: string
  seconds: string
}

export type ProbeField = keyof ProbeForm | 'list'
export type ProbeFaults = Partial<Record<ProbeField, string>>

export const emptyProbe: ProbeForm = {
  name: '',
  kind: 'function',
  url: '',
  method: 'GET',
  headers: '',
  body: '',
  status: '',
  functionName: '',
  event: '',
  everyMinutes: 15,
  path: '',
  equals: '',
  seconds: '3',
}

/** The type holds it to what the cloud takes. */
const everyMinutes: ProbeMinutes = [5, 10, 15, 30, 60]
export const everyChips = everyMinutes.map((minutes) => ({ id: String(minutes), name: `${minutes} 分钟` }))
export const methodChips: { id: HttpTarget['method']; name: string }[] = [
  { id: 'GET', name: 'GET' },
  { id: 'POST', name: 'POST' },
]
export const kindChips: { id: ProbeTarget['kind']; name: string }[] = [
  { id: 'function', name: '云函数' },
  { id: 'http', name: '网址' },
]

const faultWords: Record<ProbeField, string> = {
  name: '起个名字，最多 12 个字',
  kind: '选云函数还是网址',
  url: '要写完整的网址，https:// 开头',
  method: '选 GET 还是 POST',
  headers: '一行一个，像 X-Key: abc',
  body: '最多 4000 个字',
  status: '写 100 到 599 的一个数，或者空着',
  functionName: '写云函数的名字，只有字母、数字、- 和 _',
  event: '这段不是 JSON，要像 {"action":"menu"}',
  everyMinutes: '选多久试一次',
  path: '用点连起来，像 value.dishes.0.name',
  equals: '先写在哪一项，再写等于什么',
  seconds: '0.1 到 10 秒之间',
  list: '最多 10 件，先去掉一件',
}

/**
 * The probe that the form describes, or what is wrong with it, field by field.
 * @param id of the new one
 */
export function probeOf(form: ProbeForm, id: string, store: string): { probe: ProbeSetting } | { faults: ProbeFaults } {
  const wrong: ProbeField[] = []
  const check = (isFine: boolean, field: ProbeField) => void (isFine || wrong.push(field))
  const name = form.name.trim()
  check(name.length > 0 && name.length <= 12, 'name')
  const [url, functionName, path, equals] = [form.url, form.functionName, form.path, form.equals].map((text) =>
    text.trim(),
  ) as [string, string, string, string]
  const event = eventOf(form.event)
  const headers = headersOf(form.headers)
  const status = form.status.trim()
  const isHttp = form.kind === 'http'
  if (isHttp) {
    check(/^https?:\/\/[^\s/]+/.test(url), 'url')
    check(headers !== null, 'headers')
    check(form.body.length <= 4000, 'body')
    check(status === '' || (/^\d{3}$/.test(status) && Number(status) >= 100 && Number(status) <= 599), 'status')
  } else {
    check(/^[\w-]{1,60}$/.test(functionName), 'functionName')
    check(event !== null, 'event')
  }
  check(path === '' || /^[\w-]+(\.[\w-]+){0,9}$/.test(path), 'path')
  check(equals === '' || path !== '', 'equals')
  const withinMs = Math.round(Number(form.seconds) * 1000)
  check(withinMs >= 100 && withinMs <= 10_000, 'seconds')
  const every = everyMinutes.find((minutes) => minutes === form.everyMinutes)
  check(every !== undefined, 'everyMinutes')
  if (wrong.length > 0 || every === undefined || event === null)
    return { faults: Object.fromEntries(wrong.map((field) => [field, faultWords[field]])) }
  const target: ProbeTarget = isHttp
    ? httpTarget(form, url, headers ?? {})
    : { kind: 'function', name: functionName, event }
  const expect: ProbeExpectation = {
    withinMs,
    ...(isHttp && status !== '' ? { status: Number(status) } : {}),
    ...(path === '' ? {} : { path }),
    ...(equals === '' ? {} : { equals: jsonValue(equals) }),
  }
  return { probe: { id, name, store, everyMinutes: every, target, expect } }
}

/** A GET has no body; what is not set is not sent. */
const httpTarget = ({ method, body }: ProbeForm, url: string, headers: Record<string, string>): HttpTarget => ({
  ...{ kind: 'http', method, url },
  ...(Object.keys(headers).length === 0 ? {} : { headers }),
  ...(method === 'POST' && body !== '' ? { body } : {}),
})

/** @returns null where a line is none */
function headersOf(text: string): Record<string, string> | null {
  const headers: Record<string, string> = {}
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, name, value] = /^\s*([A-Za-z0-9-]{1,64})\s*:\s*(.{0,500})$/.exec(line) ?? []
    if (name === undefined || value === undefined) return null
    headers[name] = value.trim()
  }
  return headers
}

type FunctionEvent = Extract<ProbeTarget, { kind: 'function' }>['event']

function eventOf(text: string): FunctionEvent | null {
  if (text.trim() === '') return {}
  try {
    const event: unknown = JSON.parse(text)
    return typeof event === 'object' && event !== null && !Array.isArray(event) ? (event as FunctionEvent) : null
  } catch {
    return null
  }
}

/** A number, a yes or no and null are themselves; whatever is in quotes or is none of these is text. */
function jsonValue(text: string): NonNullable<ProbeExpectation['equals']> | null {
  try {
    const value: unknown = JSON.parse(text)
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as string
  } catch {
    // plain text
  }
  return text
}

const fieldOf: Record<string, ProbeField> = {
  name: 'name',
  everyMinutes: 'everyMinutes',
  'target.url': 'url',
  'target.headers': 'headers',
  'target.body': 'body',
  'target.name': 'functionName',
  'target.event': 'event',
  'expect.status': 'status',
  'expect.path': 'path',
  'expect.equals': 'equals',
  'expect.withinMs': 'seconds',
}

/** What the cloud found wrong, at the field where it was typed. @param field e.g. `probe.target.url`; @returns null: elsewhere */
export function faultAt(field: string | undefined): ProbeFaults | null {
  if (field === 'probe') return { list: faultWords.list }
  const path = (field ?? '').replace(/^probe\./, '').replace(/^target\.headers\..*/, 'target.headers')
  const known = fieldOf[path]
  return known === undefined ? null : { [known]: faultWords[known] }
}
