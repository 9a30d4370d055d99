import Domain
import Web

extension Schema {
  /// A ticket as every answer has it.
  static let ticket: Schema = Schema.object([
    .required("id", .identifier),
    .required("title", .string(TextRule.title.length)),
    .required("description", .string(TextRule.description.length)),
    .required("category", .enumeration(Category.self)),
    .required("priority", .enumeration(Priority.self)),
    .required("status", .enumeration(TicketStatus.self)),
    .required("requester", Schema.string(TextRule.requester.length).nullable),
    .required("assignee", Schema.string(TextRule.actor.length).nullable),
    .required("source", source),
    .required("tags", Schema.tags.describedAs("Sorted, each once.")),
    .required("triage", .triage),
    .required("created_at", .timestamp),
    .required("updated_at", .timestamp),
  ]).named("Ticket")

  private static let triage: Schema = Schema.object([
    .required("decided_by", .enumeration(DecidedBy.self)),
    .required("ruleset", Schema.identifier.describedAs("The version of the rules that decided.")),
    .required("matched", .array(of: .termMatch)),
  ]).named("Triage")

  private static let termMatch: Schema = Schema.object([
    .required("term", .string()),
    .required("field", .enumeration(TermMatch.Field.self)),
    .required(
      "offset",
      Schema.integer(0...20_000).describedAs("Code points from the beginning of the field.")),
  ]).named("TermMatch")

  /// A word by which tickets are sorted.
  static let tag: Schema = Schema.string(TagRule.length, pattern: "^[a-z0-9_.:-]+$")

  private static let tags: Schema = Schema.array(of: .tag).atMost(elements: Tags.limit)

  private static let source: Schema = Schema.tag.nullable
    .describedAs("By what way it came in: `email`, `monitoring`.")

  private static let requester: Schema = Schema.text(TextRule.requester.length).nullable
    .describedAs("Who reported the trouble: a name, an address.")

  /// What is posted.
  static let newTicket: Schema = Schema.object([
    .required("title", .text(TextRule.title.length)),
    .required("description", .text(TextRule.description.length)),
    .optional("requester", .requester),
    .optional("assignee", Schema.text(TextRule.actor.length).nullable),
    .optional("source", source),
    .optional("tags", .tags),
  ]).named("NewTicket")

  /// What is patched: any of these.
  static let ticketChange: Schema = Schema.object([
    .optional("title", .text(TextRule.title.length)),
    .optional("description", .text(TextRule.description.length)),
    .optional("category", .enumeration(Category.self)),
    .optional("priority", .enumeration(Priority.self)),
    .optional("status", .enumeration(TicketStatus.self)),
    .optional("requester", .requester),
    .optional("assignee", Schema.text(TextRule.actor.length).nullable),
    .optional("source", source),
    .optional("tags", Schema.tags.describedAs("All the tags that the ticket is to have.")),
  ]).atLeast(members: 1).named("TicketChange")
}
