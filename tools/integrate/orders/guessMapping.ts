import type { OrderMapping } from '../../../contract/orderMapping'
import { momentOf } from '../../../core/orders/fieldOf'
import { bestName, type FieldRole, fieldNames } from './fieldNames'
import { collectionsWritten, type WrittenCollection } from './readCode'
import type { Source } from './sources'

/** A guess, with what it rests on, for a person to confirm. */
export interface MappingGuess {
  mapping: OrderMapping
  /** one line a field: what, and from where */
  reasons: string[]
  /** what should be looked at */
  doubts: string[]
}

type Documents = readonly Record<string, unknown>[]

/** Guesses how their orders are read, out of their code and of sample documents. @returns null when nothing looks like orders */
export function guessMapping(sources: readonly Source[], samples: Documents): MappingGuess | null {
  const written = collectionsWritten(sources)
  const name =
    bestName(
      'collection',
      written.map((each) => each.name),
    ) ?? (samples.length > 0 ? 'orders' : undefined)
  if (name === undefined) return null
  const code = written.find((each) => each.name === name) ?? { name, fields: new Map<string, string>() }
  const fields = new Set([...samples.flatMap((document) => Object.keys(document)), ...code.fields.keys()])
  const doubts =
    code.fields.size === 0 && samples.length > 0 ? [`collection "${name}" is a guess: the samples do not say`] : []
  return assemble(name, fields, code, samples, sources, doubts)
}

function assemble(
  collection: string,
  fields: Set<string>,
  code: WrittenCollection,
  samples: Documents,
  sources: readonly Source[],
  doubts: string[],
): MappingGuess {
  const reasons = [`collection ${collection}`]
  const pick = (role: FieldRole): string | null => {
    const isTime = role.endsWith('At')
    const usable = [...fields].filter((name) => !isTime || samples.length === 0 || holdsTimes(samples, name))
    const name = bestName(role, usable)
    if (name === undefined) return null
    reasons.push(`${role} = ${name} (${code.fields.get(name) ?? 'samples'})`)
    return name
  }
  const required = (role: FieldRole, fallback: string): string => {
    const name = pick(role)
    if (name !== null) return name
    doubts.push(
      `no field looks like ${role} (${fieldNames[role].length} kinds of names were tried): "${fallback}" is put in`,
    )
    return fallback
  }
  const createdAt = required('createdAt', '_createTime')
  const amount = required('amount', 'amount')
  const unit = unitOf(amount, samples, sources)
  reasons.push(`amounts are in ${unit.unit} (${unit.why})`)
  if (unit.unsure) doubts.push(`whether ${amount} is in fen or yuan: ${unit.why}`)
  const updated = pick('updatedAt')
  if (updated === null)
    doubts.push(`no field looks like updatedAt: with ${createdAt} in its place later changes are not seen`)
  const mapping: OrderMapping = {
    collection,
    id: '_id',
    store: pick('store'),
    status: required('status', 'status'),
    amount,
    amountUnit: unit.unit,
    createdAt,
    updatedAt: updated ?? createdAt,
    times: {
      paidAt: pick('paidAt'),
      acceptedAt: pick('acceptedAt'),
      doneAt: pick('doneAt'),
      cancelledAt: pick('cancelledAt'),
      refundedAt: pick('refundedAt'),
    },
  }
  if (mapping.times.paidAt === null)
    doubts.push('no field looks like paidAt: every order counts as paid when it is made')
  return { mapping, reasons, doubts }
}

/** Where samples have the field at all, they hold times in it. */
function holdsTimes(samples: Documents, name: string): boolean {
  const values = samples
    .map((document) => asTime(document[name]))
    .filter((value) => value !== undefined && value !== null)
  return values.every((value) => momentOf(value) !== null)
}

/** Exports of the console write dates as {"$date": …}. */
const asTime = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && '$date' in value ? (value as { $date: unknown }).$date : value

interface Unit {
  unit: 'fen' | 'yuan'
  why: string
  unsure: boolean
}

function unitOf(amount: string, samples: Documents, sources: readonly Source[]): Unit {
  if (/fen$/i.test(amount)) return { unit: 'fen', why: 'its name says so', unsure: false }
  const times100 = new RegExp(`\\b${amount}\\b\\s*\\)?\\s*\\*\\s*100\\b`)
  const source = sources.find(({ text }) => times100.test(text))
  if (source !== undefined) return { unit: 'yuan', why: `${source.path} multiplies it by 100`, unsure: false }
  const values = samples.map((document) => Number(document[amount])).filter((value) => Number.isFinite(value))
  const hasDecimals = values.some((value) => !Number.isInteger(value))
  if (hasDecimals) return { unit: 'yuan', why: 'samples have decimals', unsure: false }
  const paidAsIt = new RegExp(`\\b(totalFee|total_fee)\\s*:\\s*(?:\\w+\\.)?${amount}\\b(?!\\s*\\*)`)
  const payer = sources.find(({ text }) => paidAsIt.test(text))
  if (payer !== undefined) return { unit: 'fen', why: `${payer.path} pays it as it is`, unsure: false }
  if (values.length > 0 && values.every((value) => value >= 500)) {
    return { unit: 'fen', why: 'samples are whole numbers of hundreds', unsure: true }
  }
  return { unit: 'yuan', why: 'nothing says otherwise', unsure: true }
}
