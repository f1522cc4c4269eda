import type { AdminAnswers } from '../../../contract/admin'
import type { ExportTokensMost } from '../../../contract/pages/settings'
import { dateName } from '../format/dayName'
import { noSheet, type Sheet } from './sheets'

export interface ExportTokensView {
  rows: { id: string; name: string; note: string }[]
  /** there is room for another */
  room: boolean
}

/** The type holds it to what the cloud takes. */
const most: ExportTokensMost = 5

/** @param stores of the caller, by name */
export function exportTokensView(
  { tokens }: AdminAnswers['exportTokens'],
  stores: readonly { id: string; name: string; branch: string }[],
  zone: string,
): ExportTokensView {
  const nameOf = (id: string): string => {
    const store = stores.find((one) => one.id === id)
    return store === undefined ? id : store.branch || store.name
  }
  return {
    rows: tokens.map(({ id, name, stores: readable, createdAt }) => ({
      id,
      name,
      note: `${dateName(createdAt, zone)}给的，能看${readable.map(nameOf).join('、')}`,
    })),
    room: tokens.length < most,
  }
}

/** A token, for this once. */
export const tokenSheet = (name: string, token: string | null): Sheet =>
  token === null
    ? noSheet
    : {
        kind: 'code',
        title: `${name}的钥匙`,
        code: token,
        words: '只给看这一次，关上就再也看不到。丢了就收回，再给一把',
      }
