import Git
import Journal
import Platform

extension BenchCase {
    static let size = BenchCase(
        name: "size", purpose: "bytes on disk before and after maintenance"
    ) { workbench in
        let corpus = try await Corpus(.grouped, on: workbench)
        let rows = try corpus.rows(workbench)
        let plain = try tableBytes(rows, on: workbench)
        func row(_ name: String, _ bytes: Int, bound: Measurement.Bound? = nil) -> Measurement {
            Measurement(name, megabytes(bytes), .megabytes, beside: table, megabytes(plain), bound: bound)
        }
        func each(_ bytes: Int) -> Double { Double(bytes) / Double(rows.count) }

        let (before, after) = try sizes(of: corpus, on: workbench)
        let imported = try importedSize(try Corpus.messages(of: corpus.path), on: workbench)
        let single = try await singleSize(on: workbench)
        return Findings(
            measurements: [
                row("group commits, as written", before),
                row("group commits, git gc", after, bound: .atMost(10)),
                Measurement(
                    "group commits, git gc", megabytes(after), .megabytes, beside: "git fast-import, git gc",
                    megabytes(imported)),
                Measurement(
                    "group commits, git gc", each(after), .bytesPerEvent, beside: table, each(plain)),
                row("one event a commit, git gc", single),
                Measurement(
                    "one event a commit, git gc", each(single), .bytesPerEvent, beside: table, each(plain)),
                row("query cache", cacheBytes(corpus.path)),
            ], remarks: [averages(rows)])
    }

    private static let table = "SQLite, no index"

    private static func megabytes(_ bytes: Int) -> Double { Double(bytes) / 1_000_000 }

    private static func averages(_ rows: [Row]) -> String {
        let bytes = rows.reduce(0) { $0 + $1.line.utf8.count }
        return
            "\(rows.count.grouped) events of \((Double(bytes) / Double(rows.count)).short) bytes on average"
    }

    /// The repository before and after maintenance, without the cache. Only a copy of the files has what the
    /// writer left, loose objects included.
    private static func sizes(
        of corpus: Corpus, on workbench: Workbench
    ) throws -> (before: Int, after: Int) {
        let path = workbench.path("size-grouped")
        try workbench.run(["cp", "-a", corpus.path, path], in: workbench.folder)
        workbench.discard("\(path)/autowrk")
        return (DiskUsage.bytes(of: path), try collectedSize(path, on: workbench))
    }

    private static func singleSize(on workbench: Workbench) async throws -> Int {
        let path = workbench.path("size-single")
        try workbench.clone(try await Corpus(.single, on: workbench), to: path)
        return try collectedSize(path, on: workbench)
    }

    private static func importedSize(_ messages: [[UInt8]], on workbench: Workbench) throws -> Int {
        let path = workbench.path("size-imported")
        let stream = FastImport.stream(messages, to: Lanes.prefix + "copy", by: workbench.identity)
        try FastImport.write(stream, to: path, on: workbench)
        return try collectedSize(path, on: workbench)
    }

    private static func collectedSize(_ path: String, on workbench: Workbench) throws -> Int {
        try workbench.run(["git", "gc", "--quiet"], in: path)
        return DiskUsage.bytes(of: path)
    }

    private static func tableBytes(_ rows: [Row], on workbench: Workbench) throws -> Int {
        try workbench.withTable(synchronous: .off) { table in
            try table.insert(rows)
            try table.compact()
            return DiskUsage.bytes(of: workbench.table)
        }
    }

    private static func cacheBytes(_ path: String) -> Int {
        ["", "-wal", "-shm"].reduce(0) { $0 + DiskUsage.bytes(of: "\(path)/autowrk/cache.sqlite\($1)") }
    }
}
