public import Platform

/// Asks servers, any number at once, all on one thread (libcurl-multi(3)).
///
/// Connections are kept open for the next request. Redirects are answers: a key would travel along with them.
public final class HTTPClient: Sendable {
    /// How servers are reached.
    public struct Configuration: Sendable, Equatable {
        /// The address of a proxy, for every server but those that `no_proxy` names; empty for none. Nil for what
        /// `http_proxy` and its kin say (curl(1), "Environment"), which does not count for this machine itself.
        public var proxy: String?
        /// A file of certificates that servers are trusted by; nil for the system's.
        public var certificates: String?
        /// What servers are told of the program.
        public var userAgent = "git-autowrk"
        /// How long the way to a server may take.
        public var connectLimit: Duration = .seconds(15)
        /// In bytes, unpacked; a larger response is an error, be it kept or handed on.
        public var largestBody = 64 << 20

        /// As the environment has it.
        public init() {}
    }

    private let configuration: Configuration
    private let loop: TransferLoop
    private let time: TimeSource

    /// Loads libcurl and starts the thread.
    ///
    /// - Parameters:
    ///   - configuration: how servers are reached.
    ///   - time: the date of responses that have none of their own.
    /// - Throws: ``HTTPError`` of kind `library`.
    public init(
        _ configuration: Configuration = Configuration(), time: TimeSource = .system
    ) throws(HTTPError) {
        (self.configuration, self.time) = (configuration, time)
        loop = try TransferLoop()
    }

    deinit { loop.stop() }

    /// The whole response to a request.
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try await exchange(request, sink: nil)
    }

    /// A response that is handed on as it comes.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - sink: gets the parts of a response of success, on the client's thread, which it must not hold up.
    /// - Returns: the response; the body of one of success is empty, that of any other whole.
    public func stream(_ request: HTTPRequest, to sink: ResponseSink) async throws(HTTPError) -> HTTPResponse
    {
        try await exchange(request, sink: sink)
    }

    private func exchange(_ request: HTTPRequest, sink: ResponseSink?) async throws(HTTPError) -> HTTPResponse
    {
        let transfer = try Transfer(request, configuration, sink: sink, time: time)
        let outcome: Result<HTTPResponse, HTTPError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.end = { continuation.resume(returning: $0) }
                loop.start(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try outcome.get()
    }
}

/// What gets a response as it comes.
public struct ResponseSink: Sendable {
    /// The status and the fields, once.
    public var head: @Sendable (HTTPResponse) -> Void
    /// The next bytes of the body; false to hear no more, which is an error of kind `cancelled`.
    public var bytes: @Sendable ([UInt8]) -> Bool

    /// A sink of these closures.
    public init(
        head: @escaping @Sendable (HTTPResponse) -> Void = { _ in },
        bytes: @escaping @Sendable ([UInt8]) -> Bool
    ) {
        (self.head, self.bytes) = (head, bytes)
    }
}
