import { createHmac } from 'node:crypto'

/** 96 bits: telemetry and staff are known by it; without the environment's salt it leads back to nobody. */
const CHARACTERS = 16

/** @param salt settings.salt of the environment */
export const hashOpenid = (openid: string, salt: string): string =>
  createHmac('sha256', salt).update(openid).digest('base64url').slice(0, CHARACTERS)
