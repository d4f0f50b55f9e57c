public import Domain
public import JSON

/// Replaces secret values by `***`, also in the forms in which programs like to print them.
///
/// Each occurrence of each form is covered; occurrences that overlap become one `***`. The mask hides what is
/// printed by accident: a program that wants to give a secret away can always write it in another form.
///
/// With a `SecretScan` it also hides what looks like a key. That is hidden only: what is refused for a
/// secret in it, as ``isNeeded(for:)-(String)`` tells, is so for one whose value is known.
public struct SecretMask: Sendable {
    let patterns: PatternSet
    private let shapes: SecretScan?

    /// A mask for these values; those that are empty or white space are left out.
    ///
    /// - Parameters:
    ///   - values: what is hidden.
    ///   - shapes: what keys look like that are hidden as well.
    public init(_ values: [String], shapes: SecretScan? = nil) {
        patterns = PatternSet(values.flatMap { SecretVariants.of($0) })
        self.shapes = shapes
    }

    private init(_ patterns: PatternSet) { (self.patterns, shapes) = (patterns, nil) }

    /// Whether there is nothing to hide.
    public var isEmpty: Bool { patterns.isEmpty && shapes == nil }

    /// The mask without what only looks like a key, for text that is to be carried out: in a file that is to be
    /// written, stars would stand for good.
    public var ofKnownValues: SecretMask { SecretMask(patterns) }

    /// A text without the secrets.
    public func apply(to text: String) -> String {
        guard !isEmpty else { return text }
        var stream = makeStream()
        let masked = stream.feed(Array(text.utf8)) + stream.finish()
        return String(decoding: masked, as: UTF8.self)
    }

    /// A value without the secrets in its texts, numbers and keys; a number that holds one becomes a text. Of
    /// keys that become equal the last one stays.
    public func apply(to value: JSON) -> JSON {
        guard !isEmpty else { return value }
        switch value {
        case .null, .bool: return value
        case .integer, .number:
            let (text, masked) = (value.canonical, apply(to: value.canonical))
            return masked == text ? value : .string(masked)
        case .string(let text): return .string(apply(to: text))
        case .array(let elements): return .array(elements.map { apply(to: $0) })
        case .object(let object): return .object(apply(to: object))
        }
    }

    /// The members of an object without the secrets in their texts and keys.
    public func apply(to object: JSON.Object) -> JSON.Object {
        guard !isEmpty else { return object }
        return JSON.Object(object.members.map { (apply(to: $0.key), apply(to: $0.value)) })
    }

    /// Whether a text has something to hide.
    public func isNeeded(for text: String) -> Bool { isNeeded(for: Array(text.utf8)) }

    /// Whether bytes have.
    public func isNeeded(for bytes: [UInt8]) -> Bool {
        var search = makeSearch()
        return search.finds(in: bytes)
    }

    /// Whether a value has, in its texts, numbers or keys.
    public func isNeeded(for value: JSON) -> Bool {
        switch value {
        case .null, .bool: false
        case .integer, .number: isNeeded(for: value.canonical)
        case .string(let text): isNeeded(for: text)
        case .array(let elements): elements.contains { isNeeded(for: $0) }
        case .object(let object):
            object.members.contains { isNeeded(for: $0.key) || isNeeded(for: $0.value) }
        }
    }

    /// For bytes that come in pieces and are only to be looked through.
    func makeSearch() -> SecretSearch { SecretSearch(patterns) }

    /// For text that comes in pieces.
    public func makeStream() -> MaskStream { MaskStream(patterns, shapes?.makeStream()) }
}
