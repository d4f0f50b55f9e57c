import Platform
import Testing

@testable import HTTP

struct TransferTests {
    private func transfer(_ url: String) throws -> Transfer {
        // Without the library there is no handle.
        _ = try HTTPClient()
        return try Transfer(HTTPRequest(url: url), HTTPClient.Configuration(), sink: nil, time: .system)
    }

    @Test(arguments: [
        "http://127.0.0.1", "http://127.0.0.1:11434/api", "http://localhost:8080", "https://LOCALHOST",
        "http://[::1]:80/", "http://user:pw@127.8.9.10/",
    ])
    func `this machine is known, whom the environment's proxy does not count for`(url: String) throws {
        #expect(try transfer(url).isLoopback)
    }

    @Test(arguments: [
        "http://127.0.0.1.example", "http://localhost.example", "http://example/127.0.0.1", "http://[::2]",
        "http://10.0.0.1", "http://127.evil", "http://0.0.0.0",
    ])
    func `other machines are none of it`(url: String) throws { #expect(try !transfer(url).isLoopback) }

    @Test func `an initialism stays one at the start of a reason`() {
        #expect("SSL connect error".withSmallStart == "SSL connect error")
        #expect("Couldn't connect to server".withSmallStart == "couldn't connect to server")
    }
}
