/// What triage says of a draft.
package struct Decision: Hashable, Sendable {
  /// What kind of trouble it is.
  package let category: Category
  /// How urgent it is.
  package let priority: Priority
  /// Why.
  package let triage: Triage

  /// A decision of these values.
  package init(category: Category, priority: Priority, triage: Triage) {
    self.category = category
    self.priority = priority
    self.triage = triage
  }
}
