public import Domain
public import Git
import JSON
public import Journal

/// What has come of a verification, and what is to be recorded of it.
public struct Verification: Sendable {
    /// The tree that was verified.
    public let tree: ObjectID
    /// The commit that it was verified for; nil for a tree alone.
    public let commit: ObjectID?
    /// A result for each check that was to be performed.
    public let verdict: Verdict
    /// The results that are new, which ``draft(actor:)`` records; the others were known.
    public let performed: [CheckResult]
    /// What the new ones have printed, by the name of the attachment.
    public let outputs: [String: [UInt8]]
    /// Whether somebody has told it to stop before its end.
    public let wasStopped: Bool
    /// Whether it was to perform some of the tree's checks only.
    public let isRestricted: Bool

    /// Whether the checks that were to be performed speak for the tree; that of the verdict is about all
    /// of its critical ones.
    public var isPassed: Bool { verdict.isUnopposed && !wasStopped }

    /// Whether all checks were looked at, so that it says how the tree as a whole is.
    public var isWhole: Bool { !wasStopped && !isRestricted }

    /// What has come of it in one line, as in `passed, 42 passed`.
    public var headline: String { wasStopped ? "stopped" : verdict.headline }

    /// The stream of the verdicts on a tree.
    public static func stream(of tree: ObjectID) -> StreamName {
        guard let stream = StreamName("verdict/\(tree.hex)") else {
            preconditionFailure("'\(tree.hex)' can't stand in a stream's name")
        }
        return stream
    }

    /// The type of the event.
    static var type: EventType {
        guard let type = EventType("tree_verified") else { preconditionFailure("a type's form has changed") }
        return type
    }

    /// Of excerpts and commands in an event, in bytes.
    private static let room = 400_000
    /// In characters; the whole of it stands in the tree.
    private static let longestCommand = 2000

    /// The fact to record; nil when there is nothing new.
    public func draft(actor: String) -> EventDraft? {
        if performed.isEmpty { return nil }
        // An event has its bounds; a repository of many packages that all fail does not.
        var room = Self.room
        let checks = performed.map { check in
            var check = check
            check.command = String(check.command.prefix(Self.longestCommand))
            room -= (check.excerpt?.utf8.count ?? 0) + 2 * check.command.utf8.count
            if room < 0 { check.excerpt = nil }
            return check
        }
        var data: JSON.Object = ["checks": .array(checks.map(\.json))]
        if !verdict.plan.isEmpty { data["plan"] = .array(verdict.plan.map { .string($0) }) }
        if let commit { data["commit"] = .string(commit.hex) }
        let attachments = performed.compactMap(\.output).compactMap { name in
            outputs[name].map { Attachment(name: name, content: .bytes($0)) }
        }
        return EventDraft(
            stream: Self.stream(of: tree), type: Self.type, actor: actor, data: data,
            attachments: attachments)
    }

    /// The decision that records it alone; nil when there is nothing new.
    public func decision(actor: String) -> Decision? {
        draft(actor: actor).map {
            Decision(subject: "tree \(tree.hex.prefix(10)): \(headline)", events: [$0])
        }
    }

    /// What a check's output is called among the attachments: its name, with `-` for what Git might not take,
    /// and a number where another check is called the same by that.
    static func attachment(of check: String, besides others: some Collection<String>) -> String {
        let name = check.map { character in
            character.isASCII && (character.isLetter || character.isNumber) || "._-".contains(character)
                ? character : "-"
        }
        // A name of dots alone, or of nothing, would be none.
        let stem = (name.first == "." ? "-" : "") + String(name)
        var (attachment, number) = (stem + ".log", 1)
        while others.contains(attachment) {
            number += 1
            attachment = "\(stem)-\(number).log"
        }
        return attachment
    }
}
