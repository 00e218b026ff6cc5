import Content
import Dialogue
import TextAnalysis
import Understanding

/// What the shop's clock says: who is at the desk, which notices count.
extension Engine {
  /// The teams whose desk is open; the team without a name is, where there are none.
  func openTeams(at time: Instant) -> Set<String> {
    let teams = shop.scripts.desk.teams
    guard !teams.isEmpty else { return [""] }
    let day = calendar.day(time)
    let minute = calendar.minuteOfDay(time)
    return Set(teams.filter { $0.isOpen(on: day, minute: minute) }.map(\.name))
  }

  /// The day it is at the shop and the teams at their desks: found out once a second.
  func hours(at time: Instant) -> Hours {
    let second = min(max(time.secondsSinceEpoch, -1e11), 1e11).rounded(.down)
    if let known = knownHours, known.second == second, known.shop === shop { return known }
    let hours = Hours(
      shop: shop,
      second: second,
      today: calendar.day(time),
      openTeams: openTeams(at: time)
    )
    knownHours = hours
    return hours
  }

  /// What the shop's clock says in one second.
  struct Hours {
    let shop: Shop
    let second: Double
    let today: ContentDate
    let openTeams: Set<String>
  }

  /// When a team is at the desk next: the hours of the next day that has some, such as "09:00-20:00".
  func hoursText(of team: String, at time: Instant) -> String {
    guard let team = shop.scripts.desk.team(team) else { return "" }
    let today = calendar.day(time)
    let minute = calendar.minuteOfDay(time)
    for days in 0..<14 {
      let day = ContentDate(dayNumber: today.dayNumber + days)
      let intervals = team.intervals(on: day).filter { days > 0 || $0.upperBound > minute }
      guard !intervals.isEmpty else { continue }
      return intervals.map { "\(Self.clock($0.lowerBound))-\(Self.clock($0.upperBound))" }
        .joined(separator: ", ")
    }
    return ""
  }

  private static func clock(_ minute: Int) -> String {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(padded(minute / 60)):\(padded(minute % 60))"
  }

  /// The notices that count now.
  func notices(at time: Instant) -> [NoticesFile.Notice] {
    let seconds = Int(min(max(time.secondsSinceEpoch, -1e11), 1e11))
    return shop.scripts.notices.notices.filter {
      $0.isCurrent(at: seconds, shopOffset: calendar.offset(time))
    }
  }

  /// How lines of a language are read; made when it is first asked for.
  func readers(_ language: Language) -> LineReaders {
    if let known = lineReaders[language] { return known }
    let base = knowledgeBase(language)
    let made = LineReaders(base, currency: shop.settings.currency)
    lineReaders[language] = made
    return made
  }

  /// What is remembered of lines of a language.
  func memory(_ language: Language) -> LineMemory {
    let (base, readers) = (knowledgeBase(language), readers(language))
    if let known = memories[language], known.base === base, known.readers === readers {
      return known
    }
    let made = LineMemory(base, readers)
    memories[language] = made
    return made
  }
}

extension NoticesFile.Notice {
  /// Whether it is read out before a target, the intent that led to it, or the flow it starts.
  func concerns(_ target: Target, intent: String?, flow: String?) -> Bool {
    guard !isGeneral else { return !target.isSmallTalk }
    if case .article(let id) = target, articles.contains(where: { $0.text == id }) { return true }
    if case .intent(let name) = target, intents.contains(where: { $0.text == name }) { return true }
    if let intent, intents.contains(where: { $0.text == intent }) { return true }
    return flow.map { name in flows.contains { $0.text == name } } ?? false
  }
}

extension ShopScripts {
  /// Whether a flow is not switched off.
  func isOn(flow: String) -> Bool { !notices.flowsOff.contains { $0.text == flow } }

  /// Whether an article is not switched off.
  func isOn(article: String) -> Bool { !notices.articlesOff.contains { $0.text == article } }
}
