/// The terms as a tree of their characters: what terms have in common at the start is one path. A
/// place is a number; a step is the class of a character, `CharacterClasses.gap` between two words.
struct TermTree {
  /// The place where every term begins.
  static let root = 0

  /// The terms by the place where they end.
  private(set) var terms: [Int: Int] = [:]
  private var steps: [[CharacterClasses.Class: Int]] = [[:]]

  /// The tree of `terms`.
  init(of terms: [Term], classes: CharacterClasses) {
    for (number, term) in terms.enumerated() {
      var place = Self.root
      for (index, word) in term.words.enumerated() {
        if index > 0 { place = makePlace(after: place, CharacterClasses.gap) }
        for letter in word { place = makePlace(after: place, classes[letter]) }
      }
      self.terms[place] = number
    }
  }

  /// All places that are reached from `places` by a character. After a gap, whatever it is, another
  /// term may begin.
  func places(after places: Set<Int>, step: CharacterClasses.Class) -> Set<Int> {
    let isGap = step == CharacterClasses.gap || step == CharacterClasses.whiteSpace
    let step = isGap ? CharacterClasses.gap : step
    let reached = Set(places.compactMap { steps[$0][step] })
    return isGap ? reached.union([Self.root]) : reached
  }

  private mutating func makePlace(after place: Int, _ step: CharacterClasses.Class) -> Int {
    if let known = steps[place][step] { return known }
    steps.append([:])
    steps[place][step] = steps.count - 1
    return steps.count - 1
  }
}
