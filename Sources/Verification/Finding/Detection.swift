import Git

/// Finds the checks of a tree by the tables.
struct Detection {
    private let tables: VerificationTables
    private var view: TreeView

    /// Folders of a level that are looked at where nothing is at the top.
    private static let mostFolders = 100

    init(_ tables: VerificationTables, _ view: TreeView) {
        (self.tables, self.view) = (tables, view)
    }

    /// The checks, in the order in which they are performed.
    ///
    /// Those of the top; where there are none, those of the folders in it, and then of the folders in these.
    mutating func checks(_ repository: borrowing Repository) -> [CheckDefinition] {
        var folders = [""]
        for _ in 0...2 {
            var (found, next): ([CheckDefinition], [String]) = ([], [])
            for folder in folders {
                found += checks(in: folder, repository)
                next += view.subfolders(folder, repository)
            }
            if !found.isEmpty { return found.sortedByKind }
            folders = Array(next.prefix(Self.mostFolders))
        }
        return []
    }

    private mutating func checks(in folder: String, _ repository: borrowing Repository) -> [CheckDefinition] {
        for isFallback in [false, true] {
            var found: [CheckDefinition] = []
            for table in tables.tables where table.isFallback == isFallback {
                if view.holds(table.condition, in: folder, repository) {
                    found += checks(of: table, in: folder, repository)
                }
            }
            if !found.isEmpty { return found }
        }
        return []
    }

    private mutating func checks(
        of table: Table, in folder: String, _ repository: borrowing Repository
    ) -> [CheckDefinition] {
        var preparation: Preparation?
        for entry in table.preparations where view.holds(entry.condition, in: folder, repository) {
            preparation = entry.preparation
            preparation?.folder = folder
            break
        }
        var groups: Set<String> = []
        var found: [CheckDefinition] = []
        for entry in table.entries {
            if let group = entry.group, groups.contains(group) { continue }
            guard view.holds(entry.condition, in: folder, repository) else { continue }
            if let group = entry.group { groups.insert(group) }
            var check = entry.check
            check.name = TreeView.join(folder, check.name)
            check.folder = TreeView.join(folder, check.folder)
            check.formats = entry.formats.compactMap { tables.format($0) }
            check.tools = entry.tools.compactMap { tables.tool($0) }
            check.definedBy = (entry.condition.any + entry.condition.all).filter(\.looksInside)
            check.preparation = entry.prepared == .not ? nil : preparation
            check.preparation?.isNeeded = entry.prepared == .needed
            found.append(check)
        }
        return found
    }
}
