import Domain
import Foundation
import Testing

/// The properties that the fuzz target has, on some thousand inputs: the examples of
/// `Fuzzing/corpus/`, and what mutations make of them.
///
/// The inputs are the same in every run. `FUZZ_SEED` makes others.
@Suite struct InputPropertyTests {
  private static let seed =
    ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  @Test(arguments: InputProperty.all)
  func `a reader of foreign bytes keeps its word`(property: InputProperty) throws {
    let corpus = try Corpus(of: property)
    #expect(!corpus.examples.isEmpty)
    print("InputPropertyTests: \(property) with FUZZ_SEED=\(Self.seed)")
    var mutator = Mutator(corpus.examples, seed: Self.seed)
    for input in corpus.examples + (0..<2000).map({ _ in mutator.next() }) {
      do {
        try property.check(input)
      } catch {
        let base64 = Data(input).base64EncodedString()
        Issue.record("\(error) (FUZZ_SEED=\(Self.seed), input in Base64: \(base64))")
        return
      }
    }
  }

  @Test func `every folder of examples belongs to a property`() throws {
    #expect(try Corpus.names() == InputProperty.all.map(\.name).sorted())
  }
}
