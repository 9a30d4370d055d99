/// What people answer in a demo.
enum DemoPhrases {
  /// The first answer to who asked.
  static let answers = [
    "Thank you, I am looking into it.", "I could see it, too. I will tell you when it is done.",
    "Could you try it once more now?", "I have passed it on, and follow it for you.",
    "This is known; it should be over within the hour.", "Please restart it once and tell me.",
    "I will come by at your desk today.", "A new one is on its way to you.",
  ]
  /// What agents ask before somebody has to wait.
  static let questions = [
    "Since when is it so?", "Which room are you in?", "Could you send me a picture of it?",
    "Is it the same for your neighbour?", "When may I take it over for ten minutes?",
  ]
  /// What requesters answer.
  static let replies = [
    "Since Monday, I think.", "Yes, it is the same for all of us.", "Here it is, I hope it helps.",
    "Any time after lunch.", "I tried that. It is no better.",
  ]
  /// What agents tell one another.
  static let remarks = [
    "The third one of this kind this week.", "Same supplier as last time.",
    "Waits for a spare part.", "I have asked the vendor.", "See the article about it.",
  ]
  /// Why something is taken up again.
  static let complaints = [
    "It is back, exactly as before.", "It worked for a day. Now it is worse.",
    "I am sorry, it is still not right.",
  ]
  /// What responders write down.
  static let notes = [
    "Account disabled, sessions ended.", "Sender blocked at the gateway.",
    "Asked everybody who got it to report it.", "Looking at the logs of last night.",
    "Contained; the cause is still open.", "Restarted the core switch in the basement.",
  ]
}
