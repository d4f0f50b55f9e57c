extension YAML {
    /// One document of a YAML stream.
    public struct Document: Sendable, Equatable {
        /// Its one node; an empty scalar when there is nothing between two `---`.
        public var root: Node

        /// A document of this node.
        public init(root: Node) { self.root = root }
    }

    /// A value in a YAML text, and where it stands.
    public struct Node: Sendable, Equatable {
        /// What kind of value it is.
        public enum Content: Sendable, Equatable {
            case scalar(Scalar)
            case sequence([Node])
            /// In the order of the text; no key twice.
            case mapping([Member])
        }

        /// The value.
        public var content: Content
        /// Where it begins, its anchor and tag included. An alias stands where it is written, what is in it
        /// where its anchor is.
        public var start: SourcePosition
        /// Behind its last character.
        public var end: SourcePosition
        /// As written, with its handle resolved: `tag:yaml.org,2002:str` for `!!str`, `!` for the tag that makes
        /// a plain scalar a text.
        public var tag: String?

        /// A node of these parts.
        public init(_ content: Content, start: SourcePosition, end: SourcePosition, tag: String? = nil) {
            (self.content, self.start, self.end, self.tag) = (content, start, end, tag)
        }
    }

    /// A key and its value in a mapping.
    public struct Member: Sendable, Equatable {
        /// Nearly always a scalar.
        public var key: Node
        /// An empty scalar when there is nothing behind the `:`.
        public var value: Node

        /// A pair of these.
        public init(key: Node, value: Node) { (self.key, self.value) = (key, value) }
    }
}

extension YAML.Node {
    /// The scalar; nil for a collection.
    public var scalar: YAML.Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }

    /// The nodes of a sequence; nil for another value.
    public var elements: [YAML.Node]? { if case .sequence(let elements) = content { elements } else { nil } }

    /// The members of a mapping; nil for another value.
    public var members: [YAML.Member]? { if case .mapping(let members) = content { members } else { nil } }

    /// The value of the member whose key is the text `key`; nil when there is none.
    public subscript(key: String) -> YAML.Node? {
        members?.first { $0.key.scalar?.value == .string(key) }?.value
    }
}
