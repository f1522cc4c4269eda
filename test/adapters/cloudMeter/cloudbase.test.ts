import { cloudbaseUsage, type Send } from '../../../adapters/cloudMeter/cloudbase'
import { signedHeaders } from '../../../adapters/cloudMeter/tencentSignature'

const KEY = { kind: 'cloudbase' as const, envId: 'env-1', secretId: 'id', secretKey: 'key' }
const FROM = Date.parse('2026-11-01T00:00:00+08:00')
const TO = Date.parse('2026-11-02T12:00:00+08:00')

describe('CloudBase’s monitor', () => {
  it('is asked for each metric of the month, and its units become ours', async () => {
    const asked: Record<string, string>[] = []
    const values: Record<string, number[]> = {
      FunctionInvocation: [10, 20],
      FunctionGBs: [1024 * 1000, 0],
      FunctionFlux: [500_000, 0],
      DbRead: [5, 0],
      DbWrite: [0, 2],
    }
    const send: Send = async ({ body = '', url }) => {
      const request = JSON.parse(body)
      asked.push({ ...request, url })
      const Response = { Time: [FROM / 1000, TO / 1000], Values: values[request.MetricName] }
      return { status: 'answered', http: 200, text: JSON.stringify({ Response }) }
    }
    const usage = await cloudbaseUsage(KEY, FROM, TO, send)
    expect(usage.all).toEqual({ functionCalls: 30, dbCalls: 7, gbs: 1, gbOut: 0.5 })
    expect(usage.days.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-02'])
    expect(usage.days[1]?.points).toBeCloseTo(20 * 0.00133 + 2 * 0.02)
    expect(asked[0]).toMatchObject({ EnvId: 'env-1', StartTime: '2026-11-01 00:00:00', EndTime: '2026-11-02 12:00:00' })
    expect(new Set(asked.map(({ url }) => url))).toEqual(new Set(['https://tcb.tencentcloudapi.com/']))
  })

  it('a refusal says so in the API’s own words', async () => {
    const text = JSON.stringify({ Response: { Error: { Code: 'AuthFailure', Message: 'The SecretId is not found' } } })
    const send: Send = async () => ({ status: 'answered', http: 200, text })
    await expect(cloudbaseUsage(KEY, FROM, TO, send)).rejects.toThrow('The SecretId is not found')
  })

  it('signs as the example in the documentation of signature v3', () => {
    const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    const { authorization } = signedHeaders({
      ...{ service: 'cvm', host: 'cvm.tencentcloudapi.com', action: 'DescribeInstances', version: '2017-03-12', body },
      ...{ secretId: 'id', secretKey: 'Gu5t9xGARNpq86cd98joQYCN3*******', at: 1_551_113_065_000 },
    })
    expect(authorization).toContain('Signature=2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c')
  })

  it('the signature covers body and time, and never shows the key', () => {
    const request = {
      service: 'tcb',
      host: 'h',
      action: 'A',
      version: '1',
      body: '{}',
      secretId: 'id',
      secretKey: 'k3y',
      at: TO,
    }
    const signed = signedHeaders(request)
    expect(signed.authorization).toMatch(
      /^TC3-HMAC-SHA256 Credential=id\/2026-11-02\/tcb\/tc3_request, SignedHeaders=content-type;host, Signature=[0-9a-f]{64}$/,
    )
    expect(JSON.stringify(signed)).not.toContain('k3y')
    expect(signedHeaders({ ...request, body: '{ }' }).authorization).not.toBe(signed.authorization)
    expect(signedHeaders({ ...request, at: TO + 1000 }).authorization).not.toBe(signed.authorization)
  })
})
