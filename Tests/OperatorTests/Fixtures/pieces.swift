extension [UInt8] {
  /// The same bytes in pieces of `size`, the last perhaps shorter.
  func pieces(of size: Int) -> [[UInt8]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
