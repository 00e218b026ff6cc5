extension SlotVocabulary {
  static let turkish = """
    number 0: sıfır, hiç, hiçbiri
    number 1: bir, tek, bir tane, tane bir
    number 2: iki, ikisi, ikisi de, çift, bir çift
    number 3: üç
    number 4: dört
    number 5: beş
    number 6: altı
    number 7: yedi
    number 8: sekiz
    number 9: dokuz
    number 10: on
    number 11: on bir, onbir
    number 12: on iki, oniki, düzine, bir düzine
    number 13: on üç, onüç
    number 14: on dört, ondört
    number 15: on beş, onbeş
    number 16: on altı, onaltı
    number 17: on yedi, onyedi
    number 18: on sekiz, onsekiz
    number 19: on dokuz, ondokuz
    number 20: yirmi
    number 30: otuz
    number 40: kırk
    number 50: elli
    number 60: altmış
    number 70: yetmiş
    number 80: seksen
    number 90: doksan
    number 100: yüz
    article: bir
    ordinal 1: birinci, birincisi, ilk, ilki, birinciyi, ilkini, 1inci
    ordinal 2: ikinci, ikincisi, ikinciyi, ikincisini
    ordinal 3: üçüncü, üçüncüsü, üçüncüyü, üçüncüsünü
    ordinal 4: dördüncü, dördüncüsü, dördüncüyü
    ordinal 5: beşinci, beşincisi, beşinciyi
    ordinal 6: altıncı, altıncısı, altıncıyı
    ordinal 7: yedinci, yedincisi, yedinciyi
    ordinal 8: sekizinci, sekizincisi, sekizinciyi
    ordinal 9: dokuzuncu, dokuzuncusu
    ordinal 10: onuncu, onuncusu
    ordinal 11: on birinci, onbirinci
    ordinal 12: on ikinci, onikinci
    ordinal 13: on üçüncü, onüçüncü
    ordinal 14: on dördüncü, ondördüncü
    ordinal 15: on beşinci, onbeşinci
    ordinal 16: on altıncı, onaltıncı
    ordinal 17: on yedinci, onyedinci
    ordinal 18: on sekizinci, onsekizinci
    ordinal 19: on dokuzuncu, ondokuzuncu
    ordinal 20: yirminci
    weekday 1: pazartesi, pazartesiye, pazartesiden, pts, pzt, pazartesi günü
    weekday 2: salı, salıya, salıdan, salı günü
    weekday 3: çarşamba, çarşambaya, çrş, çar, çarşamba günü
    weekday 4: perşembe, perşembeye, prş, per, perşembe günü
    weekday 5: cuma, cumaya, cuma günü
    weekday 6: cumartesi, cumartesiye, cts, cmt, cumartesi günü
    weekday 7: pazar, pazara, paz, pazar günü
    month 1: ocak, oca
    month 2: şubat, şub
    month 3: mart
    month 4: nisan, nis
    month 5: mayıs, may
    month 6: haziran, haz
    month 7: temmuz, tem
    month 8: ağustos, ağu
    month 9: eylül, eyl
    month 10: ekim, eki
    month 11: kasım, kas
    month 12: aralık, ara
    today 0: bugün, bu gün, bugünkü, bu sabah, bu akşam
    today -1: dün, dünkü, dün akşam, dün gece
    today -2: evvelsi gün, evvelki gün, önceki gün, dünden önceki gün
    today 1: yarın, yarınki, yarına
    today 2: öbür gün, ertesi gün, yarından sonra, yarından sonraki gün, öbürsü gün
    span day: gün, günü, günden
    span week: hafta, haftaya
    span month: ay
    span year: yıl, sene
    ago_after: önce, evvel, öncesi
    in_after: sonra, içinde, sonrası, sonraya
    last: geçen, geçtiğimiz, son, önceki
    next: gelecek, önümüzdeki, sonraki, haftaya
    this: bu
    currency TRY: ₺, tl, lira, türk lirası, liraya, liralık, lirayı, try
    currency EUR: €, avro, euro, euroya
    currency USD: $, dolar, dolarlık
    currency GBP: £, sterlin, pound
    currency RUB: ₽, ruble
    currency RON: ley, romen leyi
    currency AED: dirhem
    currency SAR: riyal
    size XS: çok küçük, ekstra small, extra small
    size S: küçük, small, s beden
    size M: orta, medium, orta boy, m beden
    size L: büyük, large, l beden, büyük boy
    size XL: çok büyük, ekstra large, extra large, xlarge, x large
    size XXL: iki xl, çift xl, xxlarge, xx large
    size 3XL: üç xl, xxxlarge
    size_name: beden, bedeni, bedenim, numara, numarası, ölçü, no, eu, avrupa, numaram
    option_name: seçenek, seçeneği, numara, numaralı, numarayı, no, şık, olan, olanı, lütfen, \
    seçiyorum, istiyorum, olsun, tercih ediyorum, alayım, şıkkı, madde, tane, olur, seçeneğini, cevap
    last_one: son, sonuncu, sonuncusu, en son, en sondaki, son seçenek, en alttaki, sonuncuyu
    negation: değil, degil
    joint: ayının, ayı, günü, in, ın, un, ün
    ending: inci, ıncı, uncu, üncü, nci, ncı, ncu, ncü, si, sı, su, sü, i, ı, u, ü, sinde, sında, \
    de, da, te, ta, ye, ya, e, a, üne, ünde, unda, inde, ında, ünü
    """

  /// What is put behind a Turkish noun without changing what it names, folded, longest first.
  static let turkishEndings = [
    "sinda", "sinde", "inda", "inde", "unda", "unde", "ndan", "nden", "lari", "leri", "dan", "den",
    "tan", "ten", "nin", "nun", "yi", "yu", "ya", "ye", "da", "de", "ta", "te", "in", "un", "ki",
    "si", "i", "u", "a", "e",
  ]
}
