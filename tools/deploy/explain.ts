/** What goes wrong with accounts and keys, and what to do about it. */
const remedies: { says: RegExp; remedy: string }[] = [
  {
    says: /AuthFailure|InvalidSecretId|SecretIdNotFound|SignatureFailure|login fail|SIGN_PARAM_INVALID/i,
    remedy:
      'the key is not accepted: make one of the account that owns the environment (console.cloud.tencent.com/cam/capi) ' +
      'and put it into TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY',
  },
  {
    says: /UnauthorizedOperation|AccessDenied|not authorized|no permission|PERMISSION_DENIED/i,
    remedy:
      'the key may not do that: give its user the policies QcloudTCBFullAccess and QcloudSCFFullAccess ' +
      '(console.cloud.tencent.com/cam)',
  },
  {
    says: /has no environment|InvalidEnv|ResourceNotFound\.?(Env|Namespace)?|ENV_NOT_FOUND/i,
    remedy: 'look up the id in DevTools → 云开发 → 设置 → 环境 ID, and take the key of the account that owns it',
  },
  {
    says: /LimitExceeded|ResourcePoolLimit|quota/i,
    remedy: 'the plan has no room for more: see 云开发 → 设置 → 资源额度',
  },
  { says: /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|fetch failed/i, remedy: 'is this machine on the internet?' },
]

/** The error's own words, and the remedy where one is known. */
export function explained({ message, cause }: Error): string {
  const words = cause instanceof Error ? `${message} (${cause.message})` : message
  const remedy = remedies.find(({ says }) => says.test(words))?.remedy
  return remedy === undefined ? words : `${words}\n  ${remedy}`
}
