import { existsSync } from 'node:fs'
import { join } from 'node:path'
import IP2Region from 'ip2region'
import type { AddressEntry } from '../core/ingest/place'

/** The build lays the package's tables beside the function that asks (tools/build/addressTables.ts). */
const TABLES = { ipv4db: join(__dirname, 'ip2region.db'), ipv6db: join(__dirname, 'ipv6wry.db') }

let table: IP2Region | null | undefined

/**
 * What is known of an address, offline: it leaves the function for nowhere. Reading the tables takes some 30 ms, once an
 * instance. Without tables nothing is known, and nothing fails.
 */
export function lookUpAddress(address: string | undefined): AddressEntry | null {
  if (address === undefined || address === '') return null
  table ??= open()
  if (table === null) return null
  try {
    return table.search(address)
  } catch {
    // what is not an address is not found
    return null
  }
}

function open(): IP2Region | null {
  try {
    // unbundled, the package finds its own
    return new IP2Region(existsSync(TABLES.ipv4db) ? TABLES : undefined)
  } catch (failure) {
    console.error('no table of addresses: region and carrier stay unknown', failure)
    return null
  }
}
