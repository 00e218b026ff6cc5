import Content
import Dialogue
import FrontdeskEngine
import Handoff
import JSON
import TextAnalysis
import Wire

/// What administrators ask for.
extension Server {
  func administer(_ verb: AdminVerb, _ request: JSONRequest?, for connection: Connection) {
    switch verb {
    case .status:
      if let request {
        connection.enqueue(
          .result(to: request) { writer in
            writer.key("status")
            self.writeStatus(to: &writer)
          }
        )
      } else {
        var writer = JSONWriter()
        writeStatus(to: &writer)
        connection.enqueue(.text(Self.indented(writer.bytes)))
      }
    case .metrics:
      let text = metricsText()
      if let request {
        connection.enqueue(.result(to: request) { $0.member("text", text) })
      } else {
        connection.enqueue(.text(text))
      }
    case .reload: reload(for: connection, request)
    case .drain:
      if let request {
        connection.enqueue(.result(to: request))
      } else {
        connection.enqueue(.text("the server ends when everything is sent"))
      }
      log(.info, "an administrator drains the server", connection)
      stop()
    }
  }

  /// A member a line, for people.
  private static func indented(_ json: [UInt8]) -> String {
    guard case .object(let members)? = JSONParser.value(of: json[...]) else { return "" }
    return members.sorted { $0.key < $1.key }.map { name, value in
      guard case .object(let inner) = value else { return "\(name): \(value.string ?? value.text)" }
      let parts = inner.sorted { $0.key < $1.key }
        .map { "\($0.key) \($0.value.string ?? $0.value.text)" }
      return "\(name): \(parts.joined(separator: ", "))"
    }.joined(separator: "\n")
  }

  private func writeStatus(to writer: inout JSONWriter) {
    let now = time.now()
    let desk = engine.deskCounts
    writer.object { writer in
      writer.member("version", configuration.version)
      writer.member("state", isStopping ? "draining" : "serving")
      writer.member("uptime_seconds", Int(now.since(startedAt)))
      writer.key("content")
      writeContent(to: &writer)
      writer.key("connections")
      writer.object { writer in
        writer.member("open", connections.count)
        for (role, count) in connectionsByRole { writer.key(named: role); writer.number(count) }
      }
      writer.key("sessions")
      writer.object { writer in
        writer.member("connected", hosts.count)
        writer.member("in_memory", engine.sessionCount)
      }
      writer.key("queue")
      writer.object { writer in
        writer.member("waiting", desk.waiting)
        writer.member("open", desk.open)
        writer.member("agents_present", engine.knownAgents.count { $0.presence != .offline })
      }
      writer.member("store", isStoreFailing ? "failing" : "working")
      if let bytes = configuration.residentBytes() { writer.member("memory_bytes", bytes) }
      writer.key("limits")
      writeLimits(to: &writer)
    }
  }

  func writeContent(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("shop", engine.shop.settings.name)
      writer.member("version", engine.contentVersion)
      writer.member("languages", engine.shop.settings.languages.map(\.code).joined(separator: " "))
      writer.member("loaded_seconds_ago", Int(time.now().since(contentLoadedAt)))
      if let warning = engine.shop.thresholdWarning {
        writer.member("warning", warning.description)
      }
    }
  }

  private func writeLimits(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("line_bytes", limits.maximumLineBytes)
      writer.member("text_bytes", Engine.maximumLineBytes)
      if let rate = limits.localRate { writer.member("local_messages_per_second", rate) }
      if let rate = limits.remoteRate { writer.member("remote_messages_per_second", rate) }
      writer.member("connections", limits.maximumConnections)
      if let most = limits.localSessionsPerAddress {
        writer.member("sessions_per_local_address", most)
      }
      if let most = limits.remoteSessionsPerAddress {
        writer.member("sessions_per_remote_address", most)
      }
      writer.member("sessions_per_backend", limits.sessionsPerBackend)
      writer.member("unread_bytes_before_pause", limits.maximumWaitingBytes)
      writer.member("unread_bytes_before_drop", limits.dropAboveWaitingBytes)
      writer.member("unread_seconds", Int(limits.stallTimeout.components.seconds))
      writer.member("line_seconds", Int(limits.lineTimeout.components.seconds))
      writer.member("opening_seconds", Int(limits.openingTimeout.components.seconds))
      writer.member("idle_seconds", Int(limits.idleTimeout.components.seconds))
      writer.member("held_bytes", limits.maximumHeldBytes)
      writer.member("attachments", FileReference.most)
    }
  }

  private var connectionsByRole: [(String, Int)] {
    var counts: [String: Int] = [:]
    for connection in connections.values { counts[connection.role.name, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }
  }

  private func metricsText() -> String {
    let desk = engine.deskCounts
    var text = MetricsText()
    text.gauge("uptime_seconds", "Seconds since the start.", Int(time.now().since(startedAt)))
    text.values(
      "connections",
      "gauge",
      "Open connections by role.",
      label: "role",
      Dictionary(uniqueKeysWithValues: connectionsByRole)
    )
    text.gauge("sessions_connected", "Sessions with a connection.", hosts.count)
    text.gauge("sessions_in_memory", "Conversations in memory.", engine.sessionCount)
    text.gauge("tickets_waiting", "Tickets that wait.", desk.waiting)
    text.gauge("tickets_open", "Tickets that are not over.", desk.open)
    text.gauge("store_failing", "1 while nothing can be kept.", isStoreFailing ? 1 : 0)
    if let bytes = configuration.residentBytes() {
      text.gauge("resident_bytes", "Memory of the program.", bytes)
    }
    text.counter("connections_opened_total", "Connections taken.", metrics.connectionsOpened)
    text.counter(
      "connections_turned_away_total",
      "Connections over the limit.",
      metrics.connectionsTurnedAway
    )
    text.counter("received_bytes_total", "Bytes received.", metrics.bytesIn)
    text.counter("sent_bytes_total", "Bytes sent.", metrics.bytesOut)
    text.counter("lines_total", "Lines received.", metrics.lines)
    text.counter("json_lines_total", "Lines of JSON received.", metrics.jsonLines)
    text.counter("searches_total", "Searches of the help centre.", metrics.searches)
    text.values(
      "replies_total",
      "counter",
      "Replies of the assistant by kind.",
      label: "kind",
      metrics.repliesByKind
    )
    text.values("errors_total", "counter", "Errors by code.", label: "code", metrics.errorsByCode)
    text.values(
      "dropped_total",
      "counter",
      "Connections dropped by reason.",
      label: "reason",
      metrics.dropsByReason
    )
    text.counter("wrong_tokens_total", "Wrong tokens shown.", metrics.failedTokens)
    text.counter("reloads_total", "Times new content was taken in.", metrics.reloads)
    text.counter("refused_reloads_total", "Times it was refused.", metrics.refusedReloads)
    text.counter("failed_commits_total", "Commits that failed.", metrics.failedCommits)
    text.histogram("line_seconds", "What answering a line takes.", metrics.answering)
    text.histogram("commit_seconds", "What keeping a turn takes.", metrics.committing)
    text.histogram("turn_seconds", "What a turn of the loop takes.", metrics.turning)
    return text.text
  }
}
