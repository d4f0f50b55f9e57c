import Domain
import Engine
import Platform

/// The reports that a check's runner writes into the checkout.
struct Reports {
    /// From the check's folder.
    private let patterns: [String]
    private let folder: String

    /// Files that are looked at.
    private static let mostFiles = 2000
    /// In bytes, of one.
    private static let largest = 64 << 20

    init(_ patterns: [String], in folder: String) { (self.patterns, self.folder) = (patterns, folder) }

    /// Takes away what an earlier verification has left in a folder that Git ignores: it would be taken for
    /// the result of this one, and a build tool may take it for a reason to do nothing.
    ///
    /// - Parameter isTracked: whether one, by its path from the folder, is part of the tree.
    func clear(except isTracked: (String) -> Bool) {
        for path in paths() where !isTracked(path) { try? Files.remove("\(folder)/\(path)") }
    }

    /// What the reports say, those in another folder among them; nil when there are no tests in any.
    func read(and others: String, except isTracked: (String) -> Bool) -> JUnitReport? {
        var report = JUnitReport()
        let own = ((try? Files.list(others)) ?? []).filter { $0.hasSuffix(".xml") }.map { "\(others)/\($0)" }
        for path in own + paths().filter({ !isTracked($0) }).map({ "\(folder)/\($0)" }) {
            guard let status = try? Files.status(of: path), status.isRegular, status.size <= Self.largest,
                let bytes = try? Files.read(path)
            else { continue }
            // A runner that was killed leaves half a report, whose tests count all the same.
            try? report.read(bytes)
        }
        return report.counts.total > 0 ? report : nil
    }

    /// The files that match, from the folder.
    private func paths() -> [String] {
        var found: [String] = []
        for pattern in patterns {
            walk(pattern.split(separator: "/").map { String($0) }[...], "", &found)
        }
        return found
    }

    private func walk(_ parts: ArraySlice<String>, _ path: String, _ found: inout [String]) {
        guard let part = parts.first, found.count < Self.mostFiles else { return }
        let rest = parts.dropFirst()
        let names = (try? Files.list(path.isEmpty ? folder : "\(folder)/\(path)")) ?? []
        if part == "**" { walk(rest, path, &found) }
        let glob = GlobPattern(part)
        for name in names where name != ".git" && name != "node_modules" {
            let below = path.isEmpty ? name : "\(path)/\(name)"
            guard let status = try? Files.status(of: "\(folder)/\(below)", followingLinks: false) else {
                continue
            }
            if part == "**" {
                if status.isDirectory { walk(parts, below, &found) }
            } else if glob.matches(name) {
                if rest.isEmpty, status.isRegular { found.append(below) }
                if !rest.isEmpty, status.isDirectory { walk(rest, below, &found) }
            }
        }
    }
}
