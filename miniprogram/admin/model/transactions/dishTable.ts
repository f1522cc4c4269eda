import type { Dish, Money } from '../../../../contract/pages/transactions'
import { grouped } from '../../format/grouped'
import { cut } from '../chosen'
import type { PageQuery } from '../pageQuery'
import { cell, type TableColumn, type TableRow, tableRow } from '../table'

export interface DishTable {
  columns: TableColumn[]
  rows: TableRow[]
  more: string
  /** what the dishes came to, less what was left off and given back */
  sum: string
}

/** A picture slower than this is worth a word. */
const slowImageMs = 2_000
const few = 5

export function dishTable(
  dishes: readonly Dish[],
  sums: Money,
  query: PageQuery,
  beforeLabel: string,
): DishTable | null {
  if (dishes.length === 0) return null
  const hasBefore = dishes.some(({ beforeCount }) => beforeCount !== null)
  const columns = [
    { title: '卖出', width: 60 },
    { title: '金额', width: 70 },
    ...(hasBefore ? [{ title: `比${beforeLabel.replace(/此时$/, '')}`, width: 72 }] : []),
  ]
  const { shown, more } = cut(dishes, few, '种', query, 'dishes')
  return {
    columns,
    rows: shown.map((dish) =>
      tableRow(columns, {
        ...{ key: dish.dish, icon: '', name: dish.name, code: '', note: noteOf(dish), opens: false },
        cells: [cell(`${dish.count} 份`), cell(yuan(dish.fen)), ...(hasBefore ? [cell(changeOf(dish), 'ink-2')] : [])],
      }),
    ),
    more,
    sum: sumOf(sums),
  }
}

const noteOf = ({ soldOutHits, refundedOrders, imageMs }: Dish): string =>
  [
    soldOutHits > 0 ? `${soldOutHits} 人没点到` : '',
    refundedOrders > 0 ? `退了 ${refundedOrders} 单` : '',
    imageMs !== null && imageMs > slowImageMs ? `图 ${(imageMs / 1000).toFixed(1)} 秒才出来` : '',
  ]
    .filter((word) => word !== '')
    .join('，')

function changeOf({ count, beforeCount }: Dish): string {
  if (beforeCount === null) return ''
  if (beforeCount === 0) return '新上'
  const share = (count - beforeCount) / beforeCount
  if (Math.abs(share) <= 0.02) return '一样'
  return `${share > 0 ? '↑' : '↓'}${Math.round(Math.abs(share) * 100)}%`
}

/** Tables keep every digit (DESIGN-LANGUAGE §4). */
const yuan = (fen: number): string => `¥${fen % 100 === 0 ? grouped(fen / 100) : (fen / 100).toFixed(2)}`

function sumOf({ dishesFen, discountFen, refundedFen, netFen }: Money): string {
  const parts = [
    `菜品 ${yuan(dishesFen)}`,
    discountFen === 0 ? '' : discountFen > 0 ? ` − 优惠 ${yuan(discountFen)}` : ` + 另收 ${yuan(-discountFen)}`,
    refundedFen === 0 ? '' : ` − 退款 ${yuan(refundedFen)}`,
  ]
  return `${parts.join('')} = 实收 ${yuan(netFen)}`
}
