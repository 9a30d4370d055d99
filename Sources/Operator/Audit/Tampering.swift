import Domain
import Relay

/// What was done to the ledger or to its seals behind their back.
enum Tampering: Hashable, CustomStringConvertible {
  /// The event at this place says something else than when it was sealed.
  case changed(LedgerPosition)
  /// The event that was sealed at this place is gone.
  case removed(LedgerPosition)
  /// The event at this place is none that was sealed, and came after its seal.
  case inserted(LedgerPosition)
  /// The event that was sealed at one place stands at another one.
  case reordered(LedgerPosition, now: LedgerPosition)
  /// The hash of this seal is not that of what it holds.
  case sealChanged(Int64)
  /// Seals from this number to that one are gone.
  case sealsRemoved(ClosedRange<Int64>)
  /// This seal does not contain the hash of the one before.
  case sealUnchained(Int64)
  /// This seal was kept elsewhere, and is another one here.
  case sealReplaced(Seal)

  var description: String {
    switch self {
    case .changed(let place): "event \(place.id): changed, at \(place)"
    case .removed(let place): "event \(place.id): removed, from \(place)"
    case .inserted(let place): "event \(place.id): inserted, at \(place)"
    case .reordered(let place, let now): "event \(place.id): reordered, from \(place) to \(now)"
    case .sealChanged(let number): "seal \(number): changed"
    case .sealsRemoved(let numbers):
      numbers.count == 1
        ? "seal \(numbers.lowerBound): removed"
        : "seals \(numbers.lowerBound) to \(numbers.upperBound): removed"
    case .sealUnchained(let number): "seal \(number): does not follow the one before"
    case .sealReplaced(let kept): "seal \(kept.number): not the one that was kept"
    }
  }
}

extension Tampering {
  /// What was done to events, by the places at which the ledger and its seals disagree.
  ///
  /// What was sealed and stands somewhere else with the same words was reordered; else, where the
  /// number is still there, it was changed; else removed. What is left over was inserted.
  /// - Parameter present: Where the sealed events of `differences` stand now, wherever that is.
  static func of(_ differences: [Difference], present: [Fingerprint]) -> [Tampering] {
    var strangers = Dictionary(grouping: differences.compactMap(\.present), by: \.digest)
    var found: [Tampering] = []
    var missing: [Fingerprint] = []
    for sealed in differences.compactMap(\.sealed) {
      if let now = strangers[sealed.digest]?.popLast() {
        found.append(.reordered(sealed.position, now: now.position))
      } else {
        missing.append(sealed)
      }
    }
    var others = Dictionary(
      strangers.values.joined().map { ($0.position.id, $0) }, uniquingKeysWith: { $1 })
    let places = Dictionary(present.map { ($0.position.id, $0) }, uniquingKeysWith: { $1 })
    for sealed in missing {
      let id = sealed.position.id
      others[id] = nil
      switch places[id] {
      case nil: found.append(.removed(sealed.position))
      case let now? where now.digest == sealed.digest:
        found.append(.reordered(sealed.position, now: now.position))
      case _?: found.append(.changed(sealed.position))
      }
    }
    return found + others.values.map { .inserted($0.position) }
  }

  /// Where it is in the order of the ledger; seals come first.
  private var place: LedgerPosition {
    switch self {
    case .changed(let place), .removed(let place), .inserted(let place), .reordered(let place, _):
      place
    default: .start
    }
  }

  /// In the order of the ledger, for a report.
  static func sorted(_ found: [Tampering]) -> [Tampering] {
    found.sorted { $0.place < $1.place }
  }
}
