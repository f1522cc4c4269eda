import { randomBytes } from 'node:crypto'
import { oneTimeCodes } from '../../adapters/oneTimeCodes'
import { firstSettings, firstStore } from '../../database/seed/firstDocuments'
import type { Step } from './steps'
import type { Subject } from './subject'

const saltBytes = 32

/**
 * Writes the settings without which no function works, once: the salt of the user hashes and the first owner's claim
 * code are made here. The code is shown only when it was made; its hash is all that is kept.
 */
export function firstSettingsStep({ orders }: Pick<Subject, 'orders'>): Step {
  return {
    kind: 'document',
    name: 'settings',
    describe: () => [
      'secret: the salt of the user hashes, random, never changed afterwards',
      "secret: the first owner's claim code, shown once; only its hash is kept",
    ],
    isDone: ({ hasSettings }) => hasSettings,
    run: async (environment) => {
      const salt = randomBytes(saltBytes).toString('base64url')
      const code = oneTimeCodes.make()
      const settings = firstSettings({ salt, claimHash: oneTimeCodes.hash(code, salt) }, undefined, orders)
      const made = await environment.addDocument('settings', settings)
      return made === 'made' ? `made; the first owner's claim code is ${code}` : `${made}, untouched`
    },
  }
}

/** Writes the first store, once; the owner changes it on the page. */
export function firstStoreStep(nowMs: number, { store }: Pick<Subject, 'store'>): Step {
  const first = firstStore(nowMs, store)
  return {
    kind: 'document',
    name: 'stores',
    describe: () => [`the first store, ${store.id} (${store.name})`],
    isDone: ({ hasStore }) => hasStore,
    run: (environment) => environment.addDocument('stores', first),
  }
}
