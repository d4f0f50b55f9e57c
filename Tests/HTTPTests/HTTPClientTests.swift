import HTTP
import Platform
import Synchronization
import TestSupport
import Testing

struct HTTPClientTests {
    @Test func `a response comes with its status, its fields and its body`() async throws {
        let server = try ScriptedServer { request in
            [.respond(201, "got \(request.method) \(request.path) \(request.text)", fields: ["x-id": "7"])]
        }
        let request = HTTPRequest(
            method: "POST", url: server.url + "/v1/ask?x=1", fields: ["X-Key": "k", "x-empty": ""],
            body: Array("grüße".utf8))
        let response = try await HTTPClient().send(request)
        #expect(response.status == 201)
        #expect(response.fields["X-ID"] == "7")
        #expect(String(decoding: response.body, as: UTF8.self) == "got POST /v1/ask?x=1 grüße")
        let received = try #require(server.requests.first)
        #expect(received.fields["x-key"] == "k")
        #expect(received.fields["x-empty"] == "")
        #expect(received.fields["expect"] == nil)
    }

    @Test func `a stream is handed on piece by piece, as it comes`() async throws {
        let goOn = Signal()
        let server = try ScriptedServer { _ in
            [.head(), .text("data: one\n\n"), .wait(goOn), .text("data: two\n\n")]
        }
        let pieces = Mutex("")
        let status = Mutex(0)
        let response = try await HTTPClient().stream(
            HTTPRequest(url: server.url),
            to: ResponseSink(
                head: { response in status.withLock { $0 = response.status } },
                bytes: { bytes in
                    // The rest comes only once this was seen.
                    if bytes.starts(with: Array("data: one".utf8)) { goOn.give() }
                    pieces.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
                    return true
                }))
        #expect(pieces.withLock { $0 } == "data: one\n\ndata: two\n\n")
        #expect(status.withLock { $0 } == 200)
        #expect(response.body.isEmpty)
    }

    @Test func `an answer that is no success is whole, streamed or not`() async throws {
        let server = try ScriptedServer { _ in [.respond(429, "slow down", fields: ["retry-after": "3"])] }
        let response = try await HTTPClient().stream(
            HTTPRequest(url: server.url), to: ResponseSink(bytes: { _ in true }))
        #expect(response.status == 429)
        #expect(response.fields["Retry-After"] == "3")
        #expect(response.body == Array("slow down".utf8))
    }

    @Test func `a redirection is an answer, and no key goes along with it`() async throws {
        let server = try ScriptedServer { request in
            [.respond(302, "", fields: ["location": "http://127.0.0.1:1/"])]
        }
        let response = try await HTTPClient().send(HTTPRequest(url: server.url))
        #expect(response.status == 302)
        #expect(server.requests.count == 1)
    }

    private func error(
        of request: HTTPRequest, _ configuration: HTTPClient.Configuration = .init()
    ) async throws -> HTTPError {
        do {
            _ = try await HTTPClient(configuration).send(request)
            throw HTTPError(.library, "it was answered")
        } catch let error as HTTPError { return error }
    }

    @Test func `a server that says nothing is given up`() async throws {
        let server = try ScriptedServer { _ in [.head(), .text("data: o"), .stall] }
        let request = HTTPRequest(url: server.url, silenceLimit: .milliseconds(60))
        let error = try await error(of: request)
        #expect(error.kind == .timeout)
        #expect(error.description.hasSuffix("has said nothing for 60 ms"))
    }

