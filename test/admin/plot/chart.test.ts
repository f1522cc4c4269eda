import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { overviewView } from '../../../miniprogram/admin/model/overviewView'
import { type BandChart, lastIndex } from '../../../miniprogram/admin/plot/bandChart'
import { boxOf, overlaps, type TextMark } from '../../../miniprogram/admin/plot/marks'
import { meetsLine } from '../../../miniprogram/admin/plot/meetsLine'
import { bandOption } from '../../../miniprogram/admin/plot/option'
import { palettes } from '../../../miniprogram/admin/plot/palette'
import { picture } from '../../../miniprogram/admin/plot/picture'
import { readingAt } from '../../../miniprogram/admin/plot/reading'
import { amountAxis, scaleOf, timeTicks } from '../../../miniprogram/admin/plot/scale'
import { spokenChart } from '../../../miniprogram/admin/plot/spoken'
import { acknowledged, at, firstDay, incident, normal, resolved } from '../overviews'

const chartOf = (overview = normal()): BandChart =>
  overviewView(overview, { now: overview.now, online: true, failed: false, waiting: false }).chart!
const textsOf = (chart: BandChart, width = 335, height = 146): TextMark[] => {
  const { under, over } = picture(chart, scaleOf(chart, width, height))
  return [...under, ...over].filter((mark): mark is TextMark => mark.kind === 'text')
}
const words = (chart: BandChart, width?: number) => textsOf(chart, width).map(({ text }) => text)

describe('the axes', () => {
  test.each([
    [0, 1],
    [3, 1],
    [9, 5],
    [31, 10],
    [140, 50],
  ])('up to %d the lines stand at every %d', (highest, step) => {
    const { yMax, yStep } = amountAxis(highest)
    expect(yStep).toBe(step)
    expect(yMax).toBeGreaterThan(highest)
  })

  test('times are round on the clock of the shop, as many as have room', () => {
    const clock = (width: number, chart = chartOf()) =>
      timeTicks(scaleOf(chart, width, 146), 'Asia/Shanghai').map((time) =>
        new Date(time + 8 * 3_600_000).toISOString().slice(11, 16),
      )
    expect(clock(335)).toEqual(['10:00', '11:00', '12:00', '13:00', '14:00', '15:00'])
    expect(clock(280)).toEqual(['10:00', '12:00', '14:00'])
    expect(clock(335, chartOf(incident()))).toEqual(['11:30', '11:45', '12:00', '12:15', '12:30'])
  })
})

