import Suggestions
import Testing

/// In which order alternatives are offered, and why.
@Suite struct RankingTests {
    static let names = CommandNames(isProgram: { $0 != "nosuch" }, isFile: { _ in false })
    /// Judges by the first word.
    static let judge: CommandJudging = { script, _ in
        switch script.split(separator: " ").first {
        case "bad": JudgedCommand(.refuse, [.init(rule: "r", reason: "bad")])
        case "ask": JudgedCommand(.ask, [.init(rule: "a", reason: "ask")])
        default: JudgedCommand(.allow)
        }
    }

    static func alternative(
        _ commands: String..., fit: Int = 100, missing: [String: String] = [:], undo: String? = nil
    ) -> Alternative {
        Alternative(
            title: commands.joined(separator: "; "), reason: "",
            steps: commands.map {
                SuggestedStep(name: $0, command: $0, undo: undo.map { .command($0) } ?? .nothing)
            }, origin: .model("m"), fit: fit, missing: missing)
    }

    private func rank(_ alternatives: [Alternative], _ past: [PastSuggestion] = []) -> [String] {
        Ranking.rank(
            alternatives, names: Self.names, judge: Self.judge,
            history: TaskHistory(of: "list the files", in: past, now: 0)
        ).map(\.alternative.title)
    }

    static let pairs: [(better: Alternative, worse: Alternative)] = [
        (alternative("ask", "nosuch", fit: 10), alternative("bad")),
        (alternative("ask", fit: 10), alternative("good", missing: ["x": "y"])),
        (alternative("nosuch", fit: 90), alternative("good", fit: 70)),
        (alternative("ask"), alternative("nosuch")),
        (alternative("good", "good", "good"), alternative("ask")),
        (alternative("good"), alternative("good", undo: "bad")),
        (alternative("good"), alternative("good", "good")),
        (alternative("ask"), alternative("ask", "ask")),
        (alternative("good", fit: 79), alternative("good", fit: 71)),
    ]

    @Test(arguments: pairs.indices)
    func `what weighs more decides, whatever the order of thinking`(index: Int) {
        let (better, worse) = Self.pairs[index]
        let ranked = Ranking.rank(
            [worse, better], names: Self.names, judge: Self.judge,
            history: TaskHistory(of: "x", in: [], now: 0))
        #expect(ranked.map(\.alternative) == [better, worse])
        let again = Ranking.rank(
            [better, worse], names: Self.names, judge: Self.judge,
            history: TaskHistory(of: "x", in: [], now: 0))
        #expect(again == ranked)
    }

    @Test func `equal alternatives stay in their order`() {
        #expect(rank([Self.alternative("b"), Self.alternative("a")]) == ["b", "a"])
    }

    @Test func `only what is not refused and lacks nothing can be performed`() {
        func canRun(_ alternative: Alternative) -> Bool? {
            Ranking.rank(
                [alternative], names: Self.names, judge: Self.judge,
                history: TaskHistory(of: "x", in: [], now: 0)
            ).first?.canRun
        }
        #expect(canRun(Self.alternative("good")) == true)
        #expect(canRun(Self.alternative("ask")) == true)
        #expect(canRun(Self.alternative("bad")) == false)
        #expect(canRun(Self.alternative("good", undo: "bad x")) == false)
        #expect(canRun(Self.alternative("good", undo: "ask x")) == true)
        #expect(canRun(Self.alternative("good", missing: ["a": "b"])) == false)
    }

    static func past(
        _ task: String, _ outcome: PastSuggestion.Outcome, chosen: [String]? = nil, replaced: [String]? = nil,
        at: Int64 = 0, offered: [[String]] = []
    ) -> PastSuggestion {
        PastSuggestion(
            task: task, at: at, offered: offered, chosen: chosen, replaced: replaced, outcome: outcome)
    }

    @Test func `what was accepted goes first, what was turned down or changed goes last`() {
        let both = [Self.alternative("find ."), Self.alternative("ls -l")]
        #expect(rank(both) == ["find .", "ls -l"])
        #expect(rank(both, [Self.past("list files", .accepted, chosen: ["ls -l"])]) == ["ls -l", "find ."])
        #expect(
            rank(both, [Self.past("list files", .rejected, offered: [["find ."]])]) == ["ls -l", "find ."])
        let changed = Self.past("list files", .changed, chosen: ["ls -l"], replaced: ["find ."])
        #expect(rank(both, [changed]) == ["ls -l", "find ."])
        // Another task says nothing, and neither does one that nobody has answered.
        #expect(rank(both, [Self.past("deploy it", .accepted, chosen: ["ls -l"])]) == ["find .", "ls -l"])
        #expect(rank(both, [Self.past("list files", .open, chosen: ["ls -l"])]) == ["find .", "ls -l"])
    }

    @Test func `what is long ago counts for less`() {
        let month: Int64 = 30 * 86_400_000
        func value(_ at: Int64) -> Int? {
            Ranking.rank(
                [Self.alternative("ls")], names: Self.names, judge: Self.judge,
                history: TaskHistory(
                    of: "list files", in: [Self.past("list files", .accepted, chosen: ["ls"], at: at)], now: 0
                )
            ).first?.history
        }
        #expect(value(0) == 100)
        #expect(value(-month) == 50)
        #expect(value(-2 * month) == 25)
        // A clock that was ahead once does not make it count for more.
        #expect(value(month) == 100)
    }
}
