import TextAnalysis

/// The words of a language that join two questions, and those that open one.
struct QuestionWords: Sendable {
  /// What a phrase says of the place where it stands.
  enum Role: Sendable {
    /// It announces another question: "by the way".
    case announcement
    /// It joins whatever stands around it: "and".
    case joiner
    /// It opens a question or a request: "how", "I need".
    case opener
    /// It names another possibility within the same question: "or".
    case alternative
  }

  private struct Phrase: Sendable {
    var words: [String]
    var role: Role
  }

  /// The phrases by their first words.
  private var phrases: [String: [Phrase]] = [:]

  /// The words of every language.
  static let all: [Language: QuestionWords] = {
    var all: [Language: QuestionWords] = [:]
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: ":").map(String.init)
      let keys = fields[0].split(separator: " ").map(String.init)
      guard fields.count == 2, keys.count == 2, let language = Language(code: keys[0]) else {
        preconditionFailure("a line of the table is a language, a role and phrases: \(line)")
      }
      let role: Role =
        switch keys[1] {
        case "announcement": .announcement
        case "joiner": .joiner
        case "opener": .opener
        case "alternative": .alternative
        default: preconditionFailure("no role is called \(keys[1])")
        }
      let analyzer = Analyzer(language: language)
      for phrase in fields[1].split(separator: ",") {
        let words = QuestionWords.words(of: analyzer.analyze(String(phrase)))
        guard let first = words.first else { continue }
        all[language, default: QuestionWords()].phrases[first, default: []].append(
          Phrase(words: words, role: role)
        )
      }
    }
    return all
  }()

  /// A text's words as they are compared: whole, in their normal form, without diacritics.
  static func words(of analysis: AnalyzedText) -> [String] {
    analysis.tokens.filter { !$0.isCompound }.map { analysis.text($0.foldedWord) }
  }

  /// How many words the longest phrase of a role has that begins at a word; 0 when none does.
  func length(of role: Role, in words: [String], at position: Int) -> Int {
    guard words.indices.contains(position), let known = phrases[words[position]] else { return 0 }
    var longest = 0
    for phrase in known where phrase.role == role && phrase.words.count > longest {
      if words.dropFirst(position).starts(with: phrase.words) { longest = phrase.words.count }
    }
    return longest
  }
}