describe('what stands where', () => {
  test('a normal noon names the line, the band and the axes', () => {
    expect(words(chartOf())).toEqual(expect.arrayContaining(['今天 24 单', '前 4 个周三', '30 单', '12:00']))
  })

  test('a rising line is named on its left, a falling one on its right', () => {
    const end = (chart: BandChart) => textsOf(chart).find(({ text }) => text.startsWith('今天'))
    expect(end(chartOf())?.align).toBe('right')
    expect(end(chartOf(incident()))?.align).toBe('left')
  })

  test('a line that turned just now is not covered by its own name', () => {
    const chart = chartOf()
    const end = lastIndex(chart)
    const turned = { ...chart, today: chart.today.map((amount, index) => (index === end ? 18 : amount)) }
    expect(textsOf(turned).find(({ text }) => text.startsWith('今天'))?.align).toBe('left')
  })

  test('a line that swings to the very edge is named where it is not', () => {
    const at = Array.from({ length: 61 }, (_, index) => normal().now + index * 300_000)
    const today = at.map((_, index) => (index === 60 ? 4 : index % 2 === 0 ? 2 : 9))
    const chart: BandChart = {
      ...chartOf(),
      ...{ at, today, low: at.map(() => null), high: at.map(() => null), endLabel: '今天 4 单' },
    }
    const scale = scaleOf(chart, 335, 146)
    const name = textsOf(chart).find(({ text }) => text === '今天 4 单')
    expect(name).toBeDefined()
    expect(meetsLine(chart, scale, boxOf(name as TextMark))).toBe(false)
  })

  test('one earlier week is a line, several are a band', () => {
    const colourOf = (chart: BandChart) => {
      const { series } = bandOption(chart, scaleOf(chart, 335, 146), palettes.light) as {
        series: { stack?: string; lineStyle: { color: string } }[]
      }
      return series.find(({ stack }) => stack === 'band')?.lineStyle.color
    }
    const chart = chartOf()
    expect(colourOf(chart)).toBe(palettes.light.band)
    expect(colourOf({ ...chart, low: chart.high })).toBe(palettes.light.bandLine)
  })

  test('the loss is hatched from the incident on, and named', () => {
    const chart = chartOf(incident())
    const scale = scaleOf(chart, 335, 146)
    const hatch = picture(chart, scale).over.find((mark) => mark.kind === 'hatch')
    expect(hatch?.kind === 'hatch' && Math.min(...hatch.outline.map(([x]) => x))).toBeCloseTo(scale.x(at('12:10')))
    expect(words(chart)).toContain('少了约 8 单')
  })

  test('a number of the axis gives way to a line that runs through it, as long as another is left', () => {
    const chart = chartOf()
    const flat = (amount: number) => ({
      ...{ ...chart, low: [], high: [], strips: [], events: [], loss: null, endLabel: '' },
      today: chart.at.map(() => amount),
    })
    const numbers = (amount: number) => words(flat(amount)).filter((text) => /^[\d.]+( 单)?$/.test(text))
    const near = numbers(11)
    expect(near).not.toContain('10 单')
    expect(near.length).toBeGreaterThan(0)
    expect(numbers(1).length).toBeGreaterThan(0)
  })

  test('a loss that is over is hatched up to its end', () => {
    const chart = chartOf(incident())
    const scale = scaleOf(chart, 335, 146)
    const hatchOf = (to: number | null) => {
      const hatch = picture({ ...chart, loss: { from: at('12:10'), to, label: '' } }, scale).over.find(
        (mark) => mark.kind === 'hatch',
      )
      return hatch?.kind === 'hatch' ? Math.max(...hatch.outline.map(([x]) => x)) : null
    }
    expect(hatchOf(at('12:13'))).toBeCloseTo(scale.x(at('12:13')))
    expect(hatchOf(null)).toBeGreaterThan(scale.x(at('12:13')))
  })

  test('who took it is marked at that time; a recovered incident keeps its strip and name', () => {
    expect(words(chartOf(acknowledged()))).toContain('兰姨接手')
    const chart = chartOf(resolved())
    const scale = scaleOf(chart, 335, 160)
    const strip = picture(chart, scale).under.find((mark) => mark.kind === 'rect')
    expect(strip).toMatchObject({ x: scale.x(at('12:10')), tone: 'critWeak' })
    expect(strip?.kind === 'rect' && strip.width).toBeCloseTo(scale.x(at('12:26')) - scale.x(at('12:10')))
    expect(words(chart)).toContain('顾客付不了款')
  })

  test.each([0, 1, 2, 3, 4, 9, 10, 31])(
    'a line named by nothing, up to %d, has the numbers of its axis on the canvas',
    (highest) => {
      const plain = { ...chartOf(firstDay()), low: [], high: [], strips: [], events: [], loss: null }
      const chart = {
        ...plain,
        today: plain.today.map((amount, index) => (amount === null ? null : index === 3 ? highest : 0)),
      }
      for (const box of textsOf(chart).map(boxOf)) expect(box.top).toBeGreaterThanOrEqual(0)
    },
  )

  const amounts = fc.array(fc.option(fc.integer({ min: 0, max: 60 }), { freq: 6 }), { minLength: 2, maxLength: 40 })
  test('no text lies on another or outside, whatever the day was', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 0, max: 39 }),
        fc.boolean(),
        fc.constantFrom(280, 335, 390),
        (today, from, lost, width) => {
          const times = today.map((_, index) => at('10:00') + index * 600_000)
          const happened = today.findLastIndex((amount) => amount !== null)
          fc.pre(happened >= 0)
          const since = times[Math.min(from, today.length - 1)]!
          const chart: BandChart = {
            ...chartOf(incident()),
            at: times,
            today,
            low: today.map((_, index) => 10 + (index % 5)),
            high: today.map((_, index) => 20 + (index % 9)),
            endLabel: `今天 ${today[happened]} 单`,
            strips: [{ from: since, to: since + 1_200_000, name: '顾客付不了款', tone: 'crit' }],
            events: [{ at: since + 600_000, name: '兰姨接手' }],
            loss: lost ? { from: since, to: since + 3_000_000, label: '少了约 18 单' } : null,
          }
          const boxes = textsOf(chart, width, 160).map(boxOf)
          boxes.forEach((box, index) => {
            expect(box.left).toBeGreaterThanOrEqual(0)
            expect(box.right).toBeLessThanOrEqual(width)
            expect(box.top).toBeGreaterThanOrEqual(0)
            expect(box.bottom).toBeLessThanOrEqual(160)
            for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false)
          })
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })
})

