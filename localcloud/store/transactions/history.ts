import type { Collection } from '../catalogue'

type Version = { change: number; bodyBefore: string | undefined }
type Changed = { idKey: Buffer; versions: Version[] }

/**
 * What documents were before they changed, kept only while a transaction might still look back.
 * A transaction sees the database as of the change number it began with.
 */
export class History {
  private change = 0
  private watchers = 0
  private readonly byCollection = new Map<number, Map<string, Changed>>()

  /** Begins to keep history; returns the number that stands for now. */
  watch(): number {
    this.watchers++
    return this.change
  }

  unwatch(): void {
    this.watchers--
    if (this.watchers === 0) this.byCollection.clear()
  }

  record(collection: Collection, idKey: Buffer, bodyBefore: string | undefined): void {
    if (this.watchers === 0) return
    let changed = this.byCollection.get(collection.number)
    if (changed === undefined) {
      changed = new Map()
      this.byCollection.set(collection.number, changed)
    }
    const name = idKey.toString('latin1')
    const entry = changed.get(name) ?? { idKey, versions: [] }
    entry.versions.push({ change: ++this.change, bodyBefore })
    changed.set(name, entry)
  }

  /** Documents that changed after `since`, with what they were then. */
  changedSince(collection: Collection, since: number): { idKey: Buffer; bodyBefore: string | undefined }[] {
    const found: { idKey: Buffer; bodyBefore: string | undefined }[] = []
    for (const { idKey, versions } of this.byCollection.get(collection.number)?.values() ?? []) {
      const version = versions.find(({ change }) => change > since)
      if (version) found.push({ idKey, bodyBefore: version.bodyBefore })
    }
    return found
  }

  /** The version of one document that `since` saw, if it changed after. */
  versionAt(collection: Collection, idKey: Buffer, since: number): { bodyBefore: string | undefined } | undefined {
    const versions = this.byCollection.get(collection.number)?.get(idKey.toString('latin1'))?.versions
    return versions?.find(({ change }) => change > since)
  }
}
