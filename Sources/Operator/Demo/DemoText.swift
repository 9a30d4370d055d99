import Domain

/// What is said in a demo. `%` stands for a thing of the list, a place or a time.
struct DemoText: Sendable {
  /// What triage makes of it, and what it is.
  let triaged: Category
  let actual: Category
  let title: String
  let description: String
  let things: [String]
}

extension DemoText {
  /// What is reported on any day, by what triage makes of it.
  static func all(_ category: Category) -> [DemoText] {
    switch category {
    case .security: security
    case .network: network
    case .hardware: hardware
    case .software: software
    }
  }

  private init(
    _ category: Category, _ title: String, _ description: String, _ things: [String],
    isReally actual: Category? = nil
  ) {
    triaged = category
    self.actual = actual ?? category
    self.title = title
    self.description = description
    self.things = things
  }

  private static let security = [
    DemoText(
      .security, "Suspicious mail from %",
      "A mail that pretends to come from % asks me to sign in and confirm my account. I have not "
        + "clicked on anything.",
      ["the bank", "our director", "the parcel service", "the tax office", "payroll"]),
    DemoText(
      .security, "Locked out of %",
      "I typed it wrong three times and now I am locked out of %. I need it for a meeting this "
        + "morning.",
      ["my account", "the intranet", "the payroll portal", "the time sheets"]),
    DemoText(
      .security, "Password for % does not work",
      "Since the change last week my password for % is refused, although I am sure that it is "
        + "right.",
      ["the intranet", "the archive", "the booking system", "the reporting portal"]),
    DemoText(
      .security, "Phishing reached %",
      "Several people of % got the same phishing mail within an hour. One of them has answered "
        + "it.",
      ["the accounts team", "the front office", "the warehouse", "our team"]),
    DemoText(
      .security, "Lost laptop on %",
      "I left my bag on % with the laptop in it. The lost property office does not have it.",
      ["the train", "the tram", "a flight", "the bus"]),
    DemoText(
      .security, "MFA asks again and again on %",
      "The second factor is asked for every few minutes on %, also when I have just confirmed.",
      ["my phone", "the tablet", "the meeting room PC"]),
  ]

  private static let network = [
    DemoText(
      .network, "VPN drops %",
      "From home the VPN drops %. Everything that is open in the intranet is gone then.",
      ["every few minutes", "whenever I am in a call", "after an hour", "in the afternoon"]),
    DemoText(
      .network, "No wifi in %",
      "In % the wifi is there but nothing loads. Colleagues next to me have the same.",
      ["the canteen", "room 214", "the warehouse", "the east wing", "the board room"]),
    DemoText(
      .network, "Network drive % is not there",
      "The mapped drive % is missing since this morning. Other drives are fine.",
      ["P:", "S:", "of the project", "of the archive"]),
    DemoText(
      .network, "Slow connection to %",
      "The connection to % is so slow that pages take half a minute. It is worst before noon.",
      ["the branch in Leeds", "the data centre", "the archive", "the supplier"]),
    DemoText(
      .network, "% is unreachable",
      "% is unreachable from our floor, while people downstairs can work with it.",
      ["The intranet", "The file server", "The booking system", "The archive"]),
  ]

  private static let hardware = [
    DemoText(
      .hardware, "Printer on % prints stripes",
      "The printer on % prints grey stripes down each page. New toner did not help.",
      ["the second floor", "the third floor", "reception", "the ground floor"]),
    DemoText(
      .hardware, "% is dead",
      "% shows no light at all since yesterday, on another socket, too.",
      [
        "My docking station", "The second monitor", "The projector of room 12", "The label printer",
      ]),
    DemoText(
      .hardware, "Keyboard: % sticks",
      "The key % sticks and writes itself three times. I cleaned it, without luck.",
      ["E", "the space bar", "Enter", "Shift"]),
    DemoText(
      .hardware, "Battery lasts %",
      "The battery of my laptop lasts %, and it gets hot while it charges.",
      ["half an hour", "no meeting long", "ten minutes", "less every week"]),
    DemoText(
      .hardware, "New headset for %",
      "Please order a headset for %, who starts soon.",
      ["a new colleague", "the reception", "a trainee", "the hotline"]),
    DemoText(
      .hardware, "Flickering screen in %",
      "The big screen in % is flickering, and goes black for a second now and then.",
      ["the lobby", "room 12", "the training room", "the canteen"]),
  ]

  private static let software = [
    DemoText(
      .software, "% crashes when I save",
      "% crashes as soon as I save. I started it anew twice, and it does so with each file.",
      ["Excel", "The invoice program", "Acrobat", "The drawing program"]),
    DemoText(
      .software, "Please install %",
      "I need % for the new project. My manager has agreed.",
      ["Visio", "the statistics package", "a PDF editor", "the translation tool"]),
    DemoText(
      .software, "Licence of % has expired",
      "Since today % says that its licence has expired, and it only opens files to read.",
      ["the drawing program", "the PDF editor", "the planning tool", "Photoshop"]),
    DemoText(
      .software, "% shows an error message",
      "% shows an error message with a long number and then nothing more.",
      ["Outlook", "The booking system", "The time sheet", "SharePoint"]),
    DemoText(
      .software, "Update of % went wrong",
      "After the update of last night % starts, asks for a folder, and ends.",
      ["the planning tool", "the mail program", "the invoice program", "the browser"]),
    DemoText(
      .software, "Question about %",
      "How do I get the totals by month out of %? The button of the old version is gone.",
      ["the reporting tool", "the new time sheet", "the stock list", "the planning tool"]),
    DemoText(
      .software, "Calendar does not show %",
      "My calendar does not show % any more. On the phone they are there.",
      ["shared entries", "the holidays of the team", "meetings of next week", "room bookings"]),
    DemoText(
      .software, "Wrong totals in %",
      "The totals in % differ from those of the paper. It began with this month.",
      ["the stock list", "the expense report", "the budget sheet", "the invoice"]),
  ]

  /// What triage gets wrong, and people put right.
  static let misleading = [
    DemoText(
      .hardware, "Screen of % stays white",
      "After I open % the screen stays white, all other programs are fine.",
      ["the booking system", "the time sheet", "the planning tool"], isReally: .software),
    DemoText(
      .hardware, "Laptop finds nothing in %",
      "My laptop finds nothing at all in %, neither mail nor intranet. At my desk all is well.",
      ["room 214", "the canteen", "the east wing"], isReally: .network),
    DemoText(
      .network, "Connection string of % is wrong",
      "The report of % fails because its connection string names the old server.",
      ["the stock list", "the budget", "the archive"], isReally: .software),
    DemoText(
      .software, "Nothing works in %",
      "In % nothing works. There is a smell as of burnt dust and a humming noise.",
      ["the training room", "room 12", "reception"], isReally: .hardware),
    DemoText(
      .software, "Everything is slow in %",
      "In % everything is slow, whatever one opens, and for everybody.",
      ["the warehouse", "the east wing", "the branch"], isReally: .network),
  ]
}
