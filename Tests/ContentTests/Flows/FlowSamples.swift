import Content

/// Slots, actions and flows without mistakes, as the documentation shows them.
enum FlowSamples {
  static let file = "intents/flows/orders.yml"

  static let text = """
    slots:
      order_number: {type: code, pattern: "A-#####", check_digit: none, keep: true}
      email: {type: email, keep: true, private: true}
      postcode: postcode
      reason: {type: choice, values: [too_small, too_big, faulty, other]}
      item: {type: record, of: order_items, label: title}
      points: {type: quantity, minimum: 0, maximum: 100000, unit: point}
      note: {type: text, minimum_words: 2}
      when: {type: date, range: future}
      confirmed: {type: bool}
      order_found: bool
      order_stage: text
    actions:
      find_order:
        effect: reads
        table:
          find: orders
          match: {number: order_number}
          proof: {email: email, postcode: postcode}
        arguments: [order_number, email, postcode]
        results: {stage: order_stage, found: order_found, items: order_items}
        verifies: order_number
      cancel_order:
        effect: changes
        honours_key: true
        table:
          update: orders
          set: {stage: "=cancelled"}
          match: {number: order_number}
          guard: {stage: [placed, confirmed]}
        timeout: 2.5
        retries: 2
      crm:
        effect: changes
        command: ["/usr/local/bin/crm", "--json"]
      erp: {effect: reads, http: "https://erp.example/api"}
    flows:
      cancel_order:
        description: Cancels an order that has not shipped.
        nlu_trigger: [order/cancel, article:cancel-order]
        if: not slots.confirmed
        record: crm
        steps:
          - collect: order_number
            rejections:
              - if: slots.order_found is set and not slots.order_found
                utter: utter_no_such_order
          - action: find_order
            on_failure:
              - action: utter_later
                next: END
            next:
              - if: slots.order_stage in ["placed", "confirmed"]
                then: confirm
              - if: slots.order_stage == "shipped"
                then:
                  - set_slots: [{confirmed: null}, {note: "too late"}, {points: 3}]
                  - call: verify_order
              - else:
                  - action: utter_too_late
                    next: END
          - handoff: complaint
            next: END
          - id: confirm
            collect: confirmed
            ask: utter_sure
            ask_again: utter_really
            optional: true
            ask_before_filling: true
            next:
              - if: slots.confirmed
                then:
                  - action: cancel_order
                  - link: verify_order
          - noop: true
      verify_order:
        steps:
          - collect: email
    """

  /// Reads a file and merges it alone.
  static func library(
    _ text: String = text,
    _ problems: inout [ContentProblem]
  ) throws -> FlowLibrary {
    let file = try FlowFile(parsing: Array(text.utf8), file: file, warnings: &problems)
    return FlowLibrary([file], problems: &problems)
  }
}
