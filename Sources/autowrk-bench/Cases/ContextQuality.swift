import Context
import Git
import JSON
import Platform

/// Measures how good the files are that an issue leads to: real issues, and the files that their fixes changed.
///
/// `DIR/cases.json` is a list of objects: `id`, `repository` (a Git directory, relative to `DIR` or absolute), `name`,
/// `base` (the commit before the fix), `issue` (Markdown, the title in the first line), `files` (source files that
/// the fix changed), `half` (a word: figures are told for each).
enum ContextQuality {
    static let usage = """
        usage: autowrk-bench context-quality --data <dir> [--json] [--half <word>]

        Ranks the files for each issue of <dir>/cases.json, and tells where those stand that its fix
        changed, beside BM25 over whole files. The index is kept in <dir>/index.

            --half <word>    only cases of this half
            --json           one JSON document, with the signals of each file

        """

    static func run(_ arguments: [String]) throws -> String {
        var data: String?
        var half: String?
        var isJSON = false
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--data": data = try Options.value(of: argument, from: &rest)
            case "--half": half = try Options.value(of: argument, from: &rest)
            case "--json": isJSON = true
            case "-h", "--help": return usage
            default:
                throw BenchError(
                    .usage, "unknown argument '\(argument)'", hint: "see autowrk-bench context-quality -h")
            }
        }
        guard let data else { throw BenchError(.usage, "no folder of cases", hint: "give --data <dir>") }
        let cases = try ContextCase.read(from: data).filter { half == nil || $0.half == half }
        if cases.isEmpty {
            throw BenchError(
                .failure, "file '\(data)/cases.json' has no case\(half.map { " of half '\($0)'" } ?? "")")
        }
        var outcomes: [ContextOutcome] = []
        // The cases of a repository one after the other: its index and its words stay in memory.
        for (_, cases) in Dictionary(grouping: cases, by: \.repository).sorted(by: { $0.key < $1.key }) {
            outcomes += try measure(cases, data: data)
        }
        outcomes.sort { $0.benchCase.id < $1.benchCase.id }
        return isJSON ? ContextReport.document(outcomes).canonical + "\n" : ContextReport.table(outcomes)
    }

    private static func measure(_ cases: [ContextCase], data: String) throws -> [ContextOutcome] {
        let folder = data + "/index/" + cases[0].name.replacing("/", with: "+")
        let repository = try Repository(discovering: cases[0].repository, useEnvironment: false)
        var finder = ContextFinder(indexIn: folder)
        var plain = PlainSearch()
        var outcomes: [ContextOutcome] = []
        for benchCase in cases {
            guard let base = ObjectID(hex: benchCase.base) else {
                throw BenchError(.failure, "case '\(benchCase.id)' has no full commit id")
            }
            let query = try benchCase.query()
            var stopwatch = Stopwatch()
            _ = try finder.find(query, at: base, in: repository)
            let first = stopwatch.elapsedMilliseconds
            stopwatch = Stopwatch()
            let result = try finder.find(
                query, at: base, in: repository, limits: ContextLimits(files: 40, tokens: 16_000))
            let second = stopwatch.elapsedMilliseconds
            try plain.read(base, in: repository)
            StandardError.write(".")
            outcomes.append(
                ContextOutcome(
                    benchCase: benchCase, ranked: result.files,
                    plainAll: plain.rank(benchCase.issue, sourcesOnly: false),
                    plainSources: plain.rank(benchCase.issue, sourcesOnly: true), fileCount: result.fileCount,
                    firstMilliseconds: first, secondMilliseconds: second))
        }
        return outcomes
    }
}
