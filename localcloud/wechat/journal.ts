import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

/** Lines of JSON in a file that only grows: what WeChat knows must outlive a restart of the local cloud. */
export class Journal<Line> {
  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true })
    this.endTornLine()
  }

  add(line: Line): void {
    appendFileSync(this.path, `${JSON.stringify(line)}\n`)
  }

  /** Every line, oldest first. The last one may be torn by a kill; it was never acknowledged. */
  read(): Line[] {
    if (!existsSync(this.path)) return []
    return readFileSync(this.path, 'utf8')
      .split('\n')
      .flatMap((text) => {
        try {
          return text ? [JSON.parse(text) as Line] : []
        } catch {
          return []
        }
      })
  }

  clear(): void {
    rmSync(this.path, { force: true })
  }

  /** A kill may have left half a line: the next one must not be glued to it. */
  private endTornLine(): void {
    if (!existsSync(this.path)) return
    const text = readFileSync(this.path, 'utf8')
    if (text !== '' && !text.endsWith('\n')) appendFileSync(this.path, '\n')
  }
}
