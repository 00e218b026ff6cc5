import TextAnalysis

/// Sentences as customers write them, and text that no customer would.
enum TextSamples {
  /// A dozen sentences of each language, with everything that is marked among them.
  static let sentences: [Language: [String]] = [
    .english: [
      "hi, where's my parcl??", "I'd like to return order A-10432, it doesn't fit.",
      "Mail me at jane.doe+shop@example.co.uk or call +44 20 7946 0958!",
      "The invoice of 10.11.2026 says €1,299.00 but I paid $49.99",
      "pleeease heeelp, see https://shop.example.com/orders?id=10432.",
      "e-mail, covid-19, state-of-the-art; don’t won't CAN´T", "is a 10432 my order or #10432?",
    ],
    .russian: [
      "Где мой заказ №10432?", "Ещё не пришёл… верните 1 299,50 руб., пожалуйста!",
      "Мой телефон 8 (495) 123-45-67, почта ivan@пример.рф или ivan@example.ru",
      "ЁЛКА и ёлка, йод и Йод, объём", "заказ А-10432 от 05/03/2026 не отслеживается",
    ],
    .romanian: [
      "Unde este comanda mea A-10432?", "Vreau să returnez o rochie de 249,99 lei, vă rog.",
      "Ştiţi când ajunge? Știți când ajunge?", "Când îmi daţi banii înapoi, până pe 5.03.2026?",
      "contactaţi-mă la 0722 123 456 sau ana@exemplu.ro",
    ],
    .turkish: [
      "Siparişim nerede? SİPARİŞ NO: A-10432", "IŞIK ılık İstanbul istanbul",
      "iade ücreti 49 TL mi?",
      "şikayetim var, çok beklediiim!!", "Kargom 12.11.2026'da gelecekti; 0532 123 45 67",
    ],
    .arabic: [
      "أين طلبي رقم أ-١٠٤٣٢؟", "أُرِيدُ إِرْجَاعَ المُنْتَجِ مِنْ فَضْلِكَ", "الســــلام عليكم، متى يصل الطرد؟",
      "دفعت ٢٥٠ درهم يوم ١٠/١١/٢٠٢٦ ولم يصل شيء", "هديّة إلى مستشفى القاهرة",
    ],
  ]

  static let strange = [
    "", " ", "\u{0}", "a\u{0}b", "\u{1B}[31mred\u{1B}[0m", "😀😀👩‍👩‍👧‍👦🇷🇴🇹🇷", "\u{301}",
    "\u{301}\u{308}\u{64B}",
    "\u{301}abc", "'", "ʼ", "ʼʼʼ", "-", "---", "a-", "-a", "a--b", "\u{200B}\u{200D}\u{FEFF}",
    "\u{202E}abc\u{202C}", "1\u{FE0F}\u{20E3}", "𝐡𝐞𝐥𝐩", "a𝐛c", "ﷺ", "½", "²", "@", "a@", "@b.c",
    "#", "№", "+", "(", "€", "www.", "http://", "https://)))", "0", "00", "+1", "a 1", "....1",
    "\r\n\r\n", "\u{FFFD}", "ـــ", "١", "Ａ", "ß", "İ", "I\u{307}",
  ]
}