extension QuestionWords {
  /// A line for each language and role; a backslash joins what the width of a line parts.
  private static let table = """
    en announcement: also, plus, btw, by the way, another thing, another question, one more \
    thing, one more question, other question, second question, secondly, in addition, on top of \
    that, while you're at it, while i'm at it, while we're at it, while im at it, while youre at \
    it, besides, separately, after that, apart from that, other than that, oh and, and also, \
    next question, different question, incidentally, moreover, and secondly, lastly, finally, \
    and then
    en joiner: and, n, then, but, so
    en opener: how, when, where, what, whats, what's, wheres, where's, whens, when's, hows, \
    how's, which, who, why, can, could, do, does, did, is, are, will, would, may, should, have, \
    please, pls, tell, i need, i want, i would, i'd like, id like, i have to, need to
    en alternative: or
    ru announcement: кстати, а еще, и еще, также, а также, плюс, ещё вопрос, еще один вопрос, \
    другой вопрос, второй вопрос, и второй вопрос, второе, во-вторых, во вторых, отдельно, \
    заодно, вдобавок, кроме того, помимо этого, к тому же, попутно, и заодно, потом еще, да и, и \
    вот еще, а вот еще, следующий вопрос, напоследок, ну и, kstati, esche, eshe, eshche
    ru joiner: и, еще, а, но, потом, затем, тогда, да, i, a
    ru opener: как, когда, где, куда, откуда, сколько, скока, что, чем, какой, какая, какие, \
    какое, каким, каких, кому, кто, почему, зачем, можно, можете, есть ли, есть, до скольки, за \
    сколько, во сколько, до какого, хочу, хотел, хотела, надо, нужно, нужен, нужна, подскажите, \
    скажите, узнать, kak, kogda, gde, skolko, mozhno, почем, у вас
    ru alternative: или, либо
    ro announcement: apropo, si apropo, de asemenea, de asemeni, in plus, totodata, tot acum, \
    inca ceva, inca o intrebare, alta intrebare, alta chestie, alta treaba, a doua intrebare, si \
    inca ceva, pe langa asta, pe langa, separat, ah si, a si, si inca, in afara de asta, in alta \
    ordine de idei, plus, dupa aia, mai am o intrebare, intreb si, s-apai, apai, in al doilea \
    rand, daca tot, la final, si mai, dar si, btw
    ro joiner: si, iar, s, dar, deci, apoi, atunci
    ro opener: cum, cand, unde, cat, cate, cati, cata, ce, care, cine, de ce, pot, poti, puteti, \
    se poate, as putea, as vrea, as dori, vreau, doresc, aveti, mai, exista, este, e, trebuie, \
    am nevoie, imi trebuie, pana cand, in cat, in cate, la ce, peste cat, spuneti-mi
    ro alternative: sau, ori
    tr announcement: ayrica, bir de, birde, bi de, bide, bu arada, ek olarak, ustelik, hem de, \
    baska bir sey, baska bi sey, baska bir soru, bir sorum daha, bir sey daha, bi sey daha, bir \
    soru daha, ikinci sorum, ikinci soru, diger konu, diger soru, diger sorum, ikincisi, bunun \
    disinda, bunun ustune, bunun yaninda, aklima gelmisken, hazir yazmisken, yani sira, ondan \
    sonra, dahasi, hani bi de, son olarak, ilaveten, arti
    tr joiner: ve, ile, ama, fakat, sonra, hem, peki, hani
    tr opener: nasil, ne zaman, nerede, nerde, nereden, nerden, nereye, neresi, kac, ne kadar, \
    hangi, kim, kime, kimlere, niye, neden, nicin, var mi, olur mu, mi, mu, ne, istiyorum, \
    lazim, saat kacta, miyim, miyiz, misin, misiniz, muyum, muyuz, musun, musunuz, miydi, muydu, \
    kaca, kacta
    tr alternative: veya, ya da, yoksa
    ar announcement: وكمان, وايضا, وأيضا, وبعدين, ومن بعد, من بعد, وبالمناسبه, بالمناسبه, على \
    فكره, وعلى فكره, شي ثاني, وشي ثاني, سؤال ثاني, وسؤال ثاني, سؤال تاني, وسؤال تاني, سؤال اخر, \
    وسؤال اخر, شي تاني, حاجه تانيه, وحاجه تانيه, وبرضه, وبرضو, بالاضافه, بالاضافه الى ذلك, اضافه \
    الى ذلك, فضلا عن ذلك, وبالمره, بالمره, وكذلك, زائد, وزيد, وبعد, مره وحده, ثانيا, وثانيا, غير \
    هيك, وغير هيك, غير كده, وغير كده, كمان سؤال, ولو سمحت, w kaman, kaman, ou zid, wa aydan, btw
    ar joiner: و, كمان, ايضا, برضه, برضو, بعدين, كذلك, ثم, لكن, بس, ف, w, ou, wa
    ar opener: كيف, وكيف, كيفاش, متى, ومتى, امتى, وامتى, ايمتى, اين, واين, وين, ووين, فين, وفين, \
    كم, وكم, بكم, وبكم, قديش, وقديش, قداش, شحال, وشحال, ازاي, وازاي, شلون, وشلون, هل, وهل, شو, \
    وشو, ايش, وايش, شنو, وشنو, ما, وما, ليش, وليش, ليه, وليه, هو, وهو, ممكن, وممكن, اقدر, واقدر, \
    بدي, وبدي, ابي, وابي, ابغى, وابغى, اريد, واريد, عايز, وعايز, عايزه, وعايزه, عاوز, وعاوز, \
    بغيت, وبغيت, فيني, وفيني, عندكم, وعندكم, لو سمحت, من وين, لحد امتى, وش, ووش, علاش, وعلاش, \
    اشحال, واشحال, بشحال, وبشحال, نقدر, ونقدر, بقدر, وبقدر, ينفع, وينفع, لازم, ولازم, محتاج, \
    ومحتاج, محتاجه, ومحتاجه, حاب, وحاب, حابه, وحابه, حابب, وحابب, نبغي, ونبغي, kif, win, fin, \
    mta, emta, 3ayez, bch7al
    ar alternative: او, ولا
    """
}
