import { join } from 'node:path'
import type { Clock } from '../clock/clock'
import type { FaultSwitchboard } from '../faults/faultSwitchboard'
import { sleep } from '../faults/faultSwitchboard'
import type { Invoker } from '../functions/invoker'
import { SOURCES } from '../functions/source'
import { WeChatAccount } from './account'
import { ConsentLedger, type ConsentResult, type LedgerLine } from './consentLedger'
import { EmployeeMessages } from './employeeMessages'
import { type EmployeeLine, Employees } from './employees'
import { Inbox, type SentMessage } from './inbox'
import { Journal } from './journal'
import { changeEvent, type PushEvent, popupEvent, sentEvent } from './messagePush'
import {
  type NextPayment,
  type OpenNotice,
  type PaymentLine,
  type PaymentParameters,
  type PrepaidOrder,
  paymentNotice,
  WeChatPay,
} from './payment'
import { Robots } from './robots'
import { MESSAGES_PER_DAY, SubscribeMessages } from './subscribeMessage'
import type { MessageTemplate } from './templates'

export interface WeChatOptions {
  folder: string
  appid: string
  secretKey: string
  clock: Clock
  invoker: Invoker
  faults: FaultSwitchboard
  templates: ReadonlyMap<string, MessageTemplate>
}

/** The function that message push is configured for, as an owner would in the cloud console. */
const PUSH_FUNCTION = 'events'

/** When WeChat Pay repeats a notice that was not acknowledged (its page on payment notices), in seconds. */
const NOTICE_REPEATS_S = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600]

/** Everything of WeChat's that is not the cloud itself: consent, messages, pushes, payments. */
export class WeChat {
  readonly ledger: ConsentLedger
  readonly inbox: Inbox
  readonly account: WeChatAccount
  readonly pay: WeChatPay
  readonly messages: SubscribeMessages
  readonly employees: Employees
  readonly employeeMessages: EmployeeMessages
  readonly robots: Robots
  /** What the consent sheet of every phone answers until it is changed. */
  consentAnswer: ConsentResult = 'accept'
  /** by openid, epoch ms */
  private readonly lastTaps = new Map<string, number>()

  constructor(private readonly options: WeChatOptions) {
    const { folder, clock, templates, appid, secretKey } = options
    const now = () => clock.now()
    this.account = new WeChatAccount(appid, secretKey, now)
    this.ledger = new ConsentLedger(new Journal<LedgerLine>(join(folder, 'consents.jsonl')))
    this.inbox = new Inbox(new Journal<SentMessage>(join(folder, 'messages.jsonl')))
    this.employees = new Employees(new Journal<EmployeeLine>(join(folder, 'employees.jsonl')))
    this.employeeMessages = new EmployeeMessages({ templates, employees: this.employees, inbox: this.inbox, now })
    this.robots = new Robots(this.inbox, now)
    this.pay = new WeChatPay(new Journal<PaymentLine>(join(folder, 'payments.jsonl')))
    for (const notice of this.pay.unacknowledged) this.repeatNotice(notice, 0)
    this.messages = new SubscribeMessages({
      templates,
      ledger: this.ledger,
      inbox: this.inbox,
      now,
      onSent: (message, reply) => {
        if (reply.errcode === 0) clock.track(this.push(sentEvent(message, 0, clock.now())))
      },
    })
  }

  get templates(): MessageTemplate[] {
    return [...this.options.templates.values()]
  }

  hasTemplate(id: string): boolean {
    return this.options.templates.has(id)
  }

  /** The person answers WeChat's consent sheet; resolves when the push about it has been handled. */
  async answerConsent(openid: string, answers: { templateId: string; result: ConsentResult }[]): Promise<void> {
    const at = this.options.clock.now()
    for (const { templateId, result } of answers) this.ledger.record({ openid, templateId, change: result, at })
    const event = popupEvent(openid, answers, this.tapTime(openid, at))
    if (event) await this.push(event)
  }

