import type { Employees } from './employees'
import type { Inbox, Verdict } from './inbox'
import { wrongKeyword } from './keywordLimits'
import type { MessageTemplate } from './templates'

export interface EmployeeMessagesOptions {
  templates: ReadonlyMap<string, MessageTemplate>
  employees: Employees
  inbox: Inbox
  now: () => number
}

type Values = Record<string, string>

const refusal = (errcode: number, errmsg: string): Verdict => ({ errcode, errmsg })
const invalid = (what: string): Verdict => refusal(40097, `invalid args: ${what}`)

/**
 * `employeerelationmsg/send`. Codes and the form of `data` (JSON in a string) from WeChat's page of that API.
 * Its send limits are not public, so there are none here.
 */
export class EmployeeMessages {
  constructor(private readonly options: EmployeeMessagesOptions) {}

  /** @param injected an error code a fault wants instead of a delivery */
  send(args: Record<string, unknown>, injected?: number): Verdict {
    const { inbox, templates, now } = this.options
    const values = valuesIn(args.data)
    const verdict = injected === undefined ? this.judge(args, values) : refusal(injected, 'injected by a fault')
    const templateId = textOf(args.template_id)
    const message = { templateId, title: templates.get(templateId)?.title ?? '', page: textOf(args.page), at: now() }
    inbox.record({ channel: 'employee', to: textOf(args.touser), values: values ?? {}, ...message }, verdict)
    return verdict
  }

  private judge(args: Record<string, unknown>, values: Values | undefined): Verdict {
    const to = textOf(args.touser)
    const template = this.options.templates.get(textOf(args.template_id))
    if (to === '') return refusal(40257, 'decode touser error')
    if (!template) return invalid('template_id')
    if (textOf(args.page) === '') return invalid('page')
    if (!values) return invalid('data must be a string that holds JSON')
    const wrong = wrongKeyword(template, values)
    if (wrong) return invalid(`data.${wrong}.value`)
    if (!this.options.employees.isBound(to)) return refusal(40256, 'invalid employee relation')
    if (!this.options.employees.takes(to, template.id)) return refusal(50001, 'user unauthorized')
    return { errcode: 0, errmsg: 'ok' }
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The page's example wraps the keywords once more in `data`; both forms are read. */
function valuesIn(data: unknown): Values | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const parsed = JSON.parse(data) as { data?: unknown } | null
    const keywords = parsed?.data ?? parsed
    if (typeof keywords !== 'object' || keywords === null) return undefined
    const entries = Object.entries(keywords as Record<string, { value?: unknown } | null>)
    return Object.fromEntries(entries.map(([key, item]) => [key, String(item?.value ?? '')]))
  } catch {
    return undefined
  }
}
