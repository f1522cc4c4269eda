import type { UsageSource } from '../../core/documents/settings'
import type { LocalCloud } from '../../localcloud/localCloud'
import { encode } from '../../localcloud/store/ejson/encode'

/** The page 负载 asks who counts: here the local cloud's own meter, wherever it listens this time. */
export async function pointAtMeter({
  database,
  url,
  token,
}: Pick<LocalCloud, 'database' | 'url' | 'token'>): Promise<void> {
  const usage: UsageSource = { kind: 'meter', url: `${url}/_local/usage`, token }
  await database.handle({
    action: 'database.modifyDocument',
    ...{ collectionName: 'settings', queryType: 'WHERE', query: encode({ _id: 'main' } as never) },
    ...{ multi: true, merge: true, data: encode({ $set: { usage } } as never) },
  })
}