  /**
   * Nobody taps a sheet twice within a second, except while the clock stands still: then each tap gets the next second,
   * because receivers know a push and its repetitions by person and CreateTime.
   */
  private tapTime(openid: string, nowMs: number): number {
    const at = Math.max(nowMs, (this.lastTaps.get(openid) ?? Number.NEGATIVE_INFINITY) + 1000)
    this.lastTaps.set(openid, at)
    return at
  }

  /** The person switches a template off or on in WeChat's settings: no credit comes or goes, the function is told. */
  async changeSetting(openid: string, templateId: string, result: 'accept' | 'reject'): Promise<void> {
    const at = this.options.clock.now()
    this.ledger.record({ openid, templateId, change: result === 'reject' ? 'off' : 'on', at })
    await this.push(changeEvent(openid, [{ templateId, result }], this.tapTime(openid, at)))
  }

  /** Delivers a message push; without a function for it WeChat has nowhere to send it. */
  async push(event: PushEvent | Record<string, unknown>): Promise<void> {
    if (!this.options.invoker.has(PUSH_FUNCTION)) return
    const openid = (event as { FromUserName?: unknown }).FromUserName
    await this.options.invoker.invoke(PUSH_FUNCTION, event, {
      source: SOURCES.messagePush,
      ...(typeof openid === 'string' ? { openid } : {}),
    })
  }

  /**
   * `wx.requestPayment` as this person.
   * @returns what the phone hears, in WeChat's words; undefined when it hears nothing
   */
  async requestPayment(openid: string, payment: Partial<PaymentParameters>): Promise<string | undefined> {
    const effect = this.options.faults.take({ kind: 'api', api: 'requestPayment' })
    if (effect?.delayMs) await sleep(effect.delayMs)
    if (effect?.drop || effect?.errCode !== undefined) return PHONE_HEARS.fail
    const order = this.pay.orderOf(payment)
    // WeChat words a wrong signature as a cancellation, too.
    if (!order || order.paid) return PHONE_HEARS.cancel
    const next = this.pay.takeNext()
    await this.settle(order, openid, next)
    return effect?.loseReply ? undefined : PHONE_HEARS[next.outcome]
  }

  clear(): void {
    this.ledger.clear()
    this.inbox.clear()
    this.pay.clear()
    this.employees.clear()
    this.robots.clear()
    this.messages.perDay = MESSAGES_PER_DAY
    this.lastTaps.clear()
    this.consentAnswer = 'accept'
  }

  private async settle(order: PrepaidOrder, openid: string, next: NextPayment): Promise<void> {
    if (next.outcome === 'ok' || next.notify) this.pay.markPaid(order, openid, next.notify)
    if (next.notify) await this.notify({ order, openid }, 0)
  }

  private async notify({ order, openid }: OpenNotice, repeats: number): Promise<void> {
    const { appid, clock, invoker } = this.options
    const event = paymentNotice(order, openid, appid, clock.now())
    const outcome = await invoker.invoke(order.functionName, event, { source: SOURCES.payCallback })
    if (outcome.ok && acknowledged(outcome.resultJson)) this.pay.markAcknowledged(order)
    else this.repeatNotice({ order, openid }, repeats)
  }

  private repeatNotice(notice: OpenNotice, repeats: number): void {
    const { clock } = this.options
    const waitS = NOTICE_REPEATS_S[repeats]
    if (waitS === undefined) this.pay.markAcknowledged(notice.order)
    else clock.schedule(clock.now() + waitS * 1000, () => this.notify(notice, repeats + 1))
  }
}

/** The documented acknowledgement is `{errcode: 0}`. */
function acknowledged(resultJson: string): boolean {
  const result = JSON.parse(resultJson) as { errcode?: unknown } | null
  return result?.errcode === 0
}

const PHONE_HEARS: Record<NextPayment['outcome'], string | undefined> = {
  ok: 'requestPayment:ok',
  cancel: 'requestPayment:fail cancel',
  fail: 'requestPayment:fail',
  silent: undefined,
}
