/// Flows, desk rules and responses without mistakes, to be added to `WrittenShop`.
enum WrittenScripts {
  static let flowsFile = "intents/flows/flows.yml"
  static let deskFile = "intents/flows/desk.yml"
  static let noticesFile = "intents/flows/notices.yml"
  static let proactiveFile = "intents/flows/proactive.yml"

  static let flows = """
    slots:
      order_number: {type: code, pattern: "A-#####", keep: true}
      stage: text
      found: bool
      reason: {type: choice, values: [small, big]}
      item: {type: record, of: items, label: title}
      confirmed: bool
    actions:
      find_order:
        effect: reads
        table: {find: orders, match: {number: number}, proof: {email: number}}
        arguments: {number: order_number}
        results: {stage: stage, found: found}
      list_items:
        effect: reads
        table: {list: items, match: {order: order_number, title: order_number}}
        results: {rows: items}
      cancel_order:
        effect: changes
        table: {update: orders, set: {stage: "=cancelled"}, match: {number: order_number}, guard: {stage: placed}}
      note: {effect: changes, table: {append: notes}, arguments: {order: order_number}}
    flows:
      find:
        steps:
          - id: number
            collect: order_number
          - action: find_order
            next:
              - if: slots.found
                then: END
              - else: again
          - id: again
            set_slots: [{order_number: null}]
            next: number
      cancel:
        nlu_trigger: [parcel, article:delivery]
        steps:
          - call: find
            next:
              - if: slots.stage == "placed" and days_since(slots.stage) < facts.return_days
                then:
                  - action: list_items
                  - collect: item
              - else:
                  - handoff: complaint
                    next: END
          - collect: reason
            rejections:
              - if: slots.reason == "big" and hours.support
                utter: utter_not_big
          - id: confirm
            collect: confirmed
            ask_before_filling: true
            next:
              - if: slots.confirmed
                then:
                  - action: cancel_order
                  - action: utter_done
              - else: END
          - link: after
      after:
        steps:
          - action: utter_done
    """

  static let desk = """
    teams:
      support: {hours: always}
    escalation:
      - reason: complaint
        intents: [greet]
        words: legal
        team: support
        tell: utter_told
      - reason: anger
        level: 3
    """

  static let notices = """
    notices:
      - id: strike
        until: 2026-12-01T10:00
        articles: [delivery]
        intents: [greet]
        flows: [cancel]
        if: slots.found
        text: {en: Strike., tr: Grev.}
    off: {articles: [returns], flows: [find]}
    """

  static let proactive = """
    rules:
      - event: delayed
        if: slots.found is set
        say: utter_delayed
      - {event: lost, flow: cancel}
    """

  static let names = [
    "utter_ask_order_number", "utter_ask_reason", "utter_ask_confirmed",
    "utter_not_big", "utter_done", "utter_told", "utter_delayed", "choice_reason_small",
    "choice_reason_big",
  ]

  /// The responses of the scripts, each with its name's place: `utter_done` is on line 12.
  static let responses =
    "responses:\n" + names.map { "  \($0):\n    - text: ...\n" }.joined()
      + """
        utter_ask_item:
          - text: "{{items: row}}"
        row:
          - {text: "{{title}} {{order}}", if: slots.title is set}
          - text: "{{order}}"

      """

  static let files = [
    flowsFile: flows,
    deskFile: desk,
    noticesFile: notices,
    proactiveFile: proactive,
    "intents/flows/desk-words/en.yml": "lists: {legal: [lawyer]}\nanger: {1: [bad]}",
    "intents/flows/desk-words/tr.yml": "lists: {legal: [avukat]}\nanger: {1: [kötü]}",
    "intents/en/scripts.yml": responses,
    "intents/tr/scripts.yml": responses,
    "corpus/tables/orders.csv": "number,email,stage,placed:date\nA-10432,,placed,today\n",
    "corpus/tables/items.csv": "order,line:number,title_en,title_tr\n",
    "corpus/tables/notes.csv": "order,text\n",
  ]
}

extension WrittenShop {
  /// The small shop with flows and all that belongs to them.
  static func withScripts() -> WrittenShop {
    var shop = WrittenShop()
    for (name, text) in WrittenScripts.files { shop[name] = text }
    return shop
  }
}
