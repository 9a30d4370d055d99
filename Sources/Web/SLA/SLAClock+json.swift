package import Domain

extension SLAClock: JSONObjectWritable {
  /// Writes the members without the braces.
  package func writeMembers(to json: inout JSONWriter) {
    json.field("metric", metric)
    json.field("state", state)
    json.field("policy", Int64(policy))
    json.field("target", target.inSeconds)
    json.field("elapsed", elapsed.inSeconds)
    json.field("remaining", remaining.inSeconds)
    json.field("started_at", startedAt)
    json.field("stopped_at", stoppedAt)
    json.field("due_at", dueAt)
    json.field("breached_at", breachedAt)
    json.field("breach_noticed_at", breachNoticedAt)
  }
}

extension SLAExplanation: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      clock.writeMembers(to: &json)
      json.field("calendar", Int64(calendar))
      json.field("zone", zone)
      json.object("due_by") { json in
        json.field("all_time", dueAroundTheClock)
        json.field("calendar", dueByCalendar)
        json.field("calendar_and_pauses", clock.dueAt)
      }
      json.array("intervals") { json in
        for interval in intervals { json.value(interval) }
      }
    }
  }
}

extension SLAExplanation.Interval: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("starts_at", startsAt)
      json.field("ends_at", endsAt)
      json.field("elapsed", elapsed.inSeconds)
    }
  }
}

/// The clocks of a ticket or an incident, as one document.
package struct SLAClocks<Clock: JSONWritable>: JSONWritable {
  private let clocks: [Clock]

  /// A document of these clocks, or of their explanations.
  package init(_ clocks: [Clock]) {
    self.clocks = clocks
  }

  package func write(to json: inout JSONWriter) {
    json.object { $0.field("clocks", clocks) }
  }
}

extension Duration {
  /// Seconds, to the microsecond.
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds / 1_000_000_000_000) / 1_000_000
  }
}
