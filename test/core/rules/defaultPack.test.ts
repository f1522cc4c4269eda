import { defaultRules as bundled } from '../../../adapters/defaultRules'
import { INDICATORS } from '../../../contract/metrics'
import { ruleSchema } from '../../../contract/schemas/rule'
import { defaultRules } from '../../fakes/defaultRules'

describe('the default pack', () => {
  it('has at least twenty rules over all five indicators, with the first five among them', () => {
    expect(defaultRules.length).toBeGreaterThanOrEqual(20)
    expect(new Set(defaultRules.map(({ indicator }) => indicator))).toEqual(new Set(INDICATORS))
    const ids = defaultRules.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['apiP95', 'availability', 'errorRate', 'noOrders', 'paymentSuccess']))
    expect(new Set(defaultRules.map(({ kind }) => kind)).size).toBe(9)
  })

  it('keeps what stops orders in one area, so that one cause is one incident', () => {
    // single payments that do not fit want somebody to call a customer, whatever else is up
    const apart = defaultRules.filter(({ area, kind }) => area !== 'ordering' && kind !== 'truth')
    expect(apart.every(({ indicator, severity }) => indicator === 'experience' && severity === 'warn')).toBe(true)
  })

  it('is inhibited by rules that are there, of the same area', () => {
    for (const rule of defaultRules)
      for (const id of rule.inhibitedBy ?? [])
        expect(defaultRules.find((one) => one.id === id)).toMatchObject({ area: rule.area, severity: 'crit' })
  })

  it('is what the functions carry', async () => {
    const carried = await bundled.read()
    expect([...carried].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(defaultRules)
  })

  it.each(defaultRules)(
    '$id asks for several customers or many events, keeps its state without data, and says what to do',
    (rule) => {
      const expects = 'minExpected' in rule ? rule.minExpected >= 4 : 'minBefore' in rule && rule.minBefore >= 10
      const checked = rule.kind === 'truth' // each order was looked up
      const counts = rule.kind === 'threshold' && rule.quantile === undefined && rule.value >= 20
      // nobody is behind a probe: two runs in a row must fail
      const probes = 'sources' in rule && rule.sources.every(({ metric }) => metric === 'probe') && rule.forMinutes > 5
      expect(probes || rule.minUsers >= 3 || rule.minEvents >= 20 || expects || counts || checked).toBe(true)
      expect(rule.noData).toBe('keep')
      expect(rule.text.title.length).toBeLessThanOrEqual(13)
      expect(`${rule.text.title}${rule.text.sentence}`).not.toMatch(/成功率|异常|服务|请求|！|请/)
      expect(rule.text.remedy.length).toBeGreaterThan(0)
    },
  )
})

describe('a rule as data', () => {
  const [payment] = defaultRules.filter(({ id }) => id === 'paymentSuccess')

  it.each([
    ['a kind it does not know', { kind: 'magic' }, 'kind'],
    [
      'a title that fills more than a line',
      { text: { ...payment?.text, title: '一二三四五六七八九十一二三四' } },
      'text.title',
    ],
    [
      'a word in its sentence that nothing fills',
      { text: { ...payment?.text, sentence: '{who}付不了' } },
      'text.sentence',
    ],
    ['a metric that is not in the catalogue', { sources: [{ metric: 'mood' }] }, 'sources.0.metric'],
    ['no metric', { sources: [] }, 'sources'],
    ['an operator object for a value', { value: { $gt: 0 } }, 'value'],
    ['a field nobody documented', { colour: 'red' }, ''],
    ['a number of users where the catalogue keeps none', { sources: [{ metric: 'launch' }] }, 'minUsers'],
    ['all users where only failed ones are kept', { sources: [{ metric: 'call' }], part: 'all' }, 'minUsers'],
    ['a negative `for`', { forMinutes: -1 }, 'forMinutes'],
  ])('is refused with %s, by the name of the field', (_, change, field) => {
    const parsed = ruleSchema.safeParse({ ...payment, ...change })
    expect(parsed.success).toBe(false)
    expect(parsed.error?.issues[0]?.path.join('.')).toBe(field)
  })

  it('is refused when it asks a quantile of a count, or users of a timing that keeps none', () => {
    const p95 = defaultRules.find(({ id }) => id === 'apiP95')
    const count = ruleSchema.safeParse({ ...p95, sources: [{ metric: 'step' }] })
    expect(count.error?.issues[0]?.path).toEqual(['sources'])
    expect(ruleSchema.safeParse({ ...p95, minUsers: 3 }).error?.issues[0]?.path).toEqual(['minUsers'])
  })
})
