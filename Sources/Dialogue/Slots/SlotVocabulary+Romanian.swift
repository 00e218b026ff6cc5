extension SlotVocabulary {
  static let romanian = """
    number 0: zero, niciunul, niciuna, nici unul
    number 1: unu, unul, una
    number 2: doi, două, amândouă, amândoi, ambele, ambii, o pereche, pereche, vreo două
    number 3: trei
    number 4: patru
    number 5: cinci
    number 6: șase
    number 7: șapte
    number 8: opt
    number 9: nouă
    number 10: zece
    number 11: unsprezece, unșpe
    number 12: doisprezece, douăsprezece, doișpe, o duzină
    number 13: treisprezece, treișpe
    number 14: paisprezece, paișpe
    number 15: cincisprezece, cinșpe
    number 16: șaisprezece, șaișpe
    number 17: șaptesprezece, șapteșpe
    number 18: optsprezece, optișpe, optșpe
    number 19: nouăsprezece, nouășpe
    number 20: douăzeci
    number 30: treizeci
    number 40: patruzeci
    number 50: cincizeci
    number 60: șaizeci
    number 70: șaptezeci
    number 80: optzeci
    number 90: nouăzeci
    number 100: o sută, sută
    article: o, un
    ordinal 1: primul, prima, întâi, întâiul, întâia, primului, primei
    ordinal 2: al doilea, a doua, doilea, doua
    ordinal 3: al treilea, a treia, treilea, treia
    ordinal 4: al patrulea, a patra, patrulea, patra
    ordinal 5: al cincilea, a cincea, cincilea, cincea
    ordinal 6: al șaselea, a șasea, șaselea, șasea
    ordinal 7: al șaptelea, a șaptea, șaptelea, șaptea
    ordinal 8: al optulea, a opta, optulea, opta
    ordinal 9: al nouălea, a noua, nouălea
    ordinal 10: al zecelea, a zecea, zecelea, zecea
    ordinal 11: al unsprezecelea, a unsprezecea
    ordinal 12: al doisprezecelea, a douăsprezecea
    ordinal 13: al treisprezecelea, a treisprezecea
    ordinal 14: al paisprezecelea, a paisprezecea
    ordinal 15: al cincisprezecelea, a cincisprezecea
    ordinal 16: al șaisprezecelea, a șaisprezecea
    ordinal 17: al șaptesprezecelea, a șaptesprezecea
    ordinal 18: al optsprezecelea, a optsprezecea
    ordinal 19: al nouăsprezecelea, a nouăsprezecea
    ordinal 20: al douăzecilea, a douăzecea
    weekday 1: luni, lunea
    weekday 2: marți, marțea, marţi
    weekday 3: miercuri, miercurea
    weekday 4: joi, joia
    weekday 5: vineri, vinerea
    weekday 6: sâmbătă, sâmbăta, sîmbătă
    weekday 7: duminică, duminica
    month 1: ianuarie, ian
    month 2: februarie, feb, febr
    month 3: martie, mart
    month 4: aprilie, apr
    month 5: mai
    month 6: iunie, iun
    month 7: iulie, iul
    month 8: august, aug
    month 9: septembrie, sept, sep
    month 10: octombrie, oct
    month 11: noiembrie, nov, noiemb
    month 12: decembrie, dec
    today 0: azi, astăzi, diseară, azi dimineață, în seara asta
    today -1: ieri, aseară, ieri seară, ieri dimineață
    today -2: alaltăieri, alaltaseară
    today 1: mâine, mîine, mâine dimineață
    today 2: poimâine, poimîine
    span day: zi, zile, zilele
    span week: săptămână, săptămâni, săptămîna, săptămîni
    span month: lună, luni
    span year: an, ani
    ago_before: acum, acu, cu
    ago_after: în urmă, inapoi, mai devreme
    in_before: peste, în, după, in vreo
    last: trecut, trecută, precedentă, precedent
    next: viitor, viitoare, următor, următoare, următorul, următoarea
    this: asta, aceasta, acesta, pe, de, din, până
    currency RON: ron, leu, lei, leul, leii, lei noi
    currency EUR: €, euro, eur, de euro
    currency USD: $, dolar, dolari
    currency GBP: £, liră, lire, lire sterline
    currency TRY: ₺, lire turcești
    currency RUB: ₽, ruble, rublă
    currency MDL: lei moldovenești
    size XS: extra mic, foarte mic, extra mică, foarte mică
    size S: mic, mică, mici
    size M: mediu, medie, medium, mijlociu
    size L: mare, mari, large
    size XL: extra mare, foarte mare, extra large
    size XXL: dublu xl, doi xl, 2 xl
    size 3XL: triplu xl, trei xl
    size_name: mărime, mărimea, mărimii, măsura, măsură, numărul, număr, eu, la mărimea, numarul
    option_name: opțiunea, opțiune, varianta, variantă, numărul, număr, nr, pe, cel, cea, aleg, \
    vreau, vă rog, te rog, alegerea, punctul, aș vrea, mulțumesc, e, este, cu, pt, merge, răspunsul
    last_one: ultimul, ultima, cel din urmă, cea din urmă, ultima variantă, ultima opțiune
    negation: nu, nici
    joint: de, și, ale, a, lunii, luna, al
    ending: a, ea, lea, le
    """
}
