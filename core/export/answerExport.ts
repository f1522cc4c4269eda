import type { Range } from '../../contract/pages/range'
import { exportQuerySchema } from '../../contract/schemas/export'
import type { SettingsDocument } from '../documents/settings'
import { type HttpReply, type HttpRequest, httpError } from '../http/http'
import type { Ports } from '../ports'
import type { PageMemory } from '../query/pageMemory'
import { answerPage } from '../query/pages/answerPage'
import { csvText } from './csv'
import { type ExportTable, exportKind } from './exportTable'
import { CONTENT_TYPES, historyText, scrapeText } from './openMetrics'

/** A function may answer 1 MB (PLATFORM §1). */
const LARGEST_BYTES = 900_000

/**
 * Numbers for Prometheus and for spreadsheets: `GET /?store=…&format=openmetrics|prometheus|csv[&range=24h|&from=…&to=…]`
 * with `Authorization: Bearer TOKEN`. Without a range: the counters of the shop's day, as a scrape wants them.
 * @param hash of a token, as `settings.exportTokens` keep it
 */
export async function answerExport(
  ports: Ports,
  memory: PageMemory,
  hash: (token: string, salt: string) => string,
  request: HttpRequest,
  nowMs: number,
): Promise<HttpReply> {
  if (request.method !== 'GET') return httpError(405, 'bad_request', 'only GET is answered')
  const settings = await ports.directory.settings()
  if (settings === null) return httpError(503, 'unavailable', 'the environment is not set up: run npm run deploy')
  const reader = readerOf(request, settings, hash)
  if (reader === null)
    return httpError(401, 'unauthenticated', 'send `Authorization: Bearer TOKEN` with a token that an owner has made')
  const parsed = exportQuerySchema.safeParse(request.query)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || 'store'
    return httpError(400, 'bad_request', `${field}: ${parsed.error.issues[0]?.message}; see docs/export.md`)
  }
  const { store, format, range, from, to } = parsed.data
  const span: Range | undefined = from !== undefined && to !== undefined ? { from, to } : range
  const answer = await answerPage(ports, reader, { store, range: span ?? 'today' }, exportKind, nowMs, memory)
  if (!answer.ok) return httpError(STATUS[answer.error.code] ?? 503, answer.error.code, answer.error.message)
  const body = written(answer.value, format, span !== undefined)
  if (Buffer.byteLength(body) > LARGEST_BYTES)
    return httpError(413, 'too_large', 'more than 900 kB: ask for a shorter range, one after the other')
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : CONTENT_TYPES[format]
  return { statusCode: 200, headers: { 'content-type': type }, body }
}

const STATUS: Record<string, number> = { bad_request: 400, forbidden: 403 }

function written(table: ExportTable, format: 'openmetrics' | 'prometheus' | 'csv', isRange: boolean): string {
  if (format === 'csv') return csvText(table)
  return isRange ? historyText(table, format) : scrapeText(table, format)
}

function readerOf(
  { headers }: HttpRequest,
  { exportTokens = [], salt }: SettingsDocument,
  hash: (token: string, salt: string) => string,
): { stores: string[] } | null {
  const token = /^Bearer (\S{16,200})$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined) return null
  const known = hash(token, salt)
  return exportTokens.find((one) => one.hash === known) ?? null
}
