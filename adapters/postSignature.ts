import { createHmac, timingSafeEqual } from 'node:crypto'

/** `sha256=HEX`, several separated by commas: one that any of the secrets made is enough. */
export const isSigned = (text: string, signature: string, secrets: readonly string[]): boolean => {
  const given = signature.split(',').flatMap((part) => /^\s*sha256=([0-9a-f]{64})\s*$/.exec(part)?.[1] ?? [])
  return secrets.some((secret) => {
    const own = createHmac('sha256', secret).update(text).digest()
    return given.some((hex) => timingSafeEqual(Buffer.from(hex, 'hex'), own))
  })
}
