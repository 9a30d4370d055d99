/// Opens when enough have arrived, for those and for all who come later.
actor Gate {
  private let size: Int
  private var arrived = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(size: Int) {
    self.size = size
  }

  func pass() async {
    arrived += 1
    if arrived < size { return await withCheckedContinuation { waiting.append($0) } }
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}
