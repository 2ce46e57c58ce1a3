import { BlockList, isIP } from 'node:net'

/** Addresses and networks. */
export interface AddressList {
  /** Whether it names no address at all. */
  readonly isEmpty: boolean
  /** False for what is no address. IPv4 is found in its IPv6 spelling as well. */
  has(address: string): boolean
}

/**
 * @param entries IPv4 and IPv6 addresses and networks, such as `10.0.0.0/8`
 * @returns the first entry that is neither, where there is one
 */
export function readAddressList(entries: readonly string[]): AddressList | { wrong: string } {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits, ...more] = entry.split('/')
    const family = isIP(address)
    const most = family === 4 ? 32 : 128
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
    if (family === 0 || prefix < 0 || prefix > most || more.length > 0) return { wrong: entry }
    list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6')
  }
  return {
    isEmpty: entries.length === 0,
    has(address) {
      const family = isIP(address)
      return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
    },
  }
}
