import { createHmac, randomInt } from 'node:crypto'
import type { OneTimeCodes } from '../core/staff/caller'

/** Without characters that look alike on a phone: 0 O, 1 I L. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 8

/** Codes that people type once: 31^8 of them, and only their hash is kept. */
export const oneTimeCodes: OneTimeCodes = {
  hash: (code, salt) => createHmac('sha256', salt).update(code.toUpperCase()).digest('hex'),
  make: () => Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
}
