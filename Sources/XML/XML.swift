/// Reads XML text as events, with expat.
///
/// Nothing outside of the text is looked at: no external entity, no schema. A text that declares entities of
/// its own is refused, so that what comes out is never more than what went in.
public enum XML {
    /// What a text consists of, in its order. Comments and processing instructions are left out.
    public enum Event: Sendable, Equatable {
        /// `<name key="value">`, also of `<name/>`.
        case start(Element)
        /// `</name>`, also of `<name/>`.
        case end(name: String)
        /// What stands between tags, white space included, in one piece within a call of
        /// ``XMLParser/feed(_:)``.
        case text(String)
    }

    /// A start tag.
    public struct Element: Sendable, Equatable {
        /// As it is written, with its prefix.
        public let name: String
        /// In their order.
        public let attributes: [Attribute]

        /// A start tag of these.
        public init(name: String, attributes: [Attribute] = []) {
            (self.name, self.attributes) = (name, attributes)
        }

        /// The value of an attribute; nil when it is not there.
        public subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }
    }

    /// A name in a start tag, and its value.
    public struct Attribute: Sendable, Equatable {
        /// As it is written, with its prefix.
        public let name: String
        /// With references replaced by what they stand for.
        public let value: String

        /// An attribute of these.
        public init(name: String, value: String) { (self.name, self.value) = (name, value) }
    }

    /// What a text may hold, against those who feed on memory and time.
    public struct Limits: Sendable, Equatable {
        /// Of the whole text.
        public var bytes: Int
        /// Elements within each other.
        public var depth: Int

        /// 64 MiB and 200 levels, unless given.
        public init(bytes: Int = 64 << 20, depth: Int = 200) { (self.bytes, self.depth) = (bytes, depth) }
    }

    /// The events of a whole text.
    ///
    /// - Throws: for what is no XML, and beyond the limits.
    public static func parse(_ bytes: [UInt8], limits: Limits = Limits()) throws(XMLError) -> [Event] {
        var parser = XMLParser(limits: limits)
        return try parser.feed(bytes) + parser.finish()
    }
}
