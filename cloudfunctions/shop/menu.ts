import type { Caller } from './caller'
import { db } from './cloud'
import { readState } from './remedies'

export interface DishDocument {
  _id: string
  name: string
  note: string
  category: string
  priceFen: number
  image: string
  sold: number
  soldOut: boolean
}

export async function readDishes(): Promise<DishDocument[]> {
  const { data } = await db.collection('dishes').orderBy('place', 'asc').limit(100).get()
  return data as DishDocument[]
}

export async function menu(_caller: Caller): Promise<{ dishes: DishDocument[]; open: boolean }> {
  const [dishes, { paused }] = await Promise.all([readDishes(), readState()])
  return { dishes, open: !paused }
}
