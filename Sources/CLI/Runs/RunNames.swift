import Engine
import Journal
import Workflow

/// Finds runs by what people type, and what people have to type at least.
enum RunNames {
    /// Shorter names are unique by chance only, and not for long.
    private static let shortest = 4

    /// The run of this name, or the only one whose name starts with it.
    static func find(_ text: String, in journal: inout Journal) throws(Failure) -> RunID {
        try Abbreviation.only(
            text, of: try matches(text, in: &journal), kind: "run",
            hints: ["'git autowrk runs' lists them", "'git autowrk sync' fetches those of other clones"])
    }

    /// The run that was started last.
    static func newest(in journal: inout Journal) throws(Failure) -> RunID {
        var newest: RunID?
        do throws(JournalError) {
            try RunIndex.forEach(in: &journal, limit: 1) { summary in
                newest = summary.id
                return false
            }
        } catch { throw Failure(error) }
        guard let newest else {
            throw Failure(.usage, "there are no runs yet", hints: ["'git autowrk run' starts one"])
        }
        return newest
    }

    /// The runs whose names start with a text, at most four of them.
    static func matches(_ text: String, in journal: inout Journal) throws(Failure) -> [RunID] {
        let name = text.lowercased()
        guard !name.isEmpty, name.utf8.count <= 12, name.allSatisfy({ $0.isASCII && !"/%_*?".contains($0) })
        else { return [] }
        do { return try RunIndex.runs(startingWith: name, in: &journal) } catch { throw Failure(error) }
    }

    /// The shortest beginning of a run's name that no other run has.
    static func short(_ run: RunID, in journal: inout Journal) -> String {
        for length in shortest..<run.description.count {
            let prefix = String(run.description.prefix(length))
            guard let found = try? RunIndex.runs(startingWith: prefix, in: &journal) else { break }
            if found.count <= 1 { return prefix }
        }
        return run.description
    }
}
