/**
 * How a phone names an order without naming it: both sides make the same word of the shop and the order's id. It tells
 * nothing about the order and nobody who does not have the order can find it (docs/adr/order-references.md).
 */
export const orderRef = (store: string, order: string): string => wordOf(`${store} ${order}`)

/** A short word that only this text has, as far as chance allows: 64 bits of it. */
export const wordOf = (text: string): string => hashText(text, 0x811c9dc5) + hashText(text, 0x1b873593)

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashText(text: string, seed: number): string {
  let h = seed
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h >>> 0).toString(36)
}
