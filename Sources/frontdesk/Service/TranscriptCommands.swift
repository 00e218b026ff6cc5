extension Command {
  static let searchTranscripts = Command(
    name: "transcripts search",
    summary: "finds conversations by what was said in them",
    operands: "TEXT",
    options: Transcripts.selection + [Transcripts.limit] + OpenShop.options
      + [ServiceOptions.format, ServiceOptions.quiet],
    details: """
      A line is found when it has all the words, whatever their endings, or the text as it is
      written. The conversations that were active last come first. Ends with status 1 when there are
      none.
      """,
    examples: [
      Example("frontdesk transcripts search \"A-10432\"", "finds who wrote of an order"),
      Example(
        "frontdesk transcripts search refund --since 7d --lang en -q",
        "lists the ids of a week's conversations about refunds"
      ),
    ],
    run: { try Transcripts.search($0, $1) }
  )

  static let showTranscript = Command(
    name: "transcripts show",
    summary: "shows a conversation, with how each reply came about",
    operands: "CONVERSATION",
    options: [OpenStore.store, Transcripts.why, ServiceOptions.format],
    examples: [
      Example("frontdesk transcripts show web-17", "shows what was said"),
      Example("frontdesk transcripts show web-17 --why", "shows what was decided, and why, too"),
    ],
    run: { try Transcripts.show($0, $1) }
  )

  static let exportTranscripts = Command(
    name: "transcripts export",
    summary: "writes conversations as activities, or as a table with a row each",
    operands: "[CONVERSATION...]",
    options: Transcripts.selection + [
      Transcripts.flow, ServiceOptions.out, ServiceOptions.raw, ServiceOptions.yes,
    ] + OpenShop.options + [Transcripts.exportFormat],
    details: """
      E-mail addresses, telephone numbers, numbers of orders, cards and parcels, postal addresses
      and the names that the shop knows of are replaced, such as by [name@example.com](email), unless
      --raw says otherwise. What will be written is shown first.

      json (default)  an activity a line: type, id, timestamp, channelId, conversation, from,
                      replyToId, locale, text, attachments, suggestedActions, name, value
      csv             a row for each conversation; --flow adds a column for each slot of a script
                      and leaves out conversations in which it was not started
      """,
    examples: [
      Example("frontdesk transcripts export --since 7d --out week.jsonl", "writes a week's"),
      Example(
        "frontdesk transcripts export -o csv --flow return_start --out returns.csv",
        "writes a table of the returns"
      ),
    ],
    run: { try TranscriptExport.run($0, $1) }
  )
}
