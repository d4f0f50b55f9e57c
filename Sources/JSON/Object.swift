extension JSON {
    /// The members of a JSON object, kept in canonical order: by key, compared as UTF-16 (RFC 8785,
    /// section 3.2.3).
    public struct Object: Sendable {
        /// One name and its value.
        public typealias Member = (key: String, value: JSON)

        /// All members in canonical order.
        public private(set) var members: [Member] = []

        /// An object without members.
        public init() {}

        /// An object of these members; of a key given twice the last value stays.
        public init(_ members: some Sequence<(String, JSON)>) {
            for (key, value) in members { self[key] = value }
        }

        /// The value of `key`; setting nil takes the member out.
        public subscript(key: String) -> JSON? {
            get {
                let (index, found) = position(of: key)
                return found ? members[index].value : nil
            }
            set {
                let (index, found) = position(of: key)
                switch (newValue, found) {
                case (let value?, true): members[index].value = value
                case (let value?, false): members.insert((key, value), at: index)
                case (nil, true): members.remove(at: index)
                case (nil, false): break
                }
            }
        }

        /// All members by key, without their order.
        public var dictionary: [String: JSON] {
            Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        }

        /// Where `key` stands or would have to be inserted. Canonical text arrives sorted, so the end is
        /// looked at first.
        private func position(of key: String) -> (index: Int, found: Bool) {
            guard let last = members.last else { return (0, false) }
            if precedesInUTF16(last.key, key) { return (members.count, false) }
            var low = 0
            var high = members.count
            while low < high {
                let middle = (low + high) / 2
                if precedesInUTF16(members[middle].key, key) { low = middle + 1 } else { high = middle }
            }
            let found = low < members.count && members[low].key.utf8.elementsEqual(key.utf8)
            return (low, found)
        }
    }
}

extension JSON.Object: Equatable {
    /// Whether both have the same members.
    public static func == (left: JSON.Object, right: JSON.Object) -> Bool {
        left.members.elementsEqual(right.members) {
            $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value
        }
    }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
    /// Keys written twice keep the last value.
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}

/// UTF-16 order. It differs from UTF-8 order only where a character beyond the basic plane meets one
/// between U+E000 and U+FFFF, whose bytes all start with 0xEE or more; so plain bytes decide nearly always.
private func precedesInUTF16(_ left: String, _ right: String) -> Bool {
    for (a, b) in zip(left.utf8, right.utf8) where a != b {
        return a < 0xEE || b < 0xEE ? a < b : left.utf16.lexicographicallyPrecedes(right.utf16)
    }
    return left.utf8.count < right.utf8.count
}
