/// Sorts paths into the classes that rules are about.
struct PathClasses: Sendable {
    /// Those that follow from where the home and the tree are; all others are patterns of a table.
    static let computed = ["root", "home", "tree", "inside", "outside", "temporary", "unknown"]

    private let known: [RuleBook.PathClass]
    private let temporary: [PathPattern]
    private let home: Path
    private let tree: Path

    init(_ book: RuleBook, _ situation: Situation) {
        (home, tree) = (Path(situation.home), Path(situation.tree))
        (known, temporary) = (book.classes, book.temporary)
    }

    /// Whether a pattern may match a path, or something below it.
    func matches(_ pattern: PathPattern, _ path: Path, orBelow: Bool = false) -> Bool {
        switch pattern.anchor {
        case .root: pattern.matches(path, from: .root, orBelow: orBelow)
        case .home: pattern.matches(path, from: home, orBelow: orBelow)
        case .tree: pattern.matches(path, from: tree, orBelow: orBelow)
        }
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
        for known in known where known.paths.contains(where: { matches($0, path) }) {
            if !known.except.contains(where: { matches($0, path) }) { classes.insert(known.name) }
        }
        let (base, count) = path.withoutEverything
        if count > 0 {
            for known in known where known.paths.contains(where: { matches($0, base) }) {
                classes.insert(known.name)
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
        } else if temporary.contains(where: { matches($0, base) }) {
            classes.insert("temporary")
        } else if !(base == tree) {
            classes.insert("outside")
        }
        return classes
    }
}
