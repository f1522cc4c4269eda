const two = (n: number): string => String(n).padStart(2, '0')

/** Epoch ms → '12:05' on the customer's phone; '' for null. */
export function clockText(at: number | null): string {
  if (at === null) return ''
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}
