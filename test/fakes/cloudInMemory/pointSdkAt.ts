/** Sets the variables by which a `wx-server-sdk` in this process finds a cloud on this machine. */
export function pointSdkAt(cloud: { envId: string; secretId: string; secretKey: string; serviceUrl: string }): void {
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: cloud.serviceUrl }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: cloud.envId,
    TCB_ENV: cloud.envId,
    TENCENTCLOUD_SECRETID: cloud.secretId,
    TENCENTCLOUD_SECRETKEY: cloud.secretKey,
    // Without one the SDK raises where nobody catches; a call from outside a function has none.
    TENCENTCLOUD_SESSIONTOKEN: 'outside',
  })
}
