import type { RuleEntry } from '../../../../contract/admin'
import { spaced } from '../../format/spaced'
import { indicatorName, levelWord } from '../../format/words'
import { type BacktestView, backtestView, progressWords } from '../../model/backtest'
import type { Timed } from '../../model/freshness'
import {
  changeOf,
  knobsOf,
  type RuleChange,
  type RuleKnob,
  type TrialView,
  trialView,
  turnedKnob,
} from '../../model/rules'
import { answerPage } from '../../services/answerPage'
import { sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { query } from '../../services/kandian'
import { keptPerson, storeOf } from '../../services/person'
import { serverNow } from '../../services/serverClock'
import { settingsSource } from '../../services/shopSources'
import { tellError } from '../../services/tell'

/** The rules, and whether the caller may change them. */
type Rules = { rules: RuleEntry[] } & Timed

interface RuleView {
  title: string
  note: string
  meaning: string
}

interface Editing {
  enabled: boolean
  crit: boolean
  knobs: RuleKnob[]
  changed: boolean
  back: boolean
}

const same = (a: RuleChange, b: RuleChange): boolean => JSON.stringify(a) === JSON.stringify(b)

const TRIED_HOURS = 6

const life = answerPage<Rules, RuleView>({
  indicator: null,
  source: () => settingsSource('rules'),
  view({ rules }, _, { id }) {
    const rule = rules.find((one) => one.id === id)
    if (rule === undefined) return { title: '没有这条规则', note: '', meaning: '' }
    return {
      title: spaced(rule.title.replace(/\n/g, '')),
      note: `${indicatorName[rule.indicator]}，${levelWord[rule.severity]}${rule.change === null ? '' : '，改过'}`,
      meaning: spaced(rule.meaning),
    }
  },
})

Page({
  ...life,
  data: {
    ...life.data,
    busy: false,
    may: false,
    editing: null as Editing | null,
    trial: null as TrialView | null,
    hours: TRIED_HOURS,
    month: null as BacktestView | null,
    /** while thirty days are judged: what is being done */
    progress: '',
    /** all calls of the month, or its newest */
    all: false,
  },
  rule: null as RuleEntry | null,
  /** the shop's clock */
  zone: '',
  change: {} as RuleChange,

  show(sight: Parameters<typeof life.show>[0]) {
    life.show.call(this, sight)
    if (sight.kind !== 'seen') return
    const rule = sight.answer.rules.find((one) => one.id === this.query.id) ?? null
    if (rule === null || this.data.editing?.changed) return
    this.rule = rule
    this.zone = sight.answer.zone
    this.change = rule.change ?? {}
    this.draw(false)
    void this.lookWhoMay()
  },

  async lookWhoMay() {
    const store = storeOf(keptPerson())
    const shop = store === null ? null : settingsSource('shop').kept(store)
    this.setData({ may: shop?.may.includes('changeRule') ?? keptPerson()?.role !== 'staff' })
  },

  draw(changed: boolean) {
    const { rule, change } = this
    if (rule === null) return
    this.setData({
      editing: {
        enabled: change.enabled ?? rule.enabled,
        crit: (change.severity ?? rule.severity) === 'crit',
        knobs: knobsOf(rule, change),
        changed,
        back: rule.change !== null,
      },
      ...(changed ? { trial: null, month: null } : {}),
    })
  },
  edit(change: RuleChange) {
    this.change = { ...this.change, ...change }
    this.draw(true)
  },

  setEnabled(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    this.edit({ enabled: event.detail.value })
  },
  setCrit(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    this.edit({ severity: event.detail.value ? 'crit' : 'warn' })
  },
  turnKnob(event: WechatMiniprogram.TouchEvent) {
    const { at, up } = event.currentTarget.dataset as { at: number; up: boolean }
    const knob = this.data.editing?.knobs[at]
    if (knob !== undefined && this.data.may) this.edit({ [knob.id]: turnedKnob(knob, up) })
  },

  /** What it would have told: before it is saved, and as often as one likes. */
  async try() {
    const store = storeOf(keptPerson())
    if (store === null || this.rule === null) return
    const change = changeOf(this.rule, this.change)
    const request = {
      action: 'tryRule' as const,
      store,
      rule: this.rule.id,
      change,
      to: serverNow(),
      hours: TRIED_HOURS,
    }
    const tried = await doing(this, request, '')
    if (tried !== null) this.setData({ trial: trialView(tried, TRIED_HOURS, this.zone) })
  },

  /** Thirty days take the cloud seconds: what it does is said meanwhile. */
  async lookBack() {
    const store = storeOf(keptPerson())
    const { rule } = this
    if (store === null || rule === null || this.data.progress !== '') return
    const change = changeOf(rule, this.change)
    const began = Date.now()
    const tick = () => this.setData({ progress: progressWords(Date.now() - began) })
    tick()
    const timer = setInterval(tick, 1000)
    const reply = await query({ kind: 'backtest', store, rule: rule.id, change })
    clearInterval(timer)
    this.setData({ progress: '' })
    if (!reply.ok) tellError(reply.error.code)
    // what was turned meanwhile is another question
    else if (same(changeOf(rule, this.change), change)) this.setData({ month: backtestView(reply.value), all: false })
  },
  showAll() {
    this.setData({ all: true })
  },

  async save() {
    const store = storeOf(keptPerson())
    if (store === null || this.rule === null) return
    await this.write(store, this.rule.id, changeOf(this.rule, this.change), '存好了，5 分钟内起效')
  },
  async reset() {
    const store = storeOf(keptPerson())
    if (store === null || this.rule === null || !(await sure('改回原样？', '用看店自带的设置', '改回去'))) return
    await this.write(store, this.rule.id, {}, '改回原样了')
  },
  async write(store: string, rule: string, change: RuleChange, done: string) {
    const turned = this.change
    if ((await doing(this, { action: 'changeRule', store, rule, change }, done)) === null) return
    // what was turned while it was written is not in it: it stays on the page, to be saved
    if (this.data.editing !== null && this.change === turned) this.setData({ 'editing.changed': false })
    await this.watch?.refresh()
  },
})
