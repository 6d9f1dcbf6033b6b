/** Lets requests to what a feed names or redirects to reach public addresses only: any other connection is refused when it is opened. */
import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns'
import { type LookupFunction, isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { buildConnector } from 'undici'

/** `dns.lookup` for all addresses of a name. */
export type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

/** The part of IPv6 that is in use on the internet. https://www.iana.org/assignments/ipv6-address-space */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an address is public: not loopback, private, link-local (cloud metadata) or multicast, nor an IPv6 address that stands for an IPv4 one
 * (mapped, NAT64, 6to4, Teredo).
 */
export const isPublic = (ip: string): boolean => {
  if (!ipaddr.isValid(ip)) return false
  const address = ipaddr.process(ip)
  return address.range() === 'unicast' && (address.kind() === 'ipv4' || address.match(GLOBAL))
}

/** Whether a host is in the operator's own network: a private address, or a name that no public name server has. */
export const isLocal = (hostname: string): boolean => {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return !isPublic(host)
  return !host.includes('.') || /\.(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa)\.?$/i.test(host)
}

export class Blocked extends Error {
  constructor(host: string) {
    super(
      `${host} is not a public address; a source in one's own network is configured by its address or by a name without a dot, and leads nowhere else`,
    )
  }
}

/** Looks a name up and gives its public addresses only, so that the address that was checked is the one connected to. */
export const publicLookup =
  (lookup: Lookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const found = error === null ? addresses.filter(({ address }) => isPublic(address)) : []
      const [first] = found
      if (error !== null) callback(error, [])
      else if (first === undefined) callback(new Blocked(hostname), [])
      else if (options.all === true) callback(null, found)
      else callback(null, first.address, first.family)
    })
  }

/** Opens connections to public addresses, and to `origin` where that is in the operator's own network. */
export const guardedConnector = (origin: string, lookup: Lookup = systemLookup): buildConnector.connector => {
  const home = isLocal(new URL(origin).hostname) ? origin : undefined
  const open = buildConnector({})
  const guarded = buildConnector({ lookup: publicLookup(lookup) })
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    const authority = isIP(host) === 6 ? `[${host}]` : host
    const url = new URL(`${options.protocol}//${authority}${options.port === '' ? '' : `:${options.port}`}`)
    if (url.origin === home) open(options, callback)
    else if (isIP(host) !== 0 && !isPublic(host)) callback(new Blocked(host), null)
    else guarded(options, callback)
  }
}
