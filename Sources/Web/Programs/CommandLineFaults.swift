/// What is wrong with a command line as such. swift-configuration ignores what it is not asked for,
/// and a flag that was misspelt would silently have no effect.
enum CommandLineFaults {
  /// The faults of `arguments`, whose first one is the name of the program. What is not a flag is
  /// not repeated: it may be a connection string.
  static func of(_ arguments: [String], variables: [Variable]) -> [String] {
    let known = Set(variables.map(\.flag))
    var faults: [String] = []
    var given: Set<String> = []
    var index = 1
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      guard argument.hasPrefix("--") else {
        faults.append("argument \(index - 1) belongs to no flag")
        continue
      }
      let flag = String(argument.prefix { $0 != "=" })
      if !argument.contains("=") {
        // The value is the next argument, which cannot look like a flag.
        if index < arguments.count, !arguments[index].hasPrefix("--") {
          index += 1
        } else if known.contains(flag) {
          faults.append("\(flag) has no value")
        }
      }
      if !known.contains(flag) {
        faults.append("\(flag) is not a flag of this program")
      } else if !given.insert(flag).inserted {
        faults.append("\(flag) is given twice")
      }
    }
    return faults
  }
}
