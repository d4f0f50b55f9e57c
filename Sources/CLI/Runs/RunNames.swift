import Engine
import Journal
import Workflow

/// Finds runs by what people type, and what people have to type at least.
enum RunNames {
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
        guard let name = Abbreviation.beginning(text) else { return [] }
        do { return try RunIndex.runs(startingWith: name, in: &journal) } catch { throw Failure(error) }
    }

    /// The shortest beginning of a run's name that no other run has.
    static func short(_ run: RunID, in journal: inout Journal) -> String {
        let name = try? ShortName.of(run.description) { (prefix) throws(JournalError) in
            try RunIndex.runs(startingWith: prefix, in: &journal).count
        }
        return name ?? run.description
    }
}
