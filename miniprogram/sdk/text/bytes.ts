/** Bytes of this value's JSON in UTF-8, or a little more: every unit that is not ASCII counts as three. */
export const jsonBytes = (value: unknown): number => JSON.stringify(value).replace(/[^\0-\x7f]/g, '123').length
