/** What a past order needs to know of a dish. */
export interface Dish {
  _id: string
  name: string
  priceFen: number
  soldOut?: boolean
}