describe('gaps stay gaps', () => {
  const gapped = (): BandChart => {
    const chart = chartOf()
    const holed = chart.today.map((amount, index) => (index >= 40 && index < 43 ? null : amount))
    return { ...chart, today: holed, high: chart.high.map((amount, index) => (index === 10 ? null : amount)) }
  }

  test('null goes to ECharts as null, and lines do not bridge it', () => {
    const chart = gapped()
    const { series } = bandOption(chart, scaleOf(chart, 335, 146), palettes.light) as {
      series: { type: string; connectNulls?: boolean; data: [number, number | null][] }[]
    }
    const [low, spread, today] = series.filter(({ type }) => type === 'line')
    expect(today?.data[41]).toEqual([chart.at[41], null])
    expect(spread?.data[10]?.[1]).toBeNull()
    expect(spread?.data[50]?.[1]).toBeCloseTo((chart.high[50] ?? 0) - (chart.low[50] ?? 0))
    expect([low, spread, today].every((line) => line?.connectNulls === false)).toBe(true)
  })

  test('the sentence for those who listen names the gap', () => {
    expect(spokenChart(gapped())).toContain('11:20–11:26 没数据')
  })
})

describe('read by touch', () => {
  const chart = chartOf()
  const scale = scaleOf(chart, 335, 146)

  test('the nearest time, its orders and what is usual', () => {
    expect(readingAt(chart, scale, scale.x(at('11:30')) + 0.4)).toMatchObject({
      words: '11:30',
      strong: `${chart.today[45]} 单`,
      usual: expect.stringMatching(/^往常 \d+–\d+ 单$/),
      x: scale.x(at('11:30')),
    })
  })

  test('the future is not there yet, a gap is no zero', () => {
    expect(readingAt(chart, scale, 334)).toMatchObject({ words: '15:00', strong: '还没到', y: null })
    const holed = { ...chart, today: chart.today.map((amount, index) => (index === 20 ? null : amount)) }
    expect(readingAt(holed, scale, scale.x(chart.at[20]!))).toMatchObject({ strong: '没数据', y: null })
  })

  test('without a band nothing usual is made up', () => {
    const first = chartOf(firstDay())
    expect(readingAt(first, scaleOf(first, 335, 146), 10)?.usual).toBe('')
  })

  test('an empty chart has nothing to read', () => {
    expect(readingAt({ ...chart, at: [] }, scale, 10)).toBeNull()
    expect(lastIndex({ ...chart, today: [null, null] })).toBe(-1)
  })
})

test.each([
  ['normal', normal(), '最近 15 分钟订单。今天到 12:00 是 24 单，和前 4 个周三一样。'],
  ['first day', firstDay(), '最近 15 分钟订单。今天到 10:45 是 4 单，还没得比。'],
  ['incident', incident(), '最近 5 分钟订单。今天到 12:15 是 1 单，比前 4 个周三更少。12:10 起出事。少了约 8 单。'],
])('the chart in words: %s', (_, overview, sentence) => {
  expect(spokenChart(chartOf(overview))).toBe(sentence)
})

test('the colours of the canvas are those of the style sheet, light and dark', () => {
  const sheet = readFileSync(path.join(__dirname, '../../../miniprogram/admin/styles/tokens.wxss'), 'utf8')
  const [light = '', dark = ''] = sheet.split('@media')
  const names: Record<keyof (typeof palettes)['light'], string> = {
    c1: 'c1',
    c2: 'c2',
    band: 'band',
    bandLine: 'band-line',
    grid: 'grid',
    axis: 'axis',
    lineStrong: 'line-strong',
    mark: 'mark',
    ink2: 'ink-2',
    brandInk: 'brand-ink',
    crit: 'crit',
    critWeak: 'crit-weak',
    warn: 'warn',
    warnWeak: 'warn-weak',
    surface: 'surface',
  }
  for (const [key, token] of Object.entries(names) as [keyof typeof names, string][]) {
    expect(light).toContain(`--k-${token}: ${palettes.light[key]};`)
    expect(dark).toContain(`--k-${token}: ${palettes.dark[key]};`)
  }
})
