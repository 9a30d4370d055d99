import Domain
import Postgres
import Relay
import Web

/// Which tickets a list shows.
struct TicketFilter: Hashable, QueryReadable {
  let status: TicketStatus?
  let category: Category?
  let priority: Priority?
  let assignee: String?
  let requester: String?
  let source: String?
  let tag: String?
  /// Words, `"phrases"`, `or` and `-not`, as a search box of the web takes them.
  let words: String?
  /// From this instant on.
  let createdAfter: Instant?
  /// Before this instant.
  let createdBefore: Instant?
  /// What each is shown with.
  let include: Inclusion?
  /// Whose tickets alone may be seen; nil: all may. No client says it.
  private(set) var owner: String?

  init?(from query: inout QueryReader) {
    status = query.optional("status", .oneOf(TicketStatus.self))
    category = query.optional("category", .oneOf(Category.self))
    priority = query.optional("priority", .oneOf(Priority.self))
    assignee = query.optional("assignee", .actor)
    requester = query.optional("requester", .requester)
    source = query.optional("source", .tag)
    tag = query.optional("tag", .tag)
    words = query.optional("q", .searchText)
    createdAfter = query.optional("created_after", .instant)
    createdBefore = query.optional("created_before", .instant)
    include = query.optional("include", .oneOf(Inclusion.self))
  }

  /// The part of it that is of this one's tickets; nil: all of it.
  func of(_ owner: String?) -> TicketFilter {
    var filter = self
    filter.owner = owner
    return filter
  }

  /// Whether it is not answered from an index that has the order of the list, and may take long.
  var isSearch: Bool { words != nil || tag != nil }

  /// The filter in SQL; each part has its index.
  var conditions: [Query] {
    var conditions: [Query] = []
    if let status { conditions.append("status = \(status)") }
    if let category { conditions.append("category = \(category)") }
    if let priority { conditions.append("priority = \(priority)") }
    if let assignee { conditions.append("assignee = \(assignee)") }
    if let requester { conditions.append("requester = \(requester)") }
    if let source { conditions.append("source = \(source)") }
    if let owner { conditions.append("requester = \(owner)") }
    // The index has no tickets without tags, and PostgreSQL must be told that none is wanted.
    if let tag { conditions.append("tags @> ARRAY[\(tag)] AND tags <> '{}'") }
    if let words {
      conditions.append(
        """
        intake.searchable(title, description)
          @@ websearch_to_tsquery('pg_catalog.english', \(words))
        """)
    }
    if let createdAfter { conditions.append("created_at >= \(createdAfter)") }
    if let createdBefore { conditions.append("created_at < \(createdBefore)") }
    return conditions
  }
}
