// usage: fuzz INPUT [LIBFUZZER ARGUMENT ...]
//
// Has libFuzzer make inputs of one kind, for ever or as its arguments say, and dies of the first
// for which something does not hold that should. `script/fuzz` calls it for each kind.

import CLibFuzzer
import Foundation
import InputProperties

enum Chosen {
  /// The property that the first argument names.
  static let property = InputProperty.all.first {
    $0.name == CommandLine.arguments.dropFirst().first
  }
}

guard Chosen.property != nil else {
  print(InputProperty.all.map(\.name).joined(separator: "\n"))
  exit(64)
}

// libFuzzer takes what it finds first for the name of the program.
var count = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1

let status = LLVMFuzzerRunDriver(&count, &arguments) { bytes, size in
  let input = Array(UnsafeBufferPointer(start: bytes, count: size))
  do {
    try Chosen.property?.check(input)
  } catch {
    fatalError("This does not hold: \(error)")
  }
  return 0
}
exit(status)
