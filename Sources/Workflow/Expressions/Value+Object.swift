extension Value {
    /// The members of an object in the order in which they were written; their names are found whatever
    /// their case.
    public struct Object: Sendable {
        /// One name and its value.
        public typealias Member = (key: String, value: Value)

        /// All members, with their names as they were written.
        public private(set) var members: [Member]

        /// An object without members.
        public init() { members = emptyWithIdentity() }

        /// An object of these members; of a name given twice, the last value stays at the first place.
        public init(_ members: some Sequence<(String, Value)>) {
            self.init()
            var places: [[UInt8]: Int] = [:]
            for (key, value) in members {
                let folded = foldedBytes(key)
                if let place = places[folded] {
                    self.members[place].value = value
                } else {
                    places[folded] = self.members.count
                    self.members.append((key, value))
                }
            }
        }

        /// The value of `key`; setting nil takes the member out.
        public subscript(key: String) -> Value? {
            get { index(of: key).map { members[$0].value } }
            set {
                switch (newValue, index(of: key)) {
                case (let value?, let place?): members[place].value = value
                case (let value?, nil): members.append((key, value))
                case (nil, let place?): members.remove(at: place)
                case (nil, nil): break
                }
            }
        }

        private func index(of key: String) -> Int? {
            members.firstIndex { equalIgnoringCase($0.key, key) }
        }
    }
}

extension Value.Object: Equatable {
    /// Whether both have the same members, in whatever order.
    public static func == (left: Value.Object, right: Value.Object) -> Bool {
        guard left.members.count == right.members.count else { return false }
        return zip(left.members, right.members).allSatisfy { (mine, other) in
            if mine.key.utf8.elementsEqual(other.key.utf8) { return mine.value == other.value }
            return right.members.contains {
                $0.key.utf8.elementsEqual(mine.key.utf8) && $0.value == mine.value
            }
        }
    }
}

extension Value.Object: ExpressibleByDictionaryLiteral {
    /// Names written twice keep the last value.
    public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }
}

/// An empty array that is told apart from every other one by where it lies: `==` of the language compares
/// arrays and objects by identity.
func emptyWithIdentity<Element>() -> [Element] {
    var array: [Element] = []
    array.reserveCapacity(1)
    return array
}
