import JSON
import TestSupport
import Testing

/// The commands that look at runs.
@Suite struct RunListTests {
    let place: RunPlace

    init() throws {
        place = try RunPlace([
            "quick": "steps:\n  - id: a\n    run: echo out\n",
            "broken": "steps:\n  - id: a\n    run: printf 'one\\033[31m red\\n'; exit 2\n",
            "asks": "steps:\n  - id: ask\n    wait: { approval: [bob, eve] }\n  - id: b\n    run: 'true'\n",
        ])
    }

    private func runs(_ arguments: String...) throws -> (ids: [String], outcome: CommandOutcome) {
        let outcome = try place.sandbox.autowrk(
            ["runs", "--json"] + arguments, in: place.path, environment: RunPlace.now)
        let list = try JSON(parsing: String(outcome.stdout.dropLast()))["runs"]?.arrayValue ?? []
        return (list.compactMap { $0["id"]?.stringValue }, outcome)
    }

    // MARK: runs

    @Test func `without runs the list is empty`() throws {
        let outcome = try place.autowrk("runs")
        #expect(outcome.status == 0)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr == "no runs\n")
        #expect(try place.autowrk("runs", "--json").stdout == #"{"more":false,"runs":[],"schema":1}"# + "\n")
    }

    @Test func `the list tells how each run stands`() throws {
        let quick = try place.start("quick")
        let broken = try place.start("broken", status: 1)
        let asks = try place.start("asks", status: 4)
        let outcome = try place.autowrk("runs")
        #expect(outcome.status == 0)
        // All have started at the same moment.
        #expect(
            outcome.stdout.split(separator: "\n").sorted() == [
                "*  \(asks)  asks    waiting    0 s ago  0 ms  ask waits for an approval by bob, eve",
                "+  \(quick)  quick   completed  0 s ago  0 ms",
                "x  \(broken)  broken  failed     0 s ago  0 ms  a: exit status 2",
            ])
        #expect(try runs("--status", "failed").ids == [broken])
        #expect(try Set(runs("--status", "failed", "--status", "waiting").ids) == [broken, asks])
        #expect(try runs("--workflow", "quick").ids == [quick])
        #expect(try runs("--workflow", "nosuch").ids == [])
    }

    @Test func `the number is bounded, but runs that are not over are all there`() throws {
        let asks = try place.start("asks", status: 4)
        for _ in 1...3 { _ = try place.start("quick") }
        let (ids, outcome) = try runs("-n", "1")
        #expect(ids.contains(asks))
        #expect(ids.count <= 2)
        #expect(outcome.stderr == "there are more: 'git autowrk runs --all' lists them\n")
        #expect(try JSON(parsing: String(outcome.stdout.dropLast()))["more"] == true)
        let all = try runs("--all")
        #expect(all.ids.count == 4)
        #expect(all.outcome.stderr == "")
    }

    @Test(arguments: [
        (
            ["--status", "complete"],
            "error: there is no status 'complete'\nhint: did you mean 'completed'?\n"
        ),
        (["-n", "x"], "error: option '--max-count' takes a whole number from 0, not 'x'\n"),
        (["--all", "-n", "1"], "error: option '--all' can't go with '--max-count'\n"),
    ])
    func `options that make no sense are refused`(arguments: [String], message: String) throws {
        let outcome = try place.sandbox.autowrk(["runs"] + arguments, in: place.path)
        #expect(outcome.status == 2)
        #expect(outcome.stderr == message)
    }

    // MARK: show and log

    @Test func `show tells everything about a run`() throws {
        let run = try place.start("broken", status: 1)
        let base = try place.sandbox.git("rev-parse", "HEAD", in: place.path)
        #expect(
            try place.autowrk("show", run).stdout == """
                x run \(run)  broken  failed: a: exit status 2
                  started  2026-11-21 03:25:00, 0 s ago, by person/committer@example.com
                  took     0 ms
                  base     \(base)
                  steps
                    x a  0 ms, failed: exit status 2
                        | one red
                  next
                    git autowrk retry \(run.prefix(4))

                """)
        #expect(try place.autowrk("show", run, "--step", "a", "--output").stdout == "one\u{1B}[31m red\n")
        #expect(
            try place.autowrk("show", run, "--step", "a").stdout
                == "x a  0 ms, failed: exit status 2\n    | one red\n")
        let step = try JSON(
            parsing: String(
                try place.autowrk("show", run, "--step", "a", "--output", "--json").stdout.dropLast()))
        #expect(step["output"] == "one\u{1B}[31m red\n")
        #expect(step["step"]?["failure"]?["exit_status"] == 2)
    }

    @Test func `show names who is asked, and steps that are still to come`() throws {
        let run = try place.start("asks", status: 4)
        let text = try place.autowrk("show", run).stdout
        #expect(text.contains("\n    * ask  waits for an approval by bob, eve\n    . b\n"))
        #expect(text.contains("\n  next\n    git autowrk approve \(run.prefix(4))\n"))
        #expect(try place.steps(run) == ["ask": "waiting", "b": "open"])
        #expect(try place.autowrk("show", run, "--step", "b", "--output").stdout == "")
    }

    @Test func `log tells the events of a run in words, and those of its stream as they are`() throws {
        let run = try place.start("broken", status: 1)
        let time = "2026-11-21 03:25:00"
        let actor = "person/committer@example.com"
        #expect(
            try place.autowrk("log", run, "--reverse").stdout == """
                \(time)  broken started  \(actor)
                \(time)  a started  \(actor)
                \(time)  a failed: exit status 2  \(actor)
                \(time)  failed at a: exit status 2  \(actor)

                """)
        #expect(try place.autowrk("log", run, "-n", "1").stdout.contains("failed at a"))
        #expect(try place.autowrk("log", "run/\(run)", "-n", "1").stdout.contains("  run_failed  "))
        let lines = try place.autowrk("log", run, "--json").stdout
        #expect(lines == (try place.autowrk("log", "run/\(run)", "--json").stdout))
        #expect(lines.split(separator: "\n").count == 4)
    }

    @Test func `the beginning of a name will do where only one run has it`() throws {
        let first = try place.start("quick")
        var second = first
        // One of 33 runs shares its first character with another one.
        for _ in 1...33 where second.first != first.first || second == first {
            second = try place.start("quick")
        }
        for prefix in [first, String(first.prefix(4)), first.uppercased()] {
            #expect(try place.autowrk("show", prefix).stdout.contains("run \(first)"))
        }
        let all = try runs("--all").ids
        let letter = try #require(
            Dictionary(grouping: all, by: { $0.first }).first { $0.value.count > 1 }?.key)
        let outcome = try place.autowrk("show", String(letter))
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: '\(letter)' is the beginning of several runs\n"))
    }

    @Test func `those who look write nothing`() throws {
        let run = try place.start("asks", status: 4)
        let before = try place.clone.state()
        for arguments in [["runs"], ["show", run], ["log", run], ["stats"], ["watch", run]] {
            let outcome = try place.sandbox.autowrk(arguments, in: place.path, environment: RunPlace.now)
            #expect(outcome.status == (arguments[0] == "watch" ? 4 : 0), "\(outcome.stderr)")
        }
        #expect(try place.clone.state() == before)
    }

    @Test func `looking works in a read-only repository`() throws {
        let run = try place.start("asks", status: 4)
        let outcome = try place.clone.isolated(
            """
            mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" || exit 99
            for command in runs "show \(run)" "log \(run)" stats "watch \(run)"; do
                git-autowrk $command > /dev/null 2>> $HOME/errors
                echo "$command $?" >> "$HOME/statuses"
            done
            git-autowrk run quick 2> $HOME/refused
            echo "run $?" >> "$HOME/statuses"
            """)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        #expect(
            try place.sandbox.read("home/statuses")
                == "runs 0\nshow \(run) 0\nlog \(run) 0\nstats 0\nwatch \(run) 4\nrun 1\n")
        #expect(try place.sandbox.read("home/refused").hasPrefix("error: cannot "))
    }
}
