import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Addresses that are not the public internet's: IANA's special-purpose registries, and everything mapped into them. */
const inside = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(network, prefix, 'ipv4')
/** Only 2000::/3 is handed out; of it, what carries an IPv4 address or is for examples. */
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  inside.addSubnet(network, prefix, 'ipv6')
const handedOut = new BlockList()
handedOut.addSubnet('2000::', 3, 'ipv6')
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** @param address an IP address @param allowLoopback this machine as well: for the local cloud */
export const isAllowedAddress = (address: string, allowLoopback: boolean): boolean => {
  const kind = family(address)
  if (allowLoopback && loopback.check(address, kind)) return true
  if (kind === 'ipv6' && !handedOut.check(address, kind)) return false
  return !inside.check(address, kind)
}

/** The code of a connection that was not made because of where it would have gone. */
export const PRIVATE_ADDRESS = 'EPRIVATE'

/**
 * A resolver that gives out allowed addresses only. The connection is made to what it gave, so a name that changes its
 * mind between looking and connecting gains nothing.
 */
export const guardedLookup =
  (allowLoopback: boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (failure, found) => {
      if (failure) return callback(failure, [])
      const allowed = (found as LookupAddress[]).filter(({ address }) => isAllowedAddress(address, allowLoopback))
      const [first] = allowed
      if (first === undefined) {
        return callback(Object.assign(new Error(`${hostname} is no public address`), { code: PRIVATE_ADDRESS }), [])
      }
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family)
    })
  }
