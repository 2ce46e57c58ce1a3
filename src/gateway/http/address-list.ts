// Lists of IP addresses and networks, such as those of trusted proxies.
import { BlockList, isIP } from 'node:net'

export interface AddressList {
  /** True if the list names no address. */
  readonly isEmpty: boolean
  /** False for text that is no address. Finds an IPv4 address in its IPv6 spelling too. */
  has(address: string): boolean
}

/**
 * @param entries IPv4 and IPv6 addresses and networks, such as `10.0.0.0/8`
 * @returns `wrong`: the first entry that is neither
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
