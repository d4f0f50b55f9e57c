import TestSupport
import Testing

/// The console blocks of the README, run in order in one shell: the tutorial is a test.
@Suite("The tutorial")
struct TutorialTests {
    @Test("Every command of the README prints what stands below it")
    func readme() throws {
        let sandbox = try Sandbox()
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let tutorial = Tutorial(markdown: try sandbox.read("/\(root)/README.md"))
        try #require(tutorial.commandCount > 0)

        try sandbox.write("tutorial.sh", tutorial.script)
        let output = try sandbox.run(["/bin/sh", "tutorial.sh"]).stdout
            .replacing("\(sandbox.path)/work", with: "/home/ada/src")
            .replacing(sandbox.home, with: "/home/ada")
        let (expected, actual) = (comparable(tutorial.transcript), comparable(output))
        let index = zip(expected, actual).prefix { $0 == $1 }.underestimatedCount
        let isSame = expected == actual
        #expect(
            isSame,
            """
            the README says:
            \(expected.dropFirst(max(0, index - 2)).prefix(6).joined(separator: "\n"))
            the commands print:
            \(actual.dropFirst(max(0, index - 2)).prefix(6).joined(separator: "\n"))
            """)
    }

    /// Lines in which everything that differs from run to run has a number in the order of its appearance.
    private func comparable(_ transcript: String) -> [String] {
        var names: [Substring: String] = [:]
        func name(_ kind: String, _ text: Substring) -> String {
            let name = names[text] ?? "<\(kind) \(names.count)>"
            names[text] = name
            return name
        }
        return
            transcript
            .replacing(/\b[0-9a-hjkmnp-tv-z]{26}\b/) { name("id", $0.output) }
            .replacing(/\b[0-9a-hjkmnp-tv-z]{12}\b/) { name("replica", $0.output) }
            .replacing(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "<time>")
            .replacing(
                /\b(PR|approve|reject|request|resume|retry|rollback|run|skip) ([0-9a-hjkmnp-tv-z]{4})\b/
            ) {
                "\($0.1) \(name("prefix", $0.2))"
            }
            .replacing(/(●  )([0-9a-hjkmnp-tv-z]{4})\b/) { "\($0.1)\(name("prefix", $0.2))" }
            .replacing(/\b[0-9a-f]{40}\b/) { name("commit", $0.output) }
            .replacing(/\bCommitted [0-9a-f]{10}\b/) { _ in "Committed <commit>" }
            .replacing(/\b\d+ ms\b|\b\d+\.\d s\b|\b\d+ s\b/, with: "<duration>")
            .replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, with: "<time>")
            // Columns are as wide as what stands in them.
            .replacing(/\ {2,}/, with: "  ")
            .replacing(/"at":\d{13}/, with: "\"at\":<time>")
            .replacing(/git: git \d+\.\d+/, with: "git: git <version>")
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
}

/// The blocks of a Markdown text that begin with three backticks and the word `console`: lines that begin
/// with `$ ` are commands, the lines below them what they print.
struct Tutorial {
    /// The lines of all blocks.
    private(set) var transcript = ""
    /// What makes a shell print the same.
    private(set) var script = """
        exec 2>&1 </dev/null
        export LC_ALL=C.UTF-8
        unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
        unset GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE
        mkdir work && cd work

        """
    private(set) var commandCount = 0

    init(markdown: String) {
        var isInBlock = false
        var command: [Substring] = []
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isInBlock = line == "```console"
                continue
            }
            guard isInBlock else { continue }
            transcript += line + "\n"
            if line.hasPrefix("$ ") {
                add(command)
                command = [line]
            } else if line.hasPrefix("> "), !command.isEmpty {
                command.append(line)
            } else {
                add(command)
                command = []
            }
        }
        add(command)
    }

    /// Adds a command to the script, which prints it first: its own line and, as those of a text that it
    /// reads, lines that begin with `> `.
    private mutating func add(_ lines: [Substring]) {
        guard !lines.isEmpty else { return }
        commandCount += 1
        for line in lines {
            script += "printf '%s\\n' '\(line.replacing("'", with: "'\\''"))'\n"
        }
        script += lines.map { $0.dropFirst(2) }.joined(separator: "\n") + "\n"
    }
}
