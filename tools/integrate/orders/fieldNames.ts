/** What shops call the fields of an order, best guess first, as seen in public ordering mini-programs. */
export const fieldNames = {
  collection: [/^orders?$/i, /^(shop|food|user|t)_?orders?$/i, /order(list|s|info|form)?$/i, /^dingdan$/i],
  store: [/^(store|shop|branch)(_?id)?$/i, /^mendian(id)?$/i],
  status: [/^(order_?)?(status|state)$/i, /^zhuangtai$/i],
  amount: [
    /^(total|order|pay|actual|real)_?(amount|fee|price|money|fen)(_?fen)?$/i,
    /^amount(_?fen)?$/i,
    /^(all|sum)_?(price|money|amount)$/i,
    /^(total|money|price|fee)$/i,
  ],
  createdAt: [/^_?creat(ed?|ion)(_?(at|time|date))?$/i, /^(order|add|submit)_?(time|date|at)$/i],
  updatedAt: [/^_?updat(ed?)(_?(at|time|date))?$/i, /^(modif(y|ied)|change)_?(time|at)$/i],
  paidAt: [/^(paid|pay|payment)_?(at|time|date)$/i],
  acceptedAt: [/^(accept(ed)?|confirm(ed)?|receive(d)?|jiedan)_?(at|time)$/i],
  doneAt: [/^(done|finish(ed)?|complete(d)?|deliver(ed)?|end)_?(at|time)$/i],
  cancelledAt: [/^(cancel(l?ed)?|close(d)?)_?(at|time)$/i],
  refundedAt: [/^refund(ed)?_?(at|time|date)$/i],
} satisfies Record<string, RegExp[]>

export type FieldRole = Exclude<keyof typeof fieldNames, 'collection'>

/** The name that fits a role best; undefined when none does. */
export function bestName(role: keyof typeof fieldNames, names: Iterable<string>): string | undefined {
  const all = [...names]
  for (const pattern of fieldNames[role]) {
    const found = all.find((name) => pattern.test(name))
    if (found !== undefined) return found
  }
  return undefined
}
