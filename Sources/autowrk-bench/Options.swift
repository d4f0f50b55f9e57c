/// What the command line asks for.
struct Options: Sendable {
    static let usage = """
        usage: autowrk-bench [<case>…] [--json] [--events <n>] [--folder <dir>]
           or: autowrk-bench context-quality --data <dir> [--json] [--half <word>]

        Runs all cases, or those named, each beside its reference, and prints a table.

            --json           one JSON document instead of the table
            --events <n>     events in all, 120000 unless given; promises are about that number
            --folder <dir>   where to work: a folder of our own in it, removed afterwards
                             ($TMPDIR or /tmp unless given)
            -h, --help       this text; 'context-quality -h' has its own

        'context-quality' measures no time: it ranks the files for issues whose fixes are known.

        cases:

        """ + BenchCase.all.map { "    \($0.name.padded(to: 19))\($0.purpose)\n" }.joined()

    var cases: [BenchCase] = []
    var isJSON = false
    var isHelp = false
    var events = 120_000
    var folder: String?

    /// Reads the arguments without the program's name; options and names may be mixed.
    init(_ arguments: [String]) throws(BenchError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "-h", "--help": isHelp = true
            case "--json": isJSON = true
            case "--events":
                let value = try Self.value(of: argument, from: &rest)
                guard let count = Int(value), count >= Workload.eventsPerRun else {
                    throw BenchError(
                        .usage, "unusable number of events '\(value)'",
                        hint: "give a whole number of at least \(Workload.eventsPerRun)")
                }
                events = count
            case "--folder": folder = try Self.value(of: argument, from: &rest)
            case _ where argument.hasPrefix("-"):
                throw BenchError(.usage, "unknown option '\(argument)'", hint: "see autowrk-bench -h")
            default: cases.append(try Self.benchCase(named: argument))
            }
        }
        if cases.isEmpty { cases = BenchCase.all }
    }

    /// What follows an option.
    static func value(
        of option: String, from rest: inout ArraySlice<String>
    ) throws(BenchError) -> String {
        guard let value = rest.popFirst() else { throw BenchError(.usage, "no value after '\(option)'") }
        return value
    }

    private static func benchCase(named name: String) throws(BenchError) -> BenchCase {
        if let found = BenchCase.all.first(where: { $0.name == name }) { return found }
        let names = BenchCase.all.map(\.name)
        let nearest = names.map { (name: $0, distance: $0.editDistance(to: name)) }.min {
            $0.distance < $1.distance
        }
        let hint =
            if let nearest, nearest.distance <= nearest.name.count / 2 {
                "did you mean '\(nearest.name)'?"
            } else {
                "cases are \(names.joined(separator: ", "))"
            }
        throw BenchError(.usage, "unknown case '\(name)'", hint: hint)
    }
}
