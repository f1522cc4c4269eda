/** A part that was built, with its weight against what it may weigh. */
export interface BuiltFile {
  name: string
  bytes: number
  budgetBytes: number
}

/** One line for a built part; `over` says that it weighs more than it may. */
export function describeBuilt(part: BuiltFile): { line: string; over: boolean } {
  const over = part.bytes > part.budgetBytes
  const note = over ? `  OVER its budget of ${kilobytes(part.budgetBytes)}` : ''
  return { line: `  ${part.name.padEnd(28)} ${kilobytes(part.bytes).padStart(9)}${note}`, over }
}

/** Bytes as kilobytes of 1024, with one decimal. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} kB`
}