    @Test func `a server that takes too long is given up, however much it says`() async throws {
        let server = try ScriptedServer { _ in [.head(), .stall] }
        #expect(
            try await error(of: HTTPRequest(url: server.url, timeLimit: .milliseconds(60))).kind == .timeout)
    }

    @Test func `a broken connection, one that is refused and a strange address are told apart`() async throws
    {
        let server = try ScriptedServer { _ in
            [.head(fields: ["content-length": "100"]), .text("ab"), .reset]
        }
        #expect(try await error(of: HTTPRequest(url: server.url)).kind == .broken)
        let garbage = try ScriptedServer { _ in [.text("\u{1}\u{2} what\r\n\r\n")] }
        #expect(try await error(of: HTTPRequest(url: garbage.url)).kind == .broken)
        let closed = try ScriptedServer { _ in [] }
        #expect(try await error(of: HTTPRequest(url: closed.url)).kind == .broken)
        let nobody = try await error(of: HTTPRequest(url: "http://127.0.0.1:1/secret?key=abc"))
        #expect(nobody.kind == .connection)
        #expect(nobody.description.hasPrefix("cannot reach '127.0.0.1:1'"))
        #expect(!nobody.description.contains("abc"))
        for address in ["file:///etc/passwd", "http://", "not an address"] {
            #expect(try await error(of: HTTPRequest(url: address)).kind == .request, "\(address)")
        }
    }

    @Test func `a field can't smuggle another one in`() async throws {
        let request = HTTPRequest(url: "http://127.0.0.1:1", fields: ["x-key": "a\r\nx-other: b"])
        let error = try await error(of: request)
        #expect(error == HTTPError(.request, "field 'x-key' holds a control character"))
    }

    @Test func `a response that is too large is given up`() async throws {
        let server = try ScriptedServer { _ in [.respond(200, String(repeating: "x", count: 3 << 20))] }
        var configuration = HTTPClient.Configuration()
        configuration.largestBody = 1 << 20
        #expect(try await error(of: HTTPRequest(url: server.url), configuration).kind == .tooLarge)
    }

    @Test func `a proxy is asked in place of the server`() async throws {
        let proxy = try ScriptedServer { request in [.respond(200, "proxied \(request.path)")] }
        var configuration = HTTPClient.Configuration()
        configuration.proxy = proxy.url
        let response = try await HTTPClient(configuration).send(
            HTTPRequest(url: "http://models.example/v1"))
        #expect(String(decoding: response.body, as: UTF8.self) == "proxied http://models.example/v1")
    }

    @Test func `a proxy stands in the error`() async throws {
        let silent = try ScriptedServer { _ in [] }
        let refusing = try ScriptedServer { _ in [.respond(407, "")] }
        let place = { (url: String) in String(url.dropFirst("http://".count)) }
        for (proxy, url, kind, text) in [
            (
                "http://127.0.0.1:1", "http://models.example", HTTPError.Kind.connection,
                "cannot reach 'models.example'"
            ),
            ("http://127.0.0.1:1", "https://models.example", .connection, "cannot reach 'models.example'"),
            (silent.url, "http://models.example", .broken, "the connection to 'models.example'"),
            (refusing.url, "https://models.example", .connection, "cannot reach 'models.example'"),
            (
                "http://user:secret@127.0.0.1:1", "http://127.0.0.1:2", .connection,
                "cannot reach '127.0.0.1:2'"
            ),
        ] {
            var configuration = HTTPClient.Configuration()
            configuration.proxy = proxy
            let error = try await error(of: HTTPRequest(url: url), configuration)
            #expect(error.kind == kind)
            let name = place(proxy).split(separator: "@").last ?? ""
            #expect(error.description.hasPrefix("\(text) by way of the proxy '\(name)'"), "\(error)")
            #expect(!error.description.contains("secret"))
        }
    }

    @Test func `no proxy is asked where it is said to be empty`() async throws {
        var configuration = HTTPClient.Configuration()
        configuration.proxy = ""
        let direct = try await error(of: HTTPRequest(url: "http://models.invalid"), configuration)
        #expect(direct.kind == .connection && !direct.description.contains("proxy"), "\(direct)")
    }

    @Test func `what is packed is unpacked, and a stream is not asked to be`() async throws {
        // "packed" by gzip(1).
        let packed: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0x2B, 0x48, 0x4C, 0xCE, 0x4E, 0x4D, 1, 0, 0x10, 0xB4, 0xF6,
            0x21, 6,
            0, 0, 0,
        ]
        let server = try ScriptedServer { _ in
            [.head(type: "text/plain", fields: ["content-encoding": "gzip"]), .send(packed)]
        }
        let client = try HTTPClient()
        #expect(try await client.send(HTTPRequest(url: server.url)).body == Array("packed".utf8))
        let streamed = Mutex([UInt8]())
        _ = try await client.stream(
            HTTPRequest(url: server.url),
            to: ResponseSink(bytes: { bytes in
                streamed.withLock { $0 += bytes }
                return true
            }))
        #expect(streamed.withLock { $0 } == Array("packed".utf8))
        #expect(server.requests.first?.fields["accept-encoding"]?.contains("gzip") == true)
        #expect(server.requests.last?.fields["accept-encoding"] == "identity")
    }

    @Test func `a response has a date, be it the server's or that of its coming`() async throws {
        let server = try ScriptedServer { request in
            [
                .respond(
                    200, "", fields: request.path == "/own" ? ["Date": "Fri, 20 Nov 2026 10:00:00 GMT"] : [:])
            ]
        }
        let client = try HTTPClient(time: .fixed(Timestamp(milliseconds: 0)))
        let own = try await client.send(HTTPRequest(url: server.url + "/own"))
        #expect(
            own.fields.fields.filter { $0.name.lowercased() == "date" }.map(\.value) == [
                "Fri, 20 Nov 2026 10:00:00 GMT"
            ])
        let none = try await client.send(HTTPRequest(url: server.url))
        #expect(none.fields["date"] == "Thu, 01 Jan 1970 00:00:00 GMT")
    }

    @Test func `an error says whether the request was sent`() async throws {
        let closed = try ScriptedServer { _ in [] }
        #expect(try await error(of: HTTPRequest(url: closed.url)).wasSent)
        let slow = try ScriptedServer { _ in [.stall] }
        #expect(try await error(of: HTTPRequest(url: slow.url, silenceLimit: .milliseconds(60))).wasSent)
        #expect(try await error(of: HTTPRequest(url: slow.url, timeLimit: .milliseconds(60))).wasSent)
        #expect(try await !error(of: HTTPRequest(url: "http://127.0.0.1:1")).wasSent)
    }

    @Test func `a cancelled task ends its request`() async throws {
        let server = try ScriptedServer { _ in [.stall] }
        let client = try HTTPClient()
        let task = Task { try await client.send(HTTPRequest(url: server.url)) }
        await server.waitForRequest()
        task.cancel()
        let outcome = await task.result
        #expect(throws: HTTPError.self) { try outcome.get() }
    }

    @Test func `a hundred requests at once are all answered`() async throws {
        let server = try ScriptedServer { [.respond(200, $0.path)] }
        let client = try HTTPClient()
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let response = try await client.send(HTTPRequest(url: "\(server.url)/\(number)"))
                    return String(decoding: response.body, as: UTF8.self)
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(answers == Set((0..<100).map { "/\($0)" }))
    }
}
