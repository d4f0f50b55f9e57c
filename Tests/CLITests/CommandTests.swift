import JSON
import TestSupport
import Testing

/// What all commands have in common, and what each says when all is well.
@Suite struct CommandTests {
    let clone: Clone

    init() throws { clone = try Clone() }

    static let commands = [
        "init", "log", "sync", "export", "doctor", "fsck", "gc", "version", "journal append", "journal show",
        "stats", "workflow eval", "run", "runs", "show", "watch", "resume", "retry", "skip", "approve",
        "reject", "cancel", "abort", "rollback", "fork", "work", "pr create", "pr list", "pr show", "pr diff",
        "pr comment", "pr review", "pr ready", "pr close", "pr reopen", "pr merge", "hook", "demo", "verify",
        "pr edit", "context", "policy check", "suggest",
    ]

    @Test(arguments: commands)
    func `every command explains itself, called by itself or through git`(command: String) throws {
        let words = command.split(separator: " ").map { String($0) }
        let help = try clone.sandbox.autowrk(words + ["-h"], in: clone.path)
        #expect(help.status == 0)
        #expect(help.stderr == "")
        #expect(help.stdout.hasPrefix("usage: git autowrk \(command) "))
        #expect(help.stdout.contains("\noptions:\n"))
        for line in help.stdout.split(separator: "\n").dropFirst() where !line.hasPrefix("  ") {
            #expect(line.count <= 80)
        }
        #expect(try clone.sandbox.autowrk(words + ["--help"], in: clone.path) == help)
        #expect(try clone.sandbox.autowrk(["help"] + words, in: clone.path) == help)
        #expect(try clone.sandbox.gitOutcome(["autowrk"] + words + ["-h"], in: clone.path) == help)
    }

    @Test func `the overview lists every command, and is what a call without words is told`() throws {
        let help = try clone.autowrk("-h")
        #expect(help.status == 0)
        #expect(help.stderr == "")
        for command in Self.commands { #expect(help.stdout.contains("\n  \(command) ")) }
        let bare = try clone.autowrk()
        #expect(bare.status == 2)
        #expect(bare.stdout == "")
        #expect(bare.stderr.hasPrefix("usage: git autowrk "))
        #expect(try clone.autowrk("journal").status == 2)
        #expect(try clone.autowrk("journal", "-h").stdout.contains("  journal append "))
        #expect(try clone.autowrk("--version").stdout == clone.autowrk("version").stdout)
    }

    @Test func `every command has json but those that the README names`() throws {
        let overview = try clone.autowrk("-h").stdout.split(separator: "\n").filter { $0.hasPrefix("  ") }
        let groups = ["journal", "policy", "pr", "provider", "workflow"]
        let names = overview.map { line in
            let words = line.split(separator: " ").map { String($0) }
            return Array(words.prefix(groups.contains(words[0]) ? 2 : 1))
        }
        let without = try names.filter { words in
            try !clone.sandbox.autowrk(words + ["-h"], in: clone.path).stdout.contains("--json")
        }
        #expect(
            without.map { $0.joined(separator: " ") }.sorted() == [
                "demo", "hook", "manual", "pr diff", "provider login", "workflow export",
                "workflow schema",
            ])
    }

    @Test(arguments: [["init"], ["version"], ["doctor"], ["fsck"], ["gc"], ["gc", "--compact"], ["sync"]])
    func `json is one document with the number of its schema`(command: [String]) throws {
        try clone.sandbox.git("remote", "add", "origin", try clone.sandbox.bareRepository(), in: clone.path)
        for _ in 1...3 { try clone.append() }
        let outcome = try clone.sandbox.autowrk(command + ["--json"], in: clone.path)
        #expect(outcome.status == 0)
        #expect(outcome.stderr == "")
        #expect(outcome.stdout.split(separator: "\n").count == 1)
        let document = try JSON(parsing: outcome.stdout.dropLast().description)
        #expect(document["schema"] == 1)
        #expect(document.canonical + "\n" == outcome.stdout)
    }

    @Test func `json of an append has the ids and the commit`() throws {
        let event = #"{"stream":"task/1","type":"task_added"}"#
        let outcome = try clone.autowrk(
            "journal", "append", "--batch", "--json", input: #"{"events":[\#(event),\#(event)]}"#)
        let document = try JSON(parsing: outcome.stdout.dropLast().description)
        #expect(document["schema"] == 1)
        #expect(document["ids"]?.arrayValue?.compactMap(\.stringValue) == (try clone.exportedIDs()))
        #expect(
            document["commit"]?.stringValue
                == (try clone.sandbox.git("rev-parse", clone.lane(), in: clone.path)))
    }

