import { gzipSync } from 'node:zlib'

/** What a package of this text weighs on the way to a phone. */
export const gzipBytes = (text: string): number => gzipSync(text, { level: 9 }).length
