import Testing

@testable import TextAnalysis

@Suite("Keyboard layouts")
struct KeyboardLayoutTests {
  @Test(
    "reads Russian words typed with Latin keys",
    arguments: [
      ("ult vjq pfrfp", "где мой заказ"), ("Ghbdtn!", "привет!"), ("djpdhfn", "возврат"),
      ("j,vty", "обмен"), ("k.,k.", "люблю"), ("gjl]tpl", "подъезд"), ("`krf", "ёлка"),
      ("{JXE :FKJ<S", "хочу жалобы"), ("'nj 'nf;", "это этаж"), ("10432", "10432"), ("", ""),
    ]
  )
  func cyrillic(keys: String, text: String) {
    #expect(KeyboardLayout.cyrillic(fromLatinKeys: keys) == text)
  }

  @Test(
    "reads Latin words typed with Russian keys",
    arguments: [
      ("цруку", "where"), ("ЬН ЗФКСУД", "my parcel"), ("куегкт", "return"), ("цру.", "whe."),
    ]
  )
  func latin(keys: String, text: String) {
    #expect(KeyboardLayout.latin(fromCyrillicKeys: keys) == text)
  }

  @Test(
    "reads Arabic words typed with Latin keys",
    arguments: [
      ("Hdk 'gfd", "أين طلبي"), ("Ygyhx", "إلغاء"), ("hBk", "الآن"), ("Gk", "لأن"),
      ("hTv[hu", "الإرجاع"), ("Bov", "لآخر"), ("b a;vhW", "لا شكراً"), (";,] owl", "كود خصم"),
      ("i`i", "هذه"), ("u.d.d", "عزيزي"), ("hg/vt", "الظرف"), ("lsc,gK `,", "مسؤول، ذو"),
      ("ugn ,vr", "على ورق"), ("hdk 'gfd?", "اين طلبي?"), ("UK];L ;,]", "عندكم كود"),
      ("10432", "10432"), ("أdk", "أين"), ("", ""),
    ]
  )
  func arabic(keys: String, text: String) {
    #expect(KeyboardLayout.arabic(fromLatinKeys: keys) == text)
  }

  @Test("is its own inverse on the letters of both alphabets")
  func inverse() {
    let russian = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    let keys = KeyboardLayout.latin(fromCyrillicKeys: russian)
    #expect(keys.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(Set(keys).count == 33)
    #expect(KeyboardLayout.cyrillic(fromLatinKeys: keys) == russian)
  }

  @Test("offers a reading only where the script is not the language's own")
  func readings() {
    #expect(KeyboardLayout.readings(of: "pfrfp", in: .russian) == ["заказ"])
    #expect(KeyboardLayout.readings(of: "to`", in: .russian) == ["еще"])
    #expect(KeyboardLayout.readings(of: "заказ", in: .russian) == [])
    #expect(KeyboardLayout.readings(of: "зфксуд", in: .english) == ["parcel"])
    #expect(KeyboardLayout.readings(of: "parcel", in: .english) == [])
    #expect(KeyboardLayout.readings(of: "", in: .english) == [])
    #expect(KeyboardLayout.readings(of: "high", in: .arabic) == [])
  }
}
