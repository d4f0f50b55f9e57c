import JSON
import TestSupport
import Testing

/// A text with all that shells, formats and terminals take for something else, on its way through a run.
@Suite struct RunTextTests {
    /// The é of two scalars and the letters of many are to stay what they are; so are returns and blanks at
    /// the end of lines.
    private static let text = """
        -n --help 'single' "double" $(touch /tmp/x) `exit 3` $HOME ${PATH} %s%n%% \\ \\n \\\\ ~ * ? [a] ! # & | ; <
        #looks like a comment\u{20}
        ${{ inputs.text }} {{ }} }} ${{

        Gr\u{fc}\u{df}e \u{e9} e\u{301} \u{1F469}\u{200D}\u{1F4BB} \u{202E}abc\u{202C} \u{FEFF} \u{1b}[31m \u{7}\t\u{b}|
        carriage return\r
        alone\rtoo
        name=value
        name<<END
        END
        : {a: [b, c]}
        --- ...

        """

    let here: RunPlace
    let there: RunPlace

    init() throws {
        here = try RunPlace([
            "outer": """
            inputs: { text: { required: true } }
            outputs: { text: "${{ steps.inner.outputs.text }}" }
            steps:
              - id: first
                run: printf %s "$TEXT" > text; printf %s "$TEXT"
                env: { TEXT: "${{ inputs.text }}" }
              - id: heredoc
                run: |
                  printf 'text<<=END=\\n%s\\n=END=\\n' "$TEXT" >> "$AUTOWRK_OUTPUT"
                env: { TEXT: "${{ inputs.text }}" }
              - id: inner
                workflow: inner
                with: { text: "${{ steps.heredoc.outputs.text }}" }
              - id: gate
                wait: { approval: anyone }
              - uses: branch.create
                with: { name: fix }
              - id: second
                run: |
                  cat text
                  printf %s "$TEXT" > other
                  cmp text other
                env: { TEXT: "${{ steps.inner.outputs.text }}" }
              - uses: commit
                with: { message: "${{ steps.inner.outputs.text }}" }
            """,
            "inner": """
            inputs: { text: { required: true } }
            outputs: { text: "${{ inputs.text }}" }
            steps:
              - id: only
                run: printf %s "$TEXT"
                env: { TEXT: "${{ inputs.text }}" }
            """,
        ])
        let sandbox = here.sandbox
        try sandbox.git("remote", "add", "origin", try sandbox.bareRepository(), in: here.path)
        try sandbox.git("push", "--quiet", "origin", "main", in: here.path)
        _ = try sandbox.clone(from: "remote.git", to: "there")
        there = RunPlace(Clone("there", in: sandbox))
    }

    /// Texts of Swift are equal when they look alike.
    private func expectSame(
        _ text: String?, _ expected: String = text, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(text.map { Array($0.utf8) } == Array(expected.utf8), sourceLocation: sourceLocation)
    }

    private func step(_ id: String, of run: String, in place: RunPlace) throws -> JSON? {
        try place.document(run)["steps"]?.arrayValue?.first { $0["id"]?.stringValue == id }
    }

    private func output(_ step: String, of run: String, in place: RunPlace) throws -> String {
        try place.autowrk("show", run, "--step", step, "--output").stdout
    }

    @Test func `a text arrives everywhere as it was given, byte by byte, in another clone, too`() throws {
        let run = try here.start("outer", "-i", "text=\(Self.text)", status: 4)
        let document = try here.document(run)
        expectSame(document["inputs"]?["text"]?.stringValue)
        expectSame(try output("first", of: run, in: here))
        for step in ["heredoc", "inner"] {
            expectSame(try self.step(step, of: run, in: here)?["outputs"]?["text"]?.stringValue)
        }
        for place in [here, there] { #expect(try place.autowrk("sync").status == 0) }
        #expect(try there.document(run)["inputs"] == document["inputs"])
        #expect(try there.autowrk("resume", run).status == 4)
        let outcome = try there.autowrk("approve", run, "-m", Self.text)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        expectSame(try output("second", of: run, in: there))
        for place in [there, here] { #expect(try place.autowrk("sync").status == 0) }
        for place in [here, there] {
            let document = try place.document(run)
            #expect(document["status"]?.stringValue == "completed")
            expectSame(document["inputs"]?["text"]?.stringValue)
            expectSame(document["outputs"]?["text"]?.stringValue)
            let outcome = try place.autowrk("show", run)
            #expect(outcome.status == 0)
            // A terminal must not obey what somebody has written.
            #expect(
                !outcome.stdout.unicodeScalars.contains {
                    $0 == "\u{1b}" || $0 == "\u{7}" || $0 == "\u{202E}"
                })
        }
        let git = there.sandbox
        expectSame(try git.gitOutcome("show", "fix:text", in: there.path).stdout)
        let commit = try git.gitOutcome("cat-file", "commit", "fix", in: there.path).stdout
        let blank = try #require(commit.firstRange(of: "\n\n"))
        expectSame(String(commit[blank.upperBound...]))
        try there.clone.expectSound(allowingUnreachable: true)
    }

    @Test func `a text may begin with what combines with the sign before it`() throws {
        let text = "\u{301}\u{FE0F}="
        let run = try here.start("outer", "-i", "text=\(text)", status: 4)
        expectSame(try here.document(run)["inputs"]?["text"]?.stringValue, text)
        expectSame(try output("first", of: run, in: here), text)
    }
}
