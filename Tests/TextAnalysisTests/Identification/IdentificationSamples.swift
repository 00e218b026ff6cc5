import Testing

@testable import TextAnalysis

/// Our own sentences for the tests of language identification; none is in the training texts.
enum IdentificationSamples {
  struct Served: Sendable, CustomTestStringConvertible {
    var language: Language
    var writing: Writing
    var text: String
    var testDescription: String { "\(language.code) \(writing): \(text)" }
  }

  static let served: [Served] =
    samples(
      .english,
      .native,
      """
      my package hasn't turned up yet
      the zip broke after two days, what can you do
      hi, which bus stops near your office
      i would like to swap these boots for a smaller pair
      Can somebody explain why I was billed twice?
      The old bridge was closed after the storm damaged its northern pillar.
      """
    )
    + samples(
      .english,
      .cyrillicKeyboard,
      """
      црн вщуы ьн зфксуд ыше шт еру вузще
      ш цфте ьн ьщтун ифсл здуфыу
      еру зфыыцщкв ашудв ыефны кув
      """
    )
    + samples(
      .russian,
      .native,
      """
      посылка застряла на сортировке
      молния сломалась через два дня, что делать
      подскажите какой размер брать на рост 180
      Почему с карты списали деньги дважды?
      Старый мост закрыли после того, как буря повредила северную опору.
      """
    )
    + samples(
      .russian,
      .latinLetters,
      """
      gde zhe nakonets moy zakaz
      kogda privezut posylku
      zdravstvuyte, hochu vernut botinki
      pochemu dengi spisali dva raza
      4to delat esli kurer ne priehal
      """
    )
    + samples(
      .russian,
      .latinKeyboard,
      """
      ult ;t yfrjytw vjq pfrfp
      rjulf ghbdtpen gjcskre
      [jxe dthyenm ,jnbyrb
      gjxtve ltymub cgbcfkb ldf hfpf
      """
    )
    + samples(
      .romanian,
      .native,
      """
      coletul n-a mai ajuns, ce fac
      fermoarul s-a rupt după două zile
      unde a disparut comanda mea
      vreau sa schimb ghetele cu un numar mai mic
      De ce mi s-au luat banii de două ori?
      Vechiul pod a fost închis după ce furtuna i-a avariat pilonul de nord.
      nu ma pot loga in cont
      """
    )
    + samples(
      .turkish,
      .native,
      """
      kargom dağıtım merkezinde takıldı
      fermuarı iki günde bozuldu ne yapacağım
      siparisim nerede
      botlari bir numara kucugu ile degistirmek istiyorum
      Kartımdan neden iki kez para çekildi?
      Fırtına kuzey ayağına zarar verince eski köprü kapatıldı.
      hesabima giremiyorum sifremi unuttum
      """
    )
    + samples(
      .arabic,
      .native,
      """
      الطرد ما وصل لهلق شو أعمل
      السحاب خرب بعد يومين
      عايز أبدل الجزمة بمقاس أصغر
      لماذا خصمتم المبلغ من بطاقتي مرتين؟
      أُغلق الجسر القديم بعدما ألحقت العاصفة ضررًا بدعامته الشمالية.
      ابي استرجع فلوسي
      """
    )
    + samples(
      .arabic,
      .latinKeyboard,
      """
      ,wgkd hglrhs hgyg' ,hfyn hsjf]gi
      ;l d,l dho` hgapk hgn []m
      hg;,] lh dajyg uk] hg]tu
      ljn jv[u,k tg,s hg'gf hglgyd
      Gk hgugfm l;s,vm Hvd] Yv[hu hg[ih.
      """
    )
    + samples(
      .arabic,
      .latinLetters,
      """
      fen el order
      3ayez arga3o
      feen el talab bta3y
      wein wslet el sho7ne ya jama3a
      el bantalon da dayya2 3alaya
      """
    )

  static let foreign = lines(
    """
    Де зараз моя посилка і чому кур'єр не телефонує?
    Къде ми е пратката и защо никой не отговаря?
    Дзе зараз мая пасылка і чаму кур'ер не тэлефануе?
    Где је мој пакет и зашто се нико не јавља?
    Менің сәлемдемем қайда, неге ешкім жауап бермейді?
    بسته من کجاست و چرا کسی جواب نمی‌دهد؟
    میرا پارسل کہاں ہے اور کوئی جواب کیوں نہیں دیتا؟
    Bağlamam haradadır, niyə heç kim cavab vermir?
    Wo ist mein Paket und warum antwortet niemand?
    Où est mon colis et pourquoi personne ne répond ?
    ¿Dónde está mi paquete y por qué nadie contesta?
    Dov'è il mio pacco e perché nessuno risponde?
    Onde está a minha encomenda e porque ninguém responde?
    Waar is mijn pakket en waarom antwoordt niemand?
    Gdzie jest moja paczka i dlaczego nikt nie odpowiada?
    Kde je můj balík a proč nikdo neodpovídá?
    Hol van a csomagom, és miért nem válaszol senki?
    Gdje je moj paket i zašto se nitko ne javlja?
    Var är mitt paket och varför svarar ingen?
    Missä pakettini on ja miksi kukaan ei vastaa?
    Πού είναι το δέμα μου;
    我的包裹在哪里
    私の荷物はどこですか
    내 택배 어디 있어요
    איפה החבילה שלי
    मेरा पार्सल कहाँ है
    სად არის ჩემი ამანათი
    """
  )

  private static func samples(
    _ language: Language,
    _ writing: Writing,
    _ text: String
  ) -> [Served] {
    lines(text).map { Served(language: language, writing: writing, text: $0) }
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }
}
