import type { Collection } from '../catalogue'

type Lock = { owner: string; ended: Promise<void>; release: () => void }

/** One writer a document: a transaction holds what it has written until it ends. */
export class Locks {
  private readonly held = new Map<string, Lock>()

  /** @returns false when another transaction holds the document */
  take(owner: string, collection: Collection, idKey: Buffer): boolean {
    const name = lockName(collection, idKey)
    const lock = this.held.get(name)
    if (lock !== undefined) return lock.owner === owner
    let release = () => {}
    const ended = new Promise<void>((resolve) => {
      release = resolve
    })
    this.held.set(name, { owner, ended, release })
    return true
  }

  /** What to wait for before the document may be written outside a transaction; undefined when it is free. */
  heldUntil(collection: Collection, idKeys: Iterable<Buffer>): Promise<void> | undefined {
    if (this.held.size === 0) return undefined
    for (const idKey of idKeys) {
      const lock = this.held.get(lockName(collection, idKey))
      if (lock !== undefined) return lock.ended
    }
    return undefined
  }

  releaseAll(owner: string): void {
    for (const [name, lock] of this.held) {
      if (lock.owner !== owner) continue
      this.held.delete(name)
      lock.release()
    }
  }
}

function lockName(collection: Collection, idKey: Buffer): string {
  return `${collection.number}:${idKey.toString('latin1')}`
}
