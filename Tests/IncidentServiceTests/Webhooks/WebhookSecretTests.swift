import Testing

@testable import IncidentService

struct WebhookSecretTests {
  /// The test vector of the reference libraries of Standard Webhooks.
  @Test func `a message is signed as Standard Webhooks specifies`() {
    let secret = WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    let signature = secret.signature(
      of: #"{"test": 2432232314}"#, id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330)
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func `a new secret is random, and is not printed`() {
    let secret = WebhookSecret.random()
    #expect(secret.text.wholeMatch(of: /whsec_[A-Za-z0-9+\/]{43}=/) != nil)
    #expect(secret.text != WebhookSecret.random().text)
    #expect("\(secret) \(String(reflecting: [secret]))".contains(secret.text.dropFirst(6)) == false)
  }
}
