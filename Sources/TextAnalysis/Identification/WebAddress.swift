/// Recognises e-mail addresses, URLs and host names, loosely.
enum WebAddress {
  /// Top-level domains that customers write without a scheme, each ended by a dot.
  private static let domains: StaticString =
    "com.net.org.ru.ro.tr.ae.sa.eg.uk.de.info.shop.store.io.co.md.by.kz."

  /// Whether a run of bytes without spaces is an address.
  static func isAddress(_ chunk: UnsafeBufferPointer<UInt8>) -> Bool {
    var dot: Int?
    var end = chunk.count
    for (index, byte) in chunk.enumerated() {
      switch byte {
      case 0x40: return true
      case 0x3A
      where index + 2 < chunk.count && chunk[index + 1] == 0x2F && chunk[index + 2] == 0x2F:
        return true
      case 0x2F: end = min(end, index)
      default: break
      }
    }
    if chunk.count > 4 && chunk[0] | 0x20 == 0x77 && chunk[1] | 0x20 == 0x77
      && chunk[2] | 0x20 == 0x77 && chunk[3] == 0x2E
    {
      return true
    }
    while end > 0 && isTrailing(chunk[end - 1]) { end -= 1 }
    for index in 0..<end where chunk[index] == 0x2E { dot = index }
    guard let dot, dot > 0, end - dot - 1 >= 2 else { return false }
    return isDomain(UnsafeBufferPointer(rebasing: chunk[(dot + 1)..<end]))
  }

  private static func isTrailing(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2E, 0x2C, 0x3A, 0x3B, 0x21, 0x3F, 0x29: true
    default: false
    }
  }

  private static func isDomain(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let list = UnsafeBufferPointer(start: domains.utf8Start, count: domains.utf8CodeUnitCount)
    var matched = 0
    var fits = true
    for byte in list {
      if byte == 0x2E {
        if fits && matched == name.count { return true }
        matched = 0
        fits = true
      } else {
        fits = fits && matched < name.count && name[matched] | 0x20 == byte
        matched += 1
      }
    }
    return false
  }
}
