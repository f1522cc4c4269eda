/** A strict reader of OpenMetrics text (its specification 1.0, as far as we use it). Throws with the line that is wrong. */
export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
  /** seconds */
  at: number | null
}

export interface Family {
  type: string
  samples: Sample[]
}

const SUFFIXES: Record<string, string[]> = { counter: ['_total'], gauge: [''], summary: ['', '_count', '_sum'] }

export function readOpenMetrics(text: string): Map<string, Family> {
  if (!text.endsWith('# EOF\n')) throw new Error('does not end with # EOF')
  const families = new Map<string, Family>()
  let current: [string, Family] | null = null
  const lines = text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)
  for (const line of lines) {
    const described = /^# (HELP|TYPE|UNIT) ([a-z_]+) (.+)$/.exec(line)
    if (described !== null) {
      const [, word, name = '', rest = ''] = described
      if (current?.[0] !== name) {
        if (families.has(name)) throw new Error(`family ${name} comes twice: ${line}`)
        current = [name, { type: '', samples: [] }]
        families.set(...current)
      }
      if (word === 'TYPE') current[1].type = rest
      if (word === 'UNIT' && !name.endsWith(`_${rest}`)) throw new Error(`unit is not the name's end: ${line}`)
      continue
    }
    if (current === null) throw new Error(`sample before its family: ${line}`)
    current[1].samples.push(sampleOf(line, current))
  }
  for (const { samples } of families.values()) checkOrder(samples)
  return families
}

function sampleOf(line: string, [family, { type }]: [string, Family]): Sample {
  const match = /^([a-z_]+)\{((?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*)\} (\S+)(?: (\S+))?$/.exec(line)
  if (match === null) throw new Error(`no sample: ${line}`)
  const [, name = '', pairs = '', value, at] = match
  if (!(SUFFIXES[type] ?? []).some((suffix) => name === family + suffix)) throw new Error(`not of ${family}: ${line}`)
  const labels = Object.fromEntries(
    [...pairs.matchAll(/([a-z]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']) => [key, unescaped(text)]),
  )
  if (!Number.isFinite(Number(value))) throw new Error(`no number: ${line}`)
  return { name, labels, value: Number(value), at: at === undefined ? null : Number(at) }
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, (_, char) => (char === 'n' ? '\n' : char))

/** Samples of one series stand together, their times go up. */
function checkOrder(samples: readonly Sample[]): void {
  const ended = new Set<string>()
  let series = ''
  let last = Number.NEGATIVE_INFINITY
  for (const { name, labels, at } of samples) {
    const own = name + JSON.stringify(labels)
    if (own !== series) {
      ended.add(series)
      if (ended.has(own)) throw new Error(`series ${own} is interrupted`)
      series = own
      last = Number.NEGATIVE_INFINITY
    }
    if (at !== null && at <= last) throw new Error(`times of ${own} do not go up`)
    last = at ?? last
  }
}
