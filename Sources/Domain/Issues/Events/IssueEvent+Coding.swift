public import JSON

/// How facts about issues stand in the journal: a type and an object. Documented in `Issues.md`.
extension IssueEvent {
    /// The name of the attachment that holds the issue's text.
    public static let textFile = "ISSUE.md"

    /// The event's type in the journal.
    public var type: String {
        switch self {
        case .opened: "issue_opened"
        case .revised: "issue_revised"
        case .commented: "issue_commented"
        case .closed: "issue_closed"
        }
    }

    /// The event's data. What is not known is left out.
    public var data: JSON.Object {
        switch self {
        case .opened(let record), .revised(let record): return record.json
        case .commented(let text, let run):
            var object: JSON.Object = ["text": .string(text)]
            object["run"] = run.map { .string($0) }
            return object
        case .closed: return [:]
        }
    }

    /// Reads a fact from the journal.
    ///
    /// - Parameters:
    ///   - type: the event's type.
    ///   - data: its data; members that this version does not know are passed over.
    /// - Returns: nil for a type that is not about issues or of a later version, and for data that is not of
    ///   its form: such events are skipped.
    public init?(type: String, data: JSON.Object) {
        switch type {
        case "issue_opened":
            guard let record = IssueRecord(data) else { return nil }
            self = .opened(record)
        case "issue_revised":
            guard let record = IssueRecord(data) else { return nil }
            self = .revised(record)
        case "issue_commented":
            guard let text = data["text"]?.stringValue else { return nil }
            self = .commented(text: text, run: data["run"]?.stringValue)
        case "issue_closed": self = .closed
        default: return nil
        }
    }

    /// The first line of the commit that records it.
    public func headline(_ id: IssueID) -> String {
        switch self {
        case .opened(let record): "issue \(id): opened '\(record.title)'"
        case .revised(let record): "issue \(id): revised '\(record.title)'"
        case .commented: "issue \(id): commented"
        case .closed: "issue \(id): closed"
        }
    }
}

extension IssueRecord {
    fileprivate init?(_ data: JSON.Object) {
        guard let title = data["title"]?.stringValue else { return nil }
        self.init(
            number: data["number"]?.integerValue.flatMap { Int(exactly: $0) }, title: title,
            labels: data["labels"]?.arrayValue?.compactMap(\.stringValue) ?? [],
            author: data["author"]?.stringValue, source: data["source"]?.stringValue ?? "")
    }

    fileprivate var json: JSON.Object {
        var object: JSON.Object = [
            "title": .string(title), "labels": .array(labels.map { .string($0) }), "source": .string(source),
        ]
        object["number"] = number.map { .integer(Int64($0)) }
        object["author"] = author.map { .string($0) }
        return object
    }
}
