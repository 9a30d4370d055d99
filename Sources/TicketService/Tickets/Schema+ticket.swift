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

  /// What is posted.
  static let newTicket: Schema = Schema.object([
    .required("title", .text(TextRule.title.length)),
    .required("description", .text(TextRule.description.length)),
  ]).named("NewTicket")

  /// What is patched: any of these.
  static let ticketChange: Schema = Schema.object([
    .optional("title", .text(TextRule.title.length)),
    .optional("description", .text(TextRule.description.length)),
    .optional("category", .enumeration(Category.self)),
    .optional("priority", .enumeration(Priority.self)),
    .optional("status", .enumeration(TicketStatus.self)),
  ]).atLeast(members: 1).named("TicketChange")
}
