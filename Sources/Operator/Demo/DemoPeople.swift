import Domain

/// Who there is in a demo.
enum DemoPeople {
  /// Who works tickets, the busiest first.
  static let agents = [
    "amara", "bjorn", "chiara", "dmitri", "esther", "farid", "greta", "hugo", "ines",
  ]
  /// Who works incidents.
  static let responders = ["ravi", "sigrid", "tomas", "uma", "viktor"]
  /// Who reports trouble.
  static let requesters = [
    "abigail", "adnan", "agnes", "aiko", "alma", "anton", "astrid", "basil", "beatriz", "bruno",
    "carmen", "cedric", "clara", "cyrus", "dalia", "daniel", "edith", "eamon", "elif", "emil",
    "fatima", "felix", "fiona", "gabor", "gemma", "hana", "henrik", "hester", "ibrahim", "imke",
    "irina", "ivo", "jasper", "jelena", "joao", "kaito", "karim", "katya", "lars", "leila", "lucia",
    "magnus", "maren", "mateo", "mina", "nadia", "niels", "noor", "olga", "oscar", "paloma",
    "petra",
    "quentin", "rania", "rosa", "samir", "selma", "silas", "tariq", "thea", "yusuf", "zofia",
  ]
  /// The program that watches the network, and who decides what is promised.
  static let monitoring = "monitoring"
  static let manager = "manager"

  /// Everybody, with what each may do.
  static var all: [(name: String, role: Role)] {
    requesters.map { ($0, .requester) } + agents.map { ($0, .agent) }
      + responders.map { ($0, .responder) } + [(monitoring, .agent), (manager, .admin)]
  }
}
