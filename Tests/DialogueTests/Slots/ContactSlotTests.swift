import Content
import Dialogue
import Testing
import TextAnalysis

@Suite("E-mail, phone, postcode")
struct ContactSlotTests {
  @Test(
    "Addresses",
    arguments: [
      ("ana@x.ro", "ana@x.ro"), ("it's Ana.Pop@Example.COM.", "ana.pop@example.com"),
      ("<ana@x.ro>", "ana@x.ro"), ("mailto:ana+shop@x.co.uk", "ana+shop@x.co.uk"),
      ("ana @ x.ro", "ana@x.ro"), ("ana at gmail dot com", "ana@gmail.com"),
      ("ana(at)gmail.com", "ana@gmail.com"), ("ana собака mail точка ru", "ana@mail.ru"),
      ("ana＠x.ro", "ana@x.ro"), ("моя почта ana@mail.ru спасибо", "ana@mail.ru"),
      ("بريدي ana@mail.com", "ana@mail.com"), ("ana@mail", "!email"), ("ana mail.com", "!email"),
      ("ana@mail,com", "!email"), ("ana@@mail.com", "!email"), ("@mail.com", "!email"),
      ("ana@.com", "!email"), ("ana..b@x.ro", "!email"), ("ana@x.c", "!email"), ("@", "!email"),
      ("a@b@c.com", "!email"), ("no", "-"), ("I don't have one", "-"), ("Hello. What for?", "-"),
    ]
  )
  func email(text: String, expected: String) throws { #expect(try read(.email, text) == expected) }

  @Test(
    "Only a whole address counts in any sentence",
    arguments: [
      ("write to ana@x.ro please", "ana@x.ro"), ("meet me at home dot com", "-"), ("ana@mail", "-"),
    ]
  )
  func emailAnywhere(text: String, expected: String) throws {
    #expect(try read(.email, text, asked: false) == expected)
  }

  @Test(
    "Phone numbers",
    arguments: [
      ("+40 721 234 567", "+40721234567"), ("0040721234567", "+40721234567"),
      ("+44 (20) 7946-0958", "+442079460958"), ("0721 234 567", "0721234567"),
      ("0721.234.567", "0721234567"), ("8 (916) 123-45-67", "89161234567"),
      ("my number is 07911 123456", "07911123456"), ("٠٥٠١٢٣٤٥٦٧", "0501234567"),
      ("+971 50 123 4567", "+971501234567"), ("5321234567", "5321234567"), ("1234", "!phone"),
      ("+40 721", "!phone"), ("1234567890123456789", "!phone"), ("no", "-"), ("maybe 2", "-"),
      ("call me tomorrow", "-"),
    ]
  )
  func phone(text: String, expected: String) throws { #expect(try read(.phone, text) == expected) }

  @Test(
    "Only international numbers count in any sentence",
    arguments: [
      ("call +40 721 234 567 today", "+40721234567"), ("call 0721234567", "-"),
      ("I have 1234567", "-"),
      ("order 10432", "-"),
    ]
  )
  func phoneAnywhere(text: String, expected: String) throws {
    #expect(try read(.phone, text, asked: false) == expected)
  }

  @Test(
    "Postcodes",
    arguments: [
      ("sw1a 1aa", "SW1A 1AA"), ("SW1A1AA", "SW1A 1AA"), ("it's m1 1ae", "M1 1AE"),
      ("101000", "101000"), ("индекс 101000", "101000"), ("010101", "010101"), ("34710", "34710"),
      ("١١٥١١", "11511"), ("1012 ab", "1012 AB"), ("k1a 0b1", "K1A 0B1"), ("LV-1050", "LV-1050"),
      ("90210-1234", "90210-1234"), ("12", "!postcode"), ("12345678901", "!postcode"),
      ("my postcode is 34710 in Istanbul", "34710"), ("none", "-"), ("", "-"),
    ]
  )
  func postcode(text: String, expected: String) throws {
    #expect(try read(.postcode, text) == expected)
  }

  @Test(
    "Only the British form counts in any sentence",
    arguments: [("send it to SW1A 1AA", "SW1A 1AA"), ("order 101000", "-"), ("34710", "-")]
  )
  func postcodeAnywhere(text: String, expected: String) throws {
    #expect(try read(.postcode, text, asked: false) == expected)
  }
}
