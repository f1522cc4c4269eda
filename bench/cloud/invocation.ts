import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalCloud } from '../../localcloud/localCloud'
import { compare } from '../harness/compare'
import type { Row } from '../harness/row'
import { bareProcess } from './bareProcess'
import { ordersCollection } from './orders'

const FUNCTIONS = join(__dirname, 'functions')
/** Call by call in turn: which core wakes which process would decide over longer stretches. */
const turns = { by: 'wall', sideMs: 0, pairs: 1001 } as const

/** A warm invocation beside the same handler in a bare process: without the SDK, and with one read through it. */
export async function* invocationRows(): AsyncIterable<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-bench-'))
  const cloud = await startLocalCloud({ folder, functions: [FUNCTIONS], collections: [ordersCollection] })
  await cloud.database.handle({
    action: 'database.insertDocument',
    collectionName: 'orders',
    data: ['{"_id":"o0","yuan":28}'],
  })
  const { envId, secretId, secretKey, serviceUrl } = cloud.environment
  const environment = {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: serviceUrl }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: secretKey,
    TENCENTCLOUD_SESSIONTOKEN: 'outside',
    SCF_NAMESPACE: envId,
    TCB_ENV: envId,
  }
  const plain = await bareProcess(join(FUNCTIONS, 'plain'), environment)
  const reader = await bareProcess(join(FUNCTIONS, 'reader'), environment)
  try {
    const invoke = (name: string) => () => cloud.call('o-guest', name, { n: 1 })
    yield { name: 'cloud.invoke/ipc', ...(await compare(invoke('reader'), () => reader.call({}), turns)), target: 2 }
    yield { name: 'cloud.invokePlain/ipc', ...(await compare(invoke('plain'), () => plain.call({ n: 1 }), turns)) }
  } finally {
    plain.close()
    reader.close()
    await cloud.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
