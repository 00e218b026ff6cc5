import Content
import Dialogue

/// The responses that flows, desk rules and the program say by name.
struct ScriptResponses {
  /// A place that names a response.
  struct Use {
    let name: String
    let file: String
    let line: Int
    /// Whether every language must have it; otherwise it is enough that none has it.
    let isNeeded: Bool
  }

  /// In the order of files and lines.
  let uses: [Use]
  /// Whether all uses are known.
  private let isWhole: Bool
  /// What the program says where a language has it.
  private let optional: Set<String>

  init(_ scripts: ShopScripts) {
    var uses: [Use] = []
    func use(_ name: String?, _ file: String, _ line: Int, isNeeded: Bool = true) {
      if let name { uses.append(Use(name: name, file: file, line: line, isNeeded: isNeeded)) }
    }
    for flow in scripts.flows.written {
      for step in flow.steps {
        switch step.kind {
        case .say(let name): use(name, flow.file, step.line)
        case .collect(let collect):
          use(collect.ask, flow.file, step.line)
          use(collect.askAgain, flow.file, step.line, isNeeded: collect.hasOwnAskAgain)
          for rejection in collect.rejections { use(rejection.response, flow.file, rejection.line) }
          guard case .choice(let names)? = scripts.flows.slot(collect.slot)?.kind else { continue }
          for name in names {
            use(Self.choice(name, of: collect.slot), flow.file, step.line)
          }
        default: break
        }
      }
    }
    for rule in scripts.desk.escalation {
      use(rule.tell, ShopScripts.deskFile, rule.line)
      use(rule.tellClosed, ShopScripts.deskFile, rule.line)
    }
    for rule in scripts.proactive.rules {
      if case .say(let name) = rule.effect { use(name, ShopScripts.proactiveFile, rule.line) }
    }
    self.uses = uses
    isWhole = scripts.flows.isWhole && scripts.unreadable.isEmpty
    var optional = Set(ScriptResponse.allCases.map(\.rawValue))
    optional.insert("utter_attachment_received")
    // What a flow is called when it is offered or come back to.
    for flow in scripts.flows.written {
      optional.formUnion(["topic_\(flow.name)", "flow_\(flow.name)"])
    }
    for slot in scripts.flows.slots {
      guard case .choice(let names) = slot.kind else { continue }
      optional.formUnion(names.map { Self.choice($0, of: slot.name) })
    }
    self.optional = optional
  }

  /// Whether something says the response, as far as can be known.
  func contains(_ name: String) -> Bool {
    !isWhole || name.hasPrefix("hint_") || optional.contains(name)
      || uses.contains { $0.name == name }
  }

  var names: Set<String> { optional.union(uses.map(\.name)) }

  /// What customers read for a name of a choice.
  static func choice(_ name: String, of slot: String) -> String { "choice_\(slot)_\(name)" }
}
