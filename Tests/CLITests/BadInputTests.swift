import TestSupport
import Testing

/// What is refused on the command line of `journal append`, and by whom it is called.
@Suite struct BadInputTests {
    let clone: Clone

    init() throws {
        clone = try Clone()
        try clone.append()
    }

    /// The command line of an append, with these words changed or added.
    private static func append(_ changes: String...) -> [String] {
        var words = ["journal", "append", "--stream", "task/1", "--type", "task_added"]
        for change in changes {
            let parts = change.split(separator: " ", maxSplits: 1).map { String($0) }
            if let place = words.firstIndex(of: parts[0]) {
                words[place + 1] = parts[1]
            } else {
                words += parts
            }
        }
        return words
    }

    /// One call that is refused: its words, the exit status and the whole message.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let words: [String]
        let status: Int32
        let message: String
        var testDescription: String { words.joined(separator: " ") }
    }

    static let refusals: [Refusal] = [
        Refusal(
            words: ["lgo"], status: 2,
            message: "error: 'lgo' is not a command of git autowrk\nhint: did you mean 'log'?"),
        Refusal(
            words: ["journal", "apend"], status: 2,
            message:
                "error: 'journal apend' is not a command of git autowrk\nhint: did you mean 'journal append'?"
        ),
        Refusal(
            words: ["zebra"], status: 2,
            message:
                "error: 'zebra' is not a command of git autowrk\nhint: 'git autowrk -h' lists the commands"),
        Refusal(
            words: ["log", "--revers"], status: 2,
            message: "error: 'log' has no option '--revers'\nhint: did you mean '--reverse'?"),
        Refusal(
            words: append("--steam x/1"), status: 2,
            message: "error: 'journal append' has no option '--steam'\nhint: did you mean '--stream'?"),
        Refusal(
            words: ["log", "--max-count=-1"], status: 2,
            message: "error: option '--max-count' takes a whole number from 0, not '-1'"),
        Refusal(words: ["log", "-n"], status: 2, message: "error: option '--max-count' needs a value"),
        Refusal(
            words: ["log", "no/such"], status: 2,
            message: "error: there is no stream 'no/such'\nhint: 'git autowrk log' shows what there is"),
        Refusal(
            words: ["sync", "nowhere"], status: 2,
            message: "error: there is no remote 'nowhere'\nhint: 'git remote' lists what is configured"),
        Refusal(
            words: append("--data [1]"), status: 2, message: "error: 'data' must be a JSON object"),
        Refusal(
            words: append(#"--data {"a":1,}"#), status: 2,
            message: "error: cannot read the value of '--data': a key in quotes is expected at byte 7"),
        Refusal(
            words: append(#"--data {"a":"\u0000"}"#), status: 2,
            message: "error: cannot read the value of '--data': a NUL character at byte 6"),
        Refusal(
            words: append("--stream task"), status: 2,
            message: """
                error: 'task' is not the name of a stream
                hint: a kind and what it is about, as in task/8xk2; letters, digits and ._@+- are allowed
                """),
        Refusal(
            words: append("--type Task"), status: 2,
            message: """
                error: 'Task' is not the type of an event
                hint: small letters, digits and underscores, as in bug_resolved
                """),
        Refusal(
            words: append("--cause x"), status: 2,
            message: "error: 'cause' must be the id of an event, not 'x'"),
        Refusal(
            words: append("--attach log=/no/such/file"), status: 2,
            message: "error: cannot attach '/no/such/file': no such file or directory"),
        Refusal(
            words: append("--attach log=/"), status: 2, message: "error: cannot attach '/': it is not a file"),
        Refusal(
            words: append("--attach log"), status: 2,
            message: "error: option '--attach' takes <name>=<file>, not 'log'"),
        Refusal(
            words: append("--attach ../x=README"), status: 2,
            message: "error: cannot record an event: 'attachment': '../x' is no path for a tree"),
        Refusal(
            words: append("--attach .git/config=README"), status: 2,
            message: "error: cannot record an event: 'attachment': '.git/config' is no path for a tree"),
        Refusal(
            words: append("--actor \u{1}"), status: 2,
            message:
                "error: cannot record an event: 'actor': 1 to 255 bytes without control characters are allowed"
        ),
    ]

    @Test(arguments: refusals)
    func `bad words are named, and nothing changes`(refusal: Refusal) throws {
        let before = try clone.state()
        let outcome = try clone.sandbox.autowrk(refusal.words, in: clone.path)
        #expect(outcome.status == refusal.status)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr == refusal.message + "\n")
        #expect(try clone.state() == before)
    }

    @Test func `a decision on a state that has moved on is refused as a conflict`() throws {
        let old = try clone.append("task/2")
        let new = try clone.append("task/2")
        let before = try clone.state()
        for (expected, named) in [(old, old), ("none", "its beginning")] {
            let outcome = try clone.autowrk(
                "journal", "append", "--stream", "task/2", "--type", "task_added", "--expect", expected)
            #expect(outcome.status == 1)
            #expect(outcome.stdout == "")
            #expect(
                outcome.stderr
                    == "error: cannot record the decision: stream 'task/2' is at \(new), not \(named)\n")
        }
        #expect(try clone.state() == before)
        let outcome = try clone.autowrk(
            "journal", "append", "--stream", "task/2", "--type", "task_added", "--expect", new)
        #expect(outcome.status == 0)
    }

    @Test func `without an identity nothing is recorded, and everything is shown`() throws {
        let before = try clone.state()
        let nobody =
            "env -u GIT_AUTHOR_NAME -u GIT_AUTHOR_EMAIL -u GIT_COMMITTER_NAME -u GIT_COMMITTER_EMAIL HOME=/nowhere "
        for command in ["journal append --stream task/1 --type task_added", "journal append --batch"] {
            let outcome = try clone.shell("\(nobody) git-autowrk \(command) </dev/null")
            #expect(outcome.status == 2)
            #expect(outcome.stdout == "")
            #expect(
                outcome.stderr == """
                    error: cannot record anything: Git does not know who you are
                    hint: git config --global user.name <name>
                    hint: git config --global user.email <address>

                    """)
        }
        #expect(try clone.shell("\(nobody) git-autowrk export").stdout == before[1])
        #expect(try clone.shell("\(nobody) git-autowrk doctor").status == 1)
        #expect(try clone.state() == before)
    }

    @Test func `a reader of the output that goes away is no error to tell about`() throws {
        let lines = (0..<3000).map { batchLine($0) }.joined()
        #expect(try clone.autowrk("journal", "append", "--batch", input: lines).status == 0)
        for command in ["export", "log", "journal show task/1"] {
            let outcome = try clone.shell("git-autowrk \(command) | head -n 1")
            #expect(outcome.stdout.split(separator: "\n").count == 1)
            #expect(outcome.stderr == "")
        }
        let full = try clone.shell("git-autowrk export > /dev/full")
        #expect(full.status == 1)
        #expect(full.stderr == "error: cannot write 'standard output': no space left on device\n")
    }

    @Test(arguments: [
        #"--data "{\"a\":\"$(printf '\377')\"}""#, #"-m "x$(printf '\377')""#,
        #"--actor "x$(printf '\377')""#,
    ])
    func `an argument that is not UTF-8 is refused`(words: String) throws {
        let before = try clone.state()
        let outcome = try clone.shell("git-autowrk journal append --stream t/1 --type a \(words)")
        #expect(outcome.status == 2)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr == "error: an argument is not UTF-8\n")
        #expect(try clone.state() == before)
    }
}
