import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis
import Understanding

/// Turns as they are, in five languages: what the store is measured with.
extension StoreSpeed {
  private static let questions = [
    "where is my order A-10432? it should have been here on friday",
    "где мой заказ? жду уже вторую неделю, в приложении статус не меняется",
    "unde este comanda mea? trebuia să ajungă vineri",
    "siparişim nerede? cuma günü gelmesi gerekiyordu",
    "أين طلبي؟ كان من المفترض أن يصل يوم الجمعة",
  ]
  private static let answers = [
    "Your parcel takes 2 to 4 working days within Romania and 5 to 8 abroad. As soon as it leaves "
      + "our warehouse you get an e-mail with the number by which you can follow it on the "
      + "carrier's page.",
    "Доставка по Румынии занимает от 2 до 4 рабочих дней, за границу — от 5 до 8. Как только "
      + "посылка покинет склад, вы получите письмо с номером для отслеживания.",
    "Coletul ajunge în 2-4 zile lucrătoare în România și în 5-8 în străinătate. Când pleacă din "
      + "depozit primiți un e-mail cu numărul de urmărire.",
    "Kargonuz Romanya içinde 2-4, yurt dışına 5-8 iş gününde ulaşır. Depodan çıktığında takip "
      + "numarasını içeren bir e-posta alırsınız.",
    "يستغرق التوصيل داخل رومانيا من يومين إلى أربعة أيام عمل، وإلى الخارج من خمسة إلى ثمانية. "
      + "ستصلك رسالة برقم التتبع عند خروج الطرد من المستودع.",
  ]

  /// The eight events of a turn.
  static func events(_ turn: Int, of conversation: Int) -> [ConversationEvent] {
    let index = (turn + conversation) % questions.count
    let question = questions[index], answer = answers[index]
    return [
      .received(CustomerMessage(question, clientID: "m-\(conversation)-\(turn)")),
      .customerSaid(question), .languageRecognised(Language.allCases[index]),
      .slotSet("order_number", .text("A-\(10_000 + conversation)")),
      .answered(.article("delivery/duration"), text: answer),
      .noticeGiven("strike"),
      .botSaid("Anything else? \(conversation)"),
      .decided(
        TurnRecord(
          decision: "answer",
          subject: "article:delivery/duration",
          confidence: 0.8731 + Double(turn) / 1_000,
          reasons: [
            "the words \"order\" and \"where\" speak for it", "it is 0.41 ahead of the next",
            "nothing is open in a script",
          ],
          contentVersion: "3f9a1c77d2b04e15"
        )
      ),
    ]
  }

  /// What a conversation has so far.
  struct Course {
    let number: Int
    var summary: ConversationSummary
    var turns = 0

    init(_ number: Int) {
      self.number = number
      let id = ConversationID("web-\(number)-\(number &* 7_919 % 100_003)")
      let start = Instant(secondsSinceEpoch: 1_767_607_200.25 + Double(number))
      summary = ConversationSummary(id: id, channel: "web", startedAt: start)
    }

    /// The records of the next turn.
    mutating func next() -> [StoreRecord] {
      let start = summary.startedAt.secondsSinceEpoch + Double(turns * 40)
      let time = Instant(secondsSinceEpoch: start)
      var records: [StoreRecord] = []
      for event in StoreSpeed.events(turns, of: number) {
        let stored = StoredEvent(number: summary.eventCount, time: time, event: event)
        records.append(.event(summary.id, stored))
        summary.apply(event, at: time)
      }
      let clientID = "m-\(number)-\(turns)"
      summary.lastSeq += 2
      let index = (turns + number) % StoreSpeed.answers.count
      records.append(.conversation(summary))
      records.append(
        .outgoing(
          OutgoingMessage(
            conversation: summary.id,
            seq: summary.lastSeq - 1,
            time: time,
            kind: .ack,
            re: clientID
          )
        )
      )
      records.append(
        .outgoing(
          OutgoingMessage(
            conversation: summary.id,
            seq: summary.lastSeq,
            time: time,
            kind: .message,
            re: clientID,
            text: StoreSpeed.answers[index],
            buttons: [Reply.Button(title: "Something else", payload: "/other")],
            article: "delivery/duration"
          )
        )
      )
      records.append(.taken(summary.id, clientID: clientID, time: time))
      turns += 1
      return records
    }
  }
}
