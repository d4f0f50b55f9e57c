public import HTTP
import Synchronization

extension Provider {
    /// A server that speaks a wire format.
    ///
    /// - Parameters:
    ///   - name: as it is configured.
    ///   - model: where a request names none.
    ///   - format: how it is spoken to.
    ///   - baseURL: without a slash at its end.
    ///   - isStreamed: whether answers are asked for piece by piece.
    ///   - timeLimit: how long an answer may take, be it in silence: models think, and machines read.
    ///   - abilities: what a model is capable of.
    ///   - key: looks the key up when it is needed; nil where there is none.
    ///   - client: made when it is needed.
    public static func http(
        name: String, model: String, format: any WireFormat, baseURL: String, isStreamed: Bool,
        timeLimit: Duration = .seconds(600),
        abilities: @escaping @Sendable (_ model: String) -> ModelAbilities = { _ in ModelAbilities() },
        key: @escaping @Sendable () async throws(ModelError) -> String?,
        client: @escaping @Sendable () throws(HTTPError) -> HTTPClient
    ) -> Provider {
        Provider(name: name, model: model, place: "\(format.name) \(baseURL)") {
            (request, onPiece) throws(ModelError) in
            var request = request
            if request.model.isEmpty { request.model = model }
            request.abilities = abilities(request.model)
            let key = try await key()
            let exchange = Exchange(name: name, format: format, key: key)
            do throws(ModelError) {
                var message = try format.request(
                    request, to: ModelEndpoint(baseURL: baseURL, key: key), streamed: isStreamed)
                (message.timeLimit, message.silenceLimit) = (timeLimit, timeLimit)
                let open: HTTPClient
                do throws(HTTPError) { open = try client() } catch { throw exchange.error(error) }
                return isStreamed
                    ? try await exchange.stream(message, over: open, onPiece)
                    : try await exchange.send(message, over: open)
            } catch { throw exchange.named(error) }
        }
    }
}

/// One question to a server.
private struct Exchange: Sendable {
    let name: String
    let format: any WireFormat
    let key: String?

    func send(_ message: HTTPRequest, over client: HTTPClient) async throws(ModelError) -> Reply {
        let response: HTTPResponse
        do throws(HTTPError) { response = try await client.send(message) } catch { throw self.error(error) }
        guard response.isSuccess else { throw format.error(from: response) }
        return try format.reply(from: response)
    }

    func stream(
        _ message: HTTPRequest, over client: HTTPClient, _ onPiece: @escaping @Sendable (ReplyPiece) -> Void
    ) async throws(ModelError) -> Reply {
        let reading = Reading(format: format, onPiece: onPiece)
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await client.stream(
                message, to: ResponseSink(head: { reading.begin($0) }, bytes: { reading.take($0) }))
        } catch {
            // What the stream itself says tells more than how its connection ended.
            if let failure = reading.failure { throw failure }
            var failure = self.error(error)
            if reading.hasPieces { failure.isFree = false }
            throw failure
        }
        guard response.isSuccess else { throw format.error(from: response) }
        return try reading.finish(response)
    }

    func error(_ error: HTTPError) -> ModelError {
        let kind: ModelError.Kind =
            switch error.kind {
            case .connection, .trust, .broken: .network
            case .timeout: .timeout
            case .tooLarge: .protocol
            case .cancelled: .cancelled
            case .request, .library: .request
            }
        // Who got the request may be at work on it; and a certificate that is not trusted now is not a moment later.
        return ModelError(
            kind, "'\(name)' has not answered: \(error.description)", isFree: !error.wasSent,
            isRepeatable: error.kind != .trust)
    }

    /// The error as it is told: by the provider's own name, and without the key, which some servers repeat.
    func named(_ error: ModelError) -> ModelError {
        var error = error.withoutKey(key)
        error.message = error.message.replacing("'\(format.name)'", with: "'\(name)'", maxReplacements: 1)
        return error
    }
}

/// A streamed answer as it is read, on the client's thread.
private final class Reading: Sendable {
    private struct State: ~Copyable {
        var head: HTTPResponse?
        var reader: (any ReplyReader)?
        /// An answer that is not streamed though it was asked for.
        var body: [UInt8] = []
        var failure: ModelError?
        var hasPieces = false
    }

    private let state = Mutex(State())
    private let format: any WireFormat
    private let onPiece: @Sendable (ReplyPiece) -> Void

    init(format: any WireFormat, onPiece: @escaping @Sendable (ReplyPiece) -> Void) {
        (self.format, self.onPiece) = (format, onPiece)
    }

    var failure: ModelError? { state.withLock { $0.failure } }
    var hasPieces: Bool { state.withLock { $0.hasPieces } }

    func begin(_ head: HTTPResponse) {
        state.withLock { state in
            state.head = head
            // A server that can't stream answers at once, and a proxy with a page. What else has JSON in its name is
            // one value a line, under many names.
            let type = (head.fields["content-type"] ?? "").lowercased().prefix { $0 != ";" && $0 != " " }
            let isWhole =
                type.contains("html") || type == "application/json" || type == "text/json"
                || type.hasSuffix("+json") && type != "application/stream+json"
            if !isWhole { state.reader = format.makeReader(fields: head.fields) }
        }
    }

    func take(_ bytes: [UInt8]) -> Bool {
        let pieces: [ReplyPiece]? = state.withLock { state in
            guard state.reader != nil else {
                state.body += bytes
                return []
            }
            do throws(ModelError) {
                let pieces = try state.reader?.read(bytes) ?? []
                if !pieces.isEmpty { state.hasPieces = true }
                return pieces
            } catch {
                state.failure = error
                return nil
            }
        }
        guard let pieces else { return false }
        for piece in pieces { onPiece(piece) }
        return true
    }

    func finish(_ response: HTTPResponse) throws(ModelError) -> Reply {
        let result: Result<Reply, ModelError> = state.withLock { state in
            do throws(ModelError) {
                if let failure = state.failure { throw failure }
                guard var reader = state.reader else {
                    var whole = state.head ?? response
                    whole.body = state.body
                    return .success(try format.reply(from: whole))
                }
                return .success(try reader.finish())
            } catch { return .failure(error) }
        }
        return try result.get()
    }
}
