import Content
import Dialogue
package import Handoff

/// When the shop's people are there.
extension Shop {
  /// The opening times of a team; of the first where there is none of the name, always without one.
  package func hours(ofTeam name: String) -> BusinessHours {
    let team = scripts.desk.team(name) ?? scripts.desk.teams.first
    return BusinessHours(team: team, offset: ShopCalendar(timeZone: settings.timeZone).offset)
  }
}
