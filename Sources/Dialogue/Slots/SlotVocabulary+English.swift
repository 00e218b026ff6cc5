extension SlotVocabulary {
  static let english = """
    number 0: zero, none
    number 1: one
    number 2: two, both, a couple, couple, a pair
    number 3: three
    number 4: four
    number 5: five
    number 6: six
    number 7: seven
    number 8: eight
    number 9: nine
    number 10: ten
    number 11: eleven
    number 12: twelve, a dozen, dozen
    number 13: thirteen
    number 14: fourteen
    number 15: fifteen
    number 16: sixteen
    number 17: seventeen
    number 18: eighteen
    number 19: nineteen
    number 20: twenty
    number 30: thirty
    number 40: forty, fourty
    number 50: fifty
    number 60: sixty
    number 70: seventy
    number 80: eighty
    number 90: ninety
    number 100: a hundred, one hundred, hundred
    article: a, an, one
    ordinal 1: first
    ordinal 2: second
    ordinal 3: third
    ordinal 4: fourth
    ordinal 5: fifth
    ordinal 6: sixth
    ordinal 7: seventh
    ordinal 8: eighth
    ordinal 9: ninth, nineth
    ordinal 10: tenth
    ordinal 11: eleventh
    ordinal 12: twelfth
    ordinal 13: thirteenth
    ordinal 14: fourteenth
    ordinal 15: fifteenth
    ordinal 16: sixteenth
    ordinal 17: seventeenth
    ordinal 18: eighteenth
    ordinal 19: nineteenth
    ordinal 20: twentieth
    ordinal 30: thirtieth
    weekday 1: monday, mon, mondays
    weekday 2: tuesday, tue, tues, tuesdays
    weekday 3: wednesday, wed, weds, wednesdays, wensday, wendsday
    weekday 4: thursday, thu, thur, thurs, thursdays
    weekday 5: friday, fri, fridays
    weekday 6: saturday, sat, saturdays
    weekday 7: sunday, sun, sundays
    month 1: january, jan
    month 2: february, feb, febuary
    month 3: march, mar
    month 4: april, apr
    month 5: may
    month 6: june, jun
    month 7: july, jul
    month 8: august, aug
    month 9: september, sept, sep
    month 10: october, oct
    month 11: november, nov
    month 12: december, dec
    today 0: today, tonight, this morning, this afternoon, this evening, tday
    today -1: yesterday, last night, yday, yesturday
    today -2: the day before yesterday, day before yesterday
    today 1: tomorrow, tomorow, tommorow, tommorrow, tmrw, tmr, 2moro
    today 2: the day after tomorrow, day after tomorrow, overmorrow
    span day: day, days
    span week: week, weeks, wk, wks
    span week 2: fortnight
    span month: month, months
    span year: year, years
    ago_after: ago, back, earlier
    in_before: in, within, after
    in_after: from now, from today, later, 's time
    last: last, past, previous, this past
    next: next, coming, upcoming, following
    this: this, on, by
    currency USD: $, dollar, dollars, bucks, us dollars, us$
    currency GBP: £, pound, pounds, quid, sterling
    currency EUR: €, euros
    currency RON: romanian lei
    currency TRY: ₺, lira, liras, turkish lira
    currency RUB: ₽, rouble, roubles, ruble, rubles
    currency AED: dirham, dirhams
    currency SAR: riyal, riyals
    size XS: extra small, x small, very small
    size S: small
    size M: medium, med
    size L: large
    size XL: extra large, x large
    size XXL: double xl, xx large, double extra large, extra extra large
    size 3XL: triple xl, xxx large, triple extra large
    size_name: size, sz, eu, eur, european
    option_name: option, number, no, nr, choice, the, one, answer, variant, num, please, pls, go with, \
    i choose, i pick, ill take, it is, its, thanks, choose, pick, button, for me, that, would be, i want
    last_one: last, last one, the last one, bottom, bottom one, the bottom one
    negation: not, isn't, isnt, wasn't, dont, never, not for
    joint: of, the, and, in
    ending: st, nd, rd, th
    """
}
