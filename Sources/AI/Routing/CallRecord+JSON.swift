public import JSON

/// How a record stands in an event, version 1. What is not known is left out; `totals` repeats what follows from
/// the attempts, for readers without this program, and is not read.
extension CallRecord {
    /// A record of a later version can't be read.
    static let version: Int64 = 1

    /// The record as it is kept.
    public var json: JSON {
        var totals: JSON.Object = [
            "fallbacks": .integer(Int64(fallbacks)), "retries": .integer(Int64(retries)),
            "waited_milliseconds": .integer(waitedMilliseconds), "tokens": .integer(Int64(tokens)),
            "cached": .bool(isCached),
        ]
        totals["cost_picodollars"] = cost?.json
        return [
            "v": .integer(Self.version), "milliseconds": .integer(milliseconds),
            "attempts": .array(attempts.map(\.json)), "totals": .object(totals),
        ]
    }

    /// Reads a record; unknown members are no fault.
    ///
    /// - Throws: ``CallRecordFormatError`` that names what is missing, malformed or too new.
    public init(_ json: JSON) throws(CallRecordFormatError) {
        guard let version = json["v"]?.integerValue else { throw .member("v") }
        guard version <= Self.version else { throw .newerVersion(version) }
        guard let list = json["attempts"]?.arrayValue else { throw .member("attempts") }
        guard let milliseconds = json.span("milliseconds") else { throw .member("milliseconds") }
        var attempts: [CallAttempt] = []
        for json in list { attempts.append(try CallAttempt(json)) }
        self.init(attempts: attempts, milliseconds: milliseconds)
    }
}

/// Why something is not a record of a call.
public enum CallRecordFormatError: Error, Sendable, Equatable {
    /// A member that is missing or not of its form.
    case member(String)
    /// Written for a later version.
    case newerVersion(Int64)
}

extension CallAttempt {
    fileprivate var json: JSON {
        var object: JSON.Object = [
            "provider": .string(provider), "model": .string(model), "candidate": .integer(Int64(candidate)),
            "milliseconds": .integer(milliseconds), "outcome": .string(outcome.word),
        ]
        if case .failed(let kind, let message) = outcome { object.add(kind, message) }
        if case .skipped(let kind, let message) = outcome { object.add(kind, message) }
        object["queued_milliseconds"] = queuedMilliseconds == 0 ? nil : .integer(queuedMilliseconds)
        object["paused_milliseconds"] = pausedMilliseconds == 0 ? nil : .integer(pausedMilliseconds)
        object["first_piece_milliseconds"] = firstPieceMilliseconds.map { .integer($0) }
        object["status"] = status.map { .integer(Int64($0)) }
        object["retry_after_milliseconds"] = retryAfterMilliseconds.map { .integer($0) }
        object["request_id"] = requestID.map { .string($0) }
        object["usage"] = usage?.json
        object["estimated"] = isEstimated ? true : nil
        object["cost_picodollars"] = cost?.json
        return .object(object)
    }

    fileprivate init(_ json: JSON) throws(CallRecordFormatError) {
        guard let provider = json["provider"]?.stringValue else { throw .member("provider") }
        guard let model = json["model"]?.stringValue else { throw .member("model") }
        guard let candidate = json["candidate"]?.integerValue else { throw .member("candidate") }
        self.init(
            provider: provider, model: model, candidate: Int(clamping: candidate),
            outcome: try CallAttempt.Outcome(json))
        queuedMilliseconds = json.span("queued_milliseconds") ?? 0
        pausedMilliseconds = json.span("paused_milliseconds") ?? 0
        milliseconds = json.span("milliseconds") ?? 0
        firstPieceMilliseconds = json.span("first_piece_milliseconds")
        status = json["status"]?.integerValue.map { Int(clamping: $0) }
        retryAfterMilliseconds = json.span("retry_after_milliseconds")
        requestID = json["request_id"]?.stringValue
        usage = json["usage"].map { Usage($0) }
        isEstimated = json["estimated"]?.boolValue ?? false
        cost = json["cost_picodollars"]?.integerValue.map { Money(picodollars: max(0, $0)) }
    }
}

extension CallAttempt.Outcome {
    fileprivate var word: String {
        switch self {
        case .answered: "answered"
        case .cached: "cached"
        case .failed: "failed"
        case .skipped: "skipped"
        }
    }

    fileprivate init(_ json: JSON) throws(CallRecordFormatError) {
        let word = json["outcome"]?.stringValue
        switch word {
        case "answered": self = .answered
        case "cached": self = .cached
        case "failed", "skipped":
            guard let kind = json["kind"]?.stringValue.flatMap({ ModelError.Kind(rawValue: $0) }) else {
                throw .member("kind")
            }
            let message = json["message"]?.stringValue ?? ""
            self = word == "failed" ? .failed(kind, message) : .skipped(kind, message)
        default: throw .member("outcome")
        }
    }
}

extension Money {
    /// Whole numbers beyond these do not survive all readers of JSON; it is nine thousand dollars, which no call
    /// costs.
    fileprivate var json: JSON {
        .integer(min(max(picodollars, JSON.safeIntegers.lowerBound), JSON.safeIntegers.upperBound))
    }
}

extension JSON {
    /// Milliseconds, between none and a hundred years, so that sums of them fit.
    fileprivate func span(_ key: String) -> Int64? {
        self[key]?.integerValue.map { Swift.min(Swift.max($0, 0), 100 * 366 * 86_400_000) }
    }
}

extension JSON.Object {
    fileprivate mutating func add(_ kind: ModelError.Kind, _ message: String) {
        self["kind"] = .string(kind.rawValue)
        self["message"] = .string(message)
    }
}
