// The same constants have different types in each C library as Swift imports it.
#if canImport(Glibc)
  import Glibc

  let streamType = Int32(SOCK_STREAM.rawValue)
  let endOfSending = Int32(SHUT_WR)
#elseif canImport(Musl)
  import Musl

  let streamType = Int32(SOCK_STREAM)
  let endOfSending = Int32(SHUT_WR)
#else
  import Darwin

  let streamType = SOCK_STREAM
  let endOfSending = SHUT_WR
#endif

let tcpLevel = Int32(IPPROTO_TCP)
let ipv6Level = Int32(IPPROTO_IPV6)
