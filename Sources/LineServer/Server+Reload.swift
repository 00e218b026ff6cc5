import Dialogue
import Dispatch
import FrontdeskEngine
import JSON
import Wire

/// New content and tokens, read beside the loop and taken in between two messages.
extension Server {
  /// Who waits for the outcome of a reload.
  struct Reloading {
    var waiting: [(Connection, JSONRequest?)] = []
    /// Asked for while the content was being read, which may have changed since: it is read once more.
    var isWantedAgain = false
    var waitingForNext: [(Connection, JSONRequest?)] = []
  }

  func watchForContent() {
    contentArrival = loop.receive(ContentSource.Loaded.self) { [unowned self] loaded in
      take(loaded)
    }
  }

  /// Reads content and tokens anew; `connection` is told what came of it.
  func reload(for connection: Connection?, _ request: JSONRequest? = nil) {
    guard let content = configuration.content, let arrival = contentArrival else {
      log(.warning, "there is nothing to be read again")
      if let connection {
        answer(connection, request, refusal: "there is nothing to be read again")
      }
      return
    }
    let asker = connection.map { [($0, request)] } ?? []
    if reloading != nil {
      reloading?.isWantedAgain = true
      reloading?.waitingForNext += asker
    } else {
      reloading = Reloading(waiting: asker)
      let load = content.load
      DispatchQueue.global(qos: .utility).async { arrival.send(load()) }
    }
  }

  private func take(_ loaded: ContentSource.Loaded) {
    guard let done = reloading else { return }
    reloading = nil
    if done.isWantedAgain, !isStopping {
      reload(for: nil)
      reloading?.waiting = done.waitingForNext
    }
    switch loaded {
    case .refused(let why, let findings):
      metrics.refusedReloads += 1
      log(.error, "the new content is refused: \(why)")
      for finding in findings.prefix(20) { log(.error, finding) }
      for (connection, request) in done.waiting {
        answer(connection, request, refusal: why, findings: findings)
      }
    case .content(let content, let tokens):
      use(content, tokens)
      log(.info, "new content is in use")
      for (connection, request) in done.waiting where connection.phase == .open {
        if let request {
          connection.push(
            .result(to: request) { writer in
              writer.key("content")
              self.writeContent(to: &writer)
            }
          )
        } else {
          connection.enqueue(.text("new content is in use"))
        }
        touch(connection)
      }
    }
  }

  private func use(_ loaded: LoadedContent, _ tokens: AccessTokens) {
    metrics.reloads += 1
    contentLoadedAt = time.now()
    // Listening where others can connect must not become open to them.
    if acceptor.addresses.allSatisfy(\.isLocal) || (tokens.has(.agent) && tokens.has(.admin)) {
      self.tokens = tokens
    } else {
      log(.error, "the tokens are not taken: no agent's or no administrator's is left")
    }
    if let systems = configuration.content?.use(loaded) { connect(systems) }
    // The content before is free now, and so is what reading and checking took; beside the loop.
    DispatchQueue.global(qos: .utility).async { trimHeap() }
  }

  /// Has requests go to other systems; those before are kept until they have answered.
  func connect(_ systems: ShopSystems) {
    self.systems.append(systems)
    loop.watch(Descriptor(number: systems.wakeDescriptor), for: .reading) { [unowned self] _ in
      takeCompletions(from: systems)
    }
    closeIdleSystems()
  }

  func closeIdleSystems() {
    for former in systems.dropLast() where former.isIdle() {
      loop.unwatch(Descriptor(number: former.wakeDescriptor))
      former.close()
      systems.removeAll { $0.wakeDescriptor == former.wakeDescriptor }
    }
  }

  private func answer(
    _ connection: Connection,
    _ request: JSONRequest?,
    refusal: String,
    findings: [String] = []
  ) {
    guard connection.phase == .open else { return }
    if let request {
      var error = request.refused(.badContent, refusal)
      error.findings = findings
      metrics.errorsByCode[error.code.rawValue, default: 0] += 1
      connection.push(.error(error))
    } else {
      connection.enqueue(.error(([refusal] + findings).joined(separator: "\n")))
    }
    touch(connection)
  }
}
