import TextAnalysis

/// The numbers that texts write out in words.
extension WrittenNumbers {
  /// Small numbers in words: shops write out few others.
  static func words(of language: Language) -> String {
    switch language {
    case .english:
      """
      1 one
      2 two both twice
      3 three
      4 four
      5 five
      6 six
      7 seven
      8 eight
      9 nine
      10 ten
      12 twelve
      """
    case .russian:
      """
      1 один одна одно одну одного одной
      2 два две двух двум двумя двое дважды
      3 три трёх трём трое
      4 четыре четырёх
      5 пять пяти
      6 шесть шести
      7 семь семи
      8 восемь восьми
      9 девять девяти
      10 десять десяти
      12 двенадцать двенадцати
      """
    case .romanian:
      """
      1 un o unu una
      2 doi două ambele
      3 trei
      4 patru
      5 cinci
      6 șase
      7 șapte
      8 opt
      9 nouă
      10 zece
      12 doisprezece douăsprezece
      """
    case .turkish:
      """
      1 bir
      2 iki
      3 üç
      4 dört
      5 beş
      6 altı
      7 yedi
      8 sekiz
      9 dokuz
      10 on
      """
    case .arabic:
      """
      1 واحد واحدة
      2 اثنان اثنين اثنتان اثنتين مرتين مرتان
      3 ثلاثة ثلاث
      4 أربعة أربع
      5 خمسة خمس
      6 ستة ست
      7 سبعة سبع
      8 ثمانية ثماني
      9 تسعة تسع
      10 عشرة عشر
      """
    }
  }
}
