import Domain

extension Operation {
  static let readEvents: Operation = Operation(
    "read_events", "Follow everything that happens", needs: .readEvents, tag: "events",
    description: """
      Every event of the ledger, of tickets and of incidents, in an order that never changes: what \
      is committed late comes later, and never before something that was shown. Both services show \
      the same, with the same positions.

      Without more it is a page, oldest first. After the last page go on with `after` and the \
      `position` of the last item. With `Accept: text/event-stream` it is a stream of Server-Sent \
      Events that does not end: `id` is the position, `event` the kind, `data` the event. A client \
      that comes back says in `Last-Event-ID` what it has seen last, and misses nothing.
      """,
    parameters: [
      .query(
        "after", .string(1...1000),
        """
        Where to begin: behind the event of this `position`, or at `next_cursor` of the page \
        before. At the beginning without it. Its form is not part of the contract.
        """),
      .limit,
      .header(
        "Last-Event-ID", .string(1...1000),
        "The `id` or `position` of the last event that was seen. It counts more than `after`."),
    ],
    answers: [
      Answer(
        200, "A page, or the stream.",
        bodies: [
          Answer.Body("application/json", .page(of: .feedEvent, named: "FeedPage")),
          Answer.Body("text/event-stream", .string()),
        ], headers: [.link])
    ])
}
