import whole from './whole'

export type { Diagnosis } from './diagnosis'
export type { Face, OrderStep } from './face'
export type { CollectorName, Options } from './options'

/** The SDK with every instrument; what each does stands in face.ts. */
export const { init, track, order, time, caught, rate, setArea, setConsent, flush, diagnose, request } = whole
