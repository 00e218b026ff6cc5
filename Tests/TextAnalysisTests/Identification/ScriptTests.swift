import Testing

@testable import TextAnalysis

struct ScriptTests {
  @Test(
    "Scalars belong to their scripts",
    arguments: [
      ("a", Script.latin), ("Z", .latin), ("ș", .latin), ("ı", .latin), ("я", .cyrillic),
      ("ї", .cyrillic), ("ع", .arabic), ("گ", .arabic), ("ە", .arabic), ("α", .unserved),
      ("ש", .unserved), ("क", .unserved), ("数", .unserved), ("ლ", .unserved), ("5", .none),
      ("٥", .none), ("؟", .none), ("×", .none), ("👍", .none), ("«", .none), ("\u{0301}", .mark),
      ("\u{064B}", .mark), ("\u{0640}", .mark), ("@", .none), ("[", .none), ("`", .none),
      ("{", .none),
    ] as [(Unicode.Scalar, Script)]
  )
  func classification(scalar: Unicode.Scalar, script: Script) {
    #expect(Script(of: scalar.value) == script)
  }

  @Test(
    "Capitals and look-alike letters fold to one",
    arguments: [
      ("A", "a"), ("z", "z"), ("[", "["), ("İ", "i"), ("I", "i"), ("ı", "ı"), ("Ș", "ş"),
      ("ș", "ş"), ("Ş", "ş"), ("Ţ", "ț"), ("Ț", "ț"), ("Ö", "ö"), ("Ğ", "ğ"), ("Ž", "ž"),
      ("Ж", "ж"), ("Ё", "е"), ("ё", "е"), ("Ї", "ї"), ("Ґ", "ґ"), ("أ", "ا"), ("آ", "ا"),
      ("ة", "ة"), ("Ə", "ə"), ("Ł", "ł"), ("Ә", "ә"),
    ] as [(Unicode.Scalar, Unicode.Scalar)]
  )
  func folding(scalar: Unicode.Scalar, expected: Unicode.Scalar) {
    #expect(UInt32(Script.folded(scalar.value)) == expected.value)
  }
}
