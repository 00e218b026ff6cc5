/// Words that customers write in every language: brands, means of payment, words of the web.
///
/// Our own selection. A hash table with linear probing, built once.
struct NeutralWords: Sendable {
  static let text = """
    iphone ipad macbook airpods samsung xiaomi huawei nike adidas puma zara lego sony apple google \
    android windows whatsapp telegram viber instagram facebook tiktok youtube netflix spotify \
    steam playstation xbox nintendo dyson philips bosch paypal visa mastercard maestro klarna \
    revolut stripe gpay mada tabby tamara fawry dhl ups fedex dpd gls sameday fancourier aramex \
    usps cdek ptt yurtici pdf sms email mail gmail yahoo hotmail wifi usb hdmi bluetooth led tv pc \
    laptop smart watch ok okay online offline qr pin id vip xl xxl xxxl xs cvv iban sim gps app \
    order tracking track refund shop store voucher promo code link login cod status chat bot \
    support team website site sale cash card gift black friday awb ps5 ps4 mp3 pro max plus mini \
    ultra
    """
  private var slots = [UInt64](repeating: 0, count: 512)

  init() {
    var hash = Self.offset
    for byte in Self.text.utf8 {
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") {
        insert(hash)
        hash = Self.offset
      } else {
        hash = (hash ^ UInt64(byte)) &* Self.prime
      }
    }
    insert(hash)
  }

  /// Whether the word, given in folded letters, is one of the list.
  @inline(__always)
  func contains(_ word: UnsafeBufferPointer<UInt16>) -> Bool {
    guard word.count <= 12 else { return false }
    var hash = Self.offset
    for letter in word { hash = (hash ^ UInt64(letter)) &* Self.prime }
    var index = Int(truncatingIfNeeded: hash >> 55)
    while slots[index] != 0 {
      if slots[index] == hash { return true }
      index = (index + 1) & 511
    }
    return false
  }

  // FNV-1a.
  private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01B3

  private mutating func insert(_ hash: UInt64) {
    var index = Int(truncatingIfNeeded: hash >> 55)
    while slots[index] != 0 && slots[index] != hash { index = (index + 1) & 511 }
    slots[index] = hash
  }
}
