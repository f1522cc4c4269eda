import type { Ledger } from './ledger'
import type { Ask } from './wireClient'

const PAGE = 1000

/** The ids of all documents that one life of the cloud wrote, asked through the wire. */
async function idsOf(life: number, ask: Ask): Promise<Set<string>> {
  const found = new Set<string>()
  for (let offset = 0; ; offset += PAGE) {
    const query = JSON.stringify({ life: { $numberInt: String(life) } })
    const page = { queryType: 'WHERE', query, projection: '{"_id":1}', offset, limit: PAGE }
    const { data } = await ask('database.getDocument', { collectionName: 'writes', ...page })
    for (const text of data.list) found.add(JSON.parse(text)._id)
    if (data.list.length < PAGE) return found
  }
}

/** What a cloud has after its last death, beside what it had acknowledged. */
export async function verify(ledger: Ledger, ask: Ask): Promise<{ lost: number; torn: number }> {
  const all = new Set<string>()
  let lost = 0
  for (const life of ledger.lives()) {
    const found = await idsOf(life, ask)
    lost += ledger.lostOf(life, found)
    for (const id of found) all.add(id)
  }
  for (const [name, { acked, asked }] of ledger.counters) {
    const query = JSON.stringify({ _id: name })
    const { data } = await ask('database.getDocument', { collectionName: 'counters', queryType: 'DOC', query })
    const count = data.list[0] === undefined ? 0 : JSON.parse(data.list[0]).count
    if (count < acked || count > asked) lost += Math.max(1, acked - count)
  }
  const torn = ledger.pairs.filter(([left, right]) => all.has(left) !== all.has(right)).length
  return { lost, torn }
}
