/// Sorts paths into the classes that rules are about.
struct PathClasses: Sendable {
    /// Those that follow from where the home and the tree are; all others are patterns of a table.
    static let computed = ["root", "home", "tree", "inside", "outside", "temporary", "unknown"]

    private let patterns: [(name: String, patterns: [PathPattern])]
    private let excluded: [String: [PathPattern]]
    private let temporary: [PathPattern]
    private let home: Path
    private let tree: Path

    init(_ book: RuleBook, _ situation: Situation) {
        home = Path(situation.home)
        tree = Path(situation.tree)
        func pattern(_ text: String) -> PathPattern {
            if text.hasPrefix("~") { return PathPattern(situation.home + text.dropFirst()) }
            if text.hasPrefix("@") { return PathPattern(situation.tree + text.dropFirst()) }
            return PathPattern(text)
        }
        patterns = book.classes.map { ($0.name, $0.paths.map(pattern)) }
        excluded = Dictionary(
            book.classes.map { ($0.name, $0.except.map(pattern)) }, uniquingKeysWith: { first, _ in first })
        temporary = book.temporary.map(pattern)
    }

    /// The classes of what a value means in any of these folders.
    func classes(of pieces: [Piece], in folders: [Path]) -> Set<String> {
        folders.reduce(into: []) { all, folder in
            let path = Path(pieces, in: folder)
            var classes = classes(of: path)
            // Where the tree lies among temporary files, what lies beside it is somebody else's all the same.
            if classes.contains("temporary"), folder.isWithin(tree), !path.isWithin(tree),
                !Self.isAbsolute(pieces)
            {
                classes.remove("temporary")
                classes.insert("outside")
            }
            all.formUnion(classes)
        }
    }

    private static func isAbsolute(_ pieces: [Piece]) -> Bool {
        if case .text(let text)? = pieces.first { text.utf8.first == UInt8(ascii: "/") } else { false }
    }

    /// The classes of a path.
    func classes(of path: Path) -> Set<String> {
        guard path.isKnown else { return ["unknown"] }
        var classes: Set<String> = []
        for (name, patterns) in patterns where patterns.contains(where: { $0.matches(path) }) {
            if excluded[name]?.contains(where: { $0.matches(path) }) != true { classes.insert(name) }
        }
        let (base, count) = path.withoutEverything
        if count > 0 {
            for (name, patterns) in patterns where patterns.contains(where: { $0.matches(base) }) {
                classes.insert(name)
            }
        }
        // A name below the root that nobody knows can be any of these.
        if base == .root { classes.insert("root") }
        if home.isWithin(base) && base != .root { classes.insert("home") }
        if tree.isWithin(base) { classes.insert("tree") }
        // A tree or a home may lie in a folder of the system: /srv, /root.
        if base.isWithin(tree) || base.isWithin(home) && base != home { classes.remove("system") }
        if base.isWithin(tree) && base != tree {
            classes.insert("inside")
        } else if temporary.contains(where: { $0.matches(base) }) {
            classes.insert("temporary")
        } else if !(base == tree) {
            classes.insert("outside")
        }
        return classes
    }
}
