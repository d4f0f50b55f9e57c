public import HTTP
import JSON

extension WireFormat {
    /// What an answer means that is none: the kind by its status and by what its body says.
    public func error(from response: HTTPResponse) -> ModelError { reportedError(from: response) }

    /// The same, for formats that have a word to add.
    func reportedError(from response: HTTPResponse) -> ModelError {
        let value = try? WireJSON.parse(response.body)
        let report = value.map(ErrorReport.init) ?? ErrorReport()
        var text = report.message
        if text.isEmpty {
            text = value == nil ? Page.described(response) : report.words.joined(separator: ", ")
        }
        if text.isEmpty { text = "status \(response.status)" }
        return error(
            report.kind(status: response.status), text, status: response.status,
            retryAfter: report.retryAfter(response.fields),
            requestID: response.fields.requestID ?? report.requestID)
    }

    /// What an error amid a stream, or in an answer with a status of success, means.
    func error(reportedIn value: JSON, fields: HTTPFields = [:]) -> ModelError {
        let report = ErrorReport(value)
        let text = report.message.isEmpty ? report.words.joined(separator: ", ") : report.message
        return error(
            report.kind(status: nil), text.isEmpty ? "an error without a word" : text,
            retryAfter: report.retryAfter(fields), requestID: fields.requestID ?? report.requestID)
    }

    /// The body of an answer as JSON.
    ///
    /// - Throws: ``ModelError`` for a page and anything else that is no JSON, and for an error that came with
    ///   a status of success.
    func value(of response: HTTPResponse) throws(ModelError) -> JSON {
        let value = try? WireJSON.parse(response.body)
        if let value, (value.arrayValue?.first ?? value).value("error") != nil {
            throw error(reportedIn: value, fields: response.fields)
        }
        guard let value, value.objectValue != nil else {
            let what = Page.described(response)
            throw broken(what.isEmpty ? "nothing" : what, response.fields)
        }
        return value
    }

    /// What came is no answer.
    func broken(_ what: String, _ fields: HTTPFields = [:]) -> ModelError {
        ModelError(
            .protocol, "'\(name)' sent no answer but \(Redaction.redacted(what))", requestID: fields.requestID
        )
    }

    private func error(
        _ kind: ModelError.Kind, _ text: String, status: Int? = nil, retryAfter: Duration?, requestID: String?
    ) -> ModelError {
        let verb =
            switch kind {
            case .authentication: "refused the key"
            case .quota: "refused the request for the account's sake"
            case .rateLimit: "asks to wait"
            case .overload: "failed"
            case .refused: "refused to answer"
            case .timeout: "did not answer in time"
            default: "refused the request"
            }
        var hints: [String] = []
        if kind == .authentication, !keyVariables.isEmpty {
            hints.append("the key is read from \(keyVariables.joined(separator: " or "))")
        }
        return ModelError(
            kind, "'\(name)' \(verb): \(Redaction.redacted(Page.line(text)))", retryAfter: retryAfter,
            status: status, requestID: requestID, hints: hints)
    }
}

/// What stands in an answer that is no JSON, as a proxy or a captive portal gives it.
enum Page {
    /// As in `a page 'Log in' (text/html)`; empty for an empty body.
    static func described(_ response: HTTPResponse) -> String {
        let text = String(decoding: response.body.prefix(64 << 10), as: UTF8.self)
        let start = line(String(text.prefix(200)))
        guard !start.isEmpty else { return "" }
        let type = response.fields["content-type"].map { " (\(line($0)))" } ?? ""
        guard start.hasPrefix("<") else { return "'\(start)'\(type)" }
        return "a page\(title(text).map { " '\($0)'" } ?? "")\(type)"
    }

    private static func title(_ text: String) -> String? {
        let lower = text.lowercased()
        // Lower case may change lengths; then the title is not worth the search.
        guard lower.utf8.count == text.utf8.count, let tag = lower.firstRange(of: "<title"),
            let start = lower[tag.upperBound...].firstIndex(of: ">"),
            let end = lower[start...].firstRange(of: "</title")
        else { return nil }
        let from = text.utf8.index(
            text.startIndex, offsetBy: lower.utf8.distance(from: lower.startIndex, to: start))
        let to = text.utf8.index(
            text.startIndex, offsetBy: lower.utf8.distance(from: lower.startIndex, to: end.lowerBound))
        let title = line(String(text[text.index(after: from)..<to]))
        return title.isEmpty ? nil : title
    }

    /// On one line, at most 500 letters, without what a terminal would act upon.
    static func line(_ text: String) -> String {
        let words = text.split { character in
            character.isWhitespace
                || character.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
        }
        let line = words.joined(separator: " ")
        return line.count > 500 ? line.prefix(500) + "…" : line
    }
}
