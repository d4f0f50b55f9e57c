import JSON
import TestSupport
import Testing

/// `watch`, and how runs are shown on a terminal.
@Suite struct RunWatchTests {
    let place: RunPlace
    /// Where commands wait until what they have printed was seen.
    let seen: Gate

    init() throws {
        place = try RunPlace([
            "quick": "steps:\n  - id: a\n    run: echo out\n",
            "broken": "steps:\n  - id: a\n    run: exit 2\n",
            "asks": "steps:\n  - id: ask\n    wait: { approval: anyone }\n",
            "parent": "steps:\n  - id: child\n    workflow: quick\n",
        ])
        seen = try Gate("seen", in: place.sandbox)
        try place.commit([
            "talks":
                "steps:\n  - id: talk\n    run: for n in 1 2 3 4 5 6; do echo \"line $n\"; done; \(seen.pass)\n"
        ])
    }

    @Test func `watching a run that is over tells how it went, and ends as it did`() throws {
        let quick = try place.start("quick")
        let broken = try place.start("broken", status: 1)
        let asks = try place.start("asks", status: 4)
        let outcome = try place.autowrk("watch", quick)
        #expect(outcome.status == 0)
        #expect(outcome.stdout == "")
        #expect(
            outcome.stderr == "+ a  0 ms\n+ run \(quick.prefix(4)): completed after 0 ms\n")
        #expect(try place.autowrk("watch", broken).status == 1)
        #expect(try place.autowrk("watch", asks).status == 4)
        let several = try place.autowrk("watch", quick, asks)
        #expect(several.status == 4)
        #expect(several.stderr.contains("\(quick.prefix(4)) + a  0 ms\n"))
        #expect(try place.autowrk("watch", quick, asks, broken).status == 1)
        #expect(try place.autowrk("watch", "zzzz").status == 2)
    }

    @Test func `the events of a run are printed as they stand in the journal`() throws {
        let run = try place.start("quick")
        let outcome = try place.autowrk("watch", run, "--json")
        #expect(outcome.stderr == "")
        #expect(outcome.stdout == (try place.autowrk("log", run, "--json", "--reverse").stdout))
        for line in outcome.stdout.split(separator: "\n") {
            #expect(try JSON(parsing: String(line))["schema"] == 1)
        }
    }

    @Test func `runs that start meanwhile are followed`() throws {
        let asks = try place.start("asks", status: 4)
        let watch = try place.sandbox.start(["git-autowrk", "watch", "--json"], in: place.path)
        // The history of what is under way comes first.
        var types: [String] = []
        func read(until type: String) throws {
            while !types.contains(type) {
                let lines = try #require(try watch.nextLines())
                types += try lines.compactMap { try JSON(parsing: $0)["type"]?.stringValue }
            }
        }
        try read(until: "wait_started")
        _ = try place.start("quick")
        try read(until: "run_completed")
        #expect(try place.autowrk("reject", asks).status == 0)
        try read(until: "run_failed")
        #expect(types.filter { $0 == "run_started" }.count == 2)
        watch.kill(.process)
    }

    @Test func `the steps of a run that a step has started are shown with its name`() throws {
        let outcome = try place.autowrk("run", "parent")
        #expect(outcome.status == 0)
        let lines = outcome.stderr.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].wholeMatch(of: #/[0-9a-z]{4} \+ a  0 ms/#) != nil)
        #expect(lines[1] == "+ child  0 ms")
    }

    // MARK: Terminals

    /// Runs a command on a terminal of 40 columns and 12 rows.
    ///
    /// - Parameters:
    ///   - command: for the shell.
    ///   - environment: what is different.
    ///   - text: what has to be on the screen before a step that waits goes on; nil for nothing.
    /// - Returns: what the terminal was sent.
    private func onTerminal(
        _ command: String, _ environment: [String: String] = [:], showing text: String? = nil
    ) throws -> String {
        let terminal = try place.sandbox.start(
            ["script", "-qec", "stty cols 40 rows 12; \(command)", "/dev/null"], in: place.path,
            environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8"].merging(environment) { $1 })
        var screen = ""
        func isShowing(_ text: String) throws -> Bool {
            while !screen.contains(text) {
                guard let lines = try terminal.nextLines() else { return false }
                screen += lines.joined(separator: "\n") + "\n"
            }
            return true
        }
        if let text { try #require(try isShowing(text), "\(screen)") }
        try seen.open()
        while let lines = try terminal.nextLines() { screen += lines.joined(separator: "\n") + "\n" }
        _ = try terminal.finish()
        return screen
    }

    @Test func `on a terminal the picture is drawn over and over`() throws {
        let text = try onTerminal("git-autowrk run talks", showing: "line 6")
        #expect(text.contains("\u{1B}[K"))
        #expect(text.contains("\u{1B}[6A"), "back to the first of six lines")
        #expect(text.contains("│ line 6"))
        #expect(!text.contains("│ line 2\u{1B}"), "only the last lines are shown")
        #expect(text.contains("✓\u{1B}[m talk"))
        #expect(text.contains("✓\u{1B}[m run "))
    }

    @Test func `no line is longer than the terminal is wide`() throws {
        try place.commit([
            "wide":
                "steps:\n  - id: a\n    run: printf 'x%.0s' $(seq 200); echo; printf '日本%.0s' $(seq 50); \(seen.pass)\n"
        ])
        let text = try onTerminal("git-autowrk run wide", showing: "日")
        for line in text.split(whereSeparator: { $0 == "\r\n" || $0 == "\n" || $0 == "\r" }) {
            let visible = line.replacing(#/\u{1B}\[[0-9]*[a-zA-Z]/#, with: "")
            #expect(visible.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) } <= 40, "\(visible)")
        }
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], ["LC_ALL": "C"]])
    func `a terminal is taken for what it is`(environment: [String: String]) throws {
        // A terminal that can't be drawn on is told of the step's end only.
        let text = try onTerminal(
            "git-autowrk run talks", environment, showing: environment["TERM"] == nil ? "line 6" : nil)
        switch environment.keys.first {
        case "NO_COLOR":
            #expect(!text.contains("m✓") && text.contains("✓ talk") && text.contains("\u{1B}[K"))
        case "TERM": #expect(!text.contains("\u{1B}") && text.contains("✓ talk"))
        default: #expect(text.contains("+\u{1B}[m talk") && !text.contains("✓"))
        }
        #expect(try !onTerminal("git-autowrk runs --no-color", environment).contains("\u{1B}"))
    }

    @Test func `what a command prints can't steer the terminal`() throws {
        try place.commit([
            "evil":
                "steps:\n  - id: a\n    run: printf 'red\\033[31m \\033]0;title\\007 \\033[2J end\\n'; \(seen.pass); exit 1\n"
        ])
        let drawn = try onTerminal("git-autowrk run evil", showing: "red   end")
        for text in [drawn, try place.autowrk("run", "evil").stderr] {
            #expect(text.contains("red   end"))
            #expect(!text.contains("\u{1B}[2J") && !text.contains("\u{1B}]") && !text.contains("\u{07}"))
        }
    }
}
