import { startLocalCloud } from '../../localcloud/localCloud'
import { crashCollections } from './crashCollections'

/** What the killed process does: it is a cloud, and says on its first line where it listens. */
export async function serveCloud(folder: string): Promise<void> {
  const cloud = await startLocalCloud({ folder, functions: [], collections: crashCollections })
  console.log(JSON.stringify(cloud.environment))
}
