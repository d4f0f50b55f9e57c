import Foundation
import JSON
import TestSupport
import Testing

/// `kill -9` of whoever performs a run, at moments that a seed chooses, until the run is done.
@Suite struct KilledRunTests {
    let clone: Clone

    init() throws { clone = try Clone() }

    /// How many kills there are at least; `AUTOWRK_KILL_ROUNDS` asks for more than the default.
    static let kills = ProcessInfo.processInfo.environment["AUTOWRK_KILL_ROUNDS"].flatMap { Int($0) } ?? 12

    private static let steps = 20
    /// A step that must not be repeated on a guess.
    private static let fragile = 10

    /// Each command adds its number to a file outside.
    private var definition: String {
        let log = clone.sandbox.path("effects")
        let steps = (1...Self.steps).map { number in
            switch number {
            case 5: "  - {id: s5, uses: branch.create, with: {name: \"kill/${{ run.id }}\"}}"
            case 15: "  - {id: s15, uses: commit, with: {message: all}}"
            case Self.fragile: "  - {id: s\(number), run: echo \(number) >> \(log), idempotent: false}"
            default:
                "  - {id: s\(number), run: \"echo \(number) >> \(log); echo \(number) >> file\"}"
            }
        }
        return "name: kill\nsteps:\n" + steps.joined(separator: "\n") + "\n"
    }

    @Test func `a run that is killed again and again does each step in order and repeats none that was done`()
        throws
    {
        var generator = SeededGenerator(seed: 3)
        var kills = 0
        var unknowns = 0
        try clone.sandbox.write("kill.yml", definition)
        while kills < Self.kills {
            try clone.sandbox.write("effects", "")
            var words = ["run", clone.sandbox.path("kill.yml")]
            var id: String?
            var done: Set<String> = []
            while true {
                let process = try clone.sandbox.start(["git-autowrk"] + words, in: clone.path)
                if id == nil { id = try process.nextLines()?.first }
                let run = try #require(id)
                let before = try lines()
                let hasEnded = try process.hasEnded(within: Int.random(in: 0...900_000, using: &generator))
                if !hasEnded {
                    process.kill(.process)
                    kills += 1
                }
                while try process.nextLines() != nil {}
                let (status, stderr) = try process.finish()
                let added = try lines().dropFirst(before.count)
                #expect(!added.contains { done.contains("s\($0)") }, "a completed step was repeated")
                let state = try show(run)
                done = state.completed
                words = ["resume", run]
                if state.status == "completed" { break }
                if hasEnded, status == 4 {
                    unknowns += 1
                    #expect(state.unknown == ["s\(Self.fragile)"], "only that step may be in doubt")
                    let wasDone = try lines().contains(Self.fragile)
                    words = [wasDone ? "skip" : "retry", run, "--step", "s\(Self.fragile)"]
                } else {
                    try #require(!hasEnded, "\(status): \(stderr)")
                }
            }
            try expectDone(try #require(id))
        }
        #expect(try clone.autowrk("fsck").status == 0)
        try clone.expectSound(allowingUnreachable: true)
    }

    private func lines() throws -> [Int] {
        try clone.sandbox.read("effects").split(separator: "\n").compactMap { Int($0) }
    }

    private func show(_ run: String) throws -> (status: String?, completed: Set<String>, unknown: [String]) {
        let outcome = try clone.autowrk("show", run, "--json")
        let document = try JSON(parsing: Array(outcome.stdout.utf8))
        let steps = try #require(document["steps"]?.arrayValue)
        func ids(_ status: String) -> [String] {
            steps.filter { $0["status"]?.stringValue == status }.compactMap { $0["id"]?.stringValue }
        }
        return (document["status"]?.stringValue, Set(ids("completed")), ids("unknown"))
    }

    private func expectDone(_ run: String) throws {
        let effects = try lines()
        #expect(effects == effects.sorted(), "the order holds")
        let commands = (1...Self.steps).filter { $0 != 5 && $0 != 15 }
        #expect(Set(effects) == Set(commands))
        #expect(effects.filter { $0 == Self.fragile }.count == 1)
        // The branch was made and moved once, whatever happened in between.
        let log = try clone.sandbox.git("log", "--format=%s", "HEAD..kill/\(run)", in: clone.path)
        #expect(log == "all")
        let file = try clone.sandbox.git("show", "kill/\(run):file", in: clone.path)
        let expected = commands.filter { $0 < 15 && $0 != Self.fragile }.map { "\($0)" }
        #expect(file == expected.joined(separator: "\n"), "a repeated step starts from its input tree")
    }
}