    @Test func `events are shown as JSON Lines in the order that was asked for`() throws {
        for n in 1...5 { try clone.append("task/\(n % 2)", data: #"{"n":\#(n)}"#) }
        func numbers(_ arguments: String...) throws -> [Int64] {
            let outcome = try clone.sandbox.autowrk(arguments, in: clone.path)
            #expect(outcome.status == 0)
            return try outcome.stdout.split(separator: "\n").compactMap {
                try JSON(parsing: String($0))["data"]?["n"]?.integerValue
            }
        }
        #expect(try numbers("log", "--json") == [5, 4, 3, 2, 1])
        #expect(try numbers("log", "--json", "--reverse") == [1, 2, 3, 4, 5])
        #expect(try numbers("log", "--json", "-n", "2") == [5, 4])
        #expect(try numbers("log", "--json", "task/1") == [5, 3, 1])
        #expect(try numbers("journal", "show", "task/0") == [2, 4])
        #expect(try numbers("export") == [1, 2, 3, 4, 5])
        #expect(try clone.autowrk("log", "-n", "0").stdout == "")
    }

    @Test func `a stream can be called by its beginning when only one begins so`() throws {
        try clone.append("task/alpha")
        try clone.append("task/beta")
        #expect(try clone.autowrk("log", "task/a").stdout.contains("task/alpha"))
        let outcome = try clone.autowrk("log", "task/")
        #expect(outcome.status == 2)
        #expect(
            outcome.stderr
                == "error: 'task/' is the beginning of several streams\nhint: task/alpha, task/beta\n")
    }

    @Test func `colours are for terminals only`() throws {
        try clone.append()
        for options in [["log"], ["log", "--no-color"], ["--no-color", "log"]] {
            let outcome = try clone.sandbox.autowrk(options, in: clone.path)
            if options[0] == "log" { #expect(outcome.status == 0) }
            #expect(!outcome.stdout.contains("\u{1B}"))
        }
        // script(1) is a terminal.
        let coloured = try clone.shell("TERM=xterm GIT_PAGER=cat script -qec 'git-autowrk log' /dev/null")
        #expect(coloured.stdout.contains("\u{1B}["))
        let plain = try clone.shell(
            "TERM=xterm GIT_PAGER=cat script -qec 'git-autowrk log --no-color' /dev/null")
        #expect(plain.stdout.contains("task_added"))
        #expect(!plain.stdout.contains("\u{1B}["))
        let wish = try clone.shell(
            "NO_COLOR=1 TERM=xterm GIT_PAGER=cat script -qec 'git-autowrk log' /dev/null")
        #expect(!wish.stdout.contains("\u{1B}["))
    }

    @Test func `an init that is repeated changes nothing`() throws {
        try clone.sandbox.git("remote", "add", "origin", try clone.sandbox.bareRepository(), in: clone.path)
        #expect(try clone.autowrk("init").stdout.hasPrefix("this clone is now "))
        let before = try clone.sandbox.snapshot(of: clone.path)
        let again = try clone.autowrk("init")
        #expect(again.status == 0)
        #expect(again.stdout.hasPrefix("this clone is "))
        #expect(!again.stdout.hasPrefix("this clone is now "))
        #expect(try clone.sandbox.snapshot(of: clone.path) == before)
        let refspecs = try clone.sandbox.git("config", "--get-all", "remote.origin.fetch", in: clone.path)
        #expect(
            refspecs.split(separator: "\n").last == "+refs/autowrk/journal/*:refs/autowrk/remotes/origin/*")
    }

    @Test(arguments: [["log", "--json"], ["export", "--json"], ["journal", "show", "task/1", "--json"]])
    func `lines of JSON have a schema number each`(arguments: [String]) throws {
        try clone.append()
        try clone.append()
        let lines = try clone.sandbox.autowrk(arguments, in: clone.path).stdout.split(separator: "\n")
        #expect(lines.count == 2)
        for line in lines { #expect(try JSON(parsing: String(line))["schema"] == 1) }
    }

    @Test func `what others wrote can't steer the terminal`() throws {
        try clone.append(data: #"{"text":"\u001b[2J\u009b2J\u007f"}"#)
        let log = try clone.autowrk("log").stdout
        #expect(
            log.unicodeScalars.allSatisfy {
                $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
            })
        #expect(try clone.export().unicodeScalars.contains("\u{9B}"), "and is kept as it is")
    }
}
