import HTTP
import JSON

/// What a format makes of the values of its stream.
protocol StreamedReply: Sendable {
    /// Takes the next value.
    ///
    /// - Parameter event: the event's name; `message` where the stream has none.
    /// - Throws: ``ModelError`` for what the provider reports, or what breaks its rules.
    mutating func take(_ value: JSON, event: String) throws(ModelError) -> [ReplyPiece]
    /// The stream's own end mark that is no JSON, as in `[DONE]`.
    mutating func takeEndMark()
    /// Whether the answer has come to its end.
    var isComplete: Bool { get }
    /// Whether anything has been answered, so that it is paid.
    var hasAnswered: Bool { get }
    /// The answer, once it is complete.
    func reply(requestID: String?) -> Reply
}

extension StreamedReply {
    mutating func takeEndMark() {}
}

/// Reads a stream of JSON values, one an event or one a line.
///
/// Some servers answer with one whole value, or a page, where a stream was asked for: that is read as such.
struct StreamReader<Answer: StreamedReply>: ReplyReader {
    /// How the values are parted.
    enum Framing { case events, lines }

    private enum Mode { case undecided, stream, whole }

    private let format: any WireFormat
    private let fields: HTTPFields
    private let framing: Framing
    private var answer: Answer
    private var mode = Mode.undecided
    private var events = ServerSentEvents()
    private var lines = LineSplitter()
    /// What came before it was clear what it is, and then all of what is no stream.
    private var held: [UInt8] = []
    private var failure: ModelError?

    private static var mostHeld: Int { 64 << 20 }

    init(_ answer: Answer, format: any WireFormat, fields: HTTPFields, framing: Framing = .events) {
        (self.answer, self.format, self.fields, self.framing) = (answer, format, fields, framing)
    }

    mutating func read(_ bytes: [UInt8]) throws(ModelError) -> [ReplyPiece] {
        if let failure { throw failure }
        do throws(ModelError) {
            return try take(bytes)
        } catch {
            failure = error
            throw error
        }
    }

    mutating func finish() throws(ModelError) -> Reply {
        if let failure { throw failure }
        if mode == .whole {
            return try format.reply(from: HTTPResponse(status: 200, fields: fields, body: held))
        }
        for (event, text) in rest() {
            // What the end has cut off is no value.
            _ = try take(Array(text.utf8), event: event, isCut: true)
        }
        guard answer.isComplete else {
            throw ModelError(
                .network, "'\(format.name)' ended amid the answer", requestID: fields.requestID,
                isFree: !answer.hasAnswered)
        }
        return answer.reply(requestID: fields.requestID)
    }

    private mutating func take(_ bytes: [UInt8]) throws(ModelError) -> [ReplyPiece] {
        var bytes = bytes
        if mode == .undecided {
            held += bytes
            guard let first = held.first(where: { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }) else {
                // White space says nothing, and is not looked through again.
                held = []
                return []
            }
            // No line of an event stream begins like a value of JSON, and no value like a page.
            let isWhole =
                first == UInt8(ascii: "<")
                || framing == .events && (first == UInt8(ascii: "{") || first == UInt8(ascii: "["))
            mode = isWhole ? .whole : .stream
            bytes = isWhole ? [] : held
            if !isWhole { held = [] }
        }
        if mode == .whole {
            guard held.count + bytes.count <= Self.mostHeld else { throw broken("an answer without end") }
            held += bytes
            return []
        }
        var pieces: [ReplyPiece] = []
        do throws(LineTooLong) {
            for (event, text) in try split(bytes) {
                do throws(ModelError) {
                    pieces += try take(Array(text.utf8), event: event, isCut: false)
                } catch {
                    failure = error
                    break
                }
            }
        } catch {
            throw broken("a line of more than \(error.limit) bytes")
        }
        // What came before an error is handed on first.
        if let failure, pieces.isEmpty { throw failure }
        return pieces
    }

    private mutating func take(
        _ text: [UInt8], event: String, isCut: Bool
    ) throws(ModelError) -> [ReplyPiece] {
        guard text.contains(where: { $0 > 0x20 }) else { return [] }
        if text.elementsEqual("[DONE]".utf8) {
            answer.takeEndMark()
            return []
        }
        let value: JSON
        do throws(JSONParseError) {
            value = try WireJSON.parse(text)
        } catch {
            if isCut { return [] }
            throw broken("what is no JSON (\(error))")
        }
        do throws(ModelError) {
            return try answer.take(value, event: event)
        } catch {
            var error = error
            error.requestID = error.requestID ?? fields.requestID
            error.isFree = !answer.hasAnswered
            throw error
        }
    }

    private mutating func split(_ bytes: [UInt8]) throws(LineTooLong) -> [(event: String, text: String)] {
        switch framing {
        case .events: try events.read(bytes).map { ($0.name, $0.data) }
        case .lines: try lines.split(bytes).map { ("message", String(decoding: $0, as: UTF8.self)) }
        }
    }

    private mutating func rest() -> [(event: String, text: String)] {
        switch framing {
        case .events: events.finish().map { [($0.name, $0.data)] } ?? []
        case .lines: lines.rest().map { [("message", String(decoding: $0, as: UTF8.self))] } ?? []
        }
    }

    private func broken(_ what: String) -> ModelError {
        ModelError(
            .protocol, "'\(format.name)' sent \(what) amid its stream", requestID: fields.requestID,
            isFree: !answer.hasAnswered)
    }
}

extension HTTPFields {
    /// By what the provider's support finds the exchange.
    var requestID: String? {
        self["request-id"] ?? self["x-request-id"] ?? self["x-goog-request-id"] ?? self["cf-ray"]
    }
}
