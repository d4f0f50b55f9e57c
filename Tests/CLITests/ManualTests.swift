import TestSupport
import Testing

@Suite("The manual page")
struct ManualTests {
    private let sandbox: Sandbox
    private let page: String

    init() throws {
        sandbox = try Sandbox()
        let outcome = try sandbox.autowrk("manual")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        page = outcome.stdout
    }

    @Test("It has a section for every command and a paragraph for every option")
    func completeness() throws {
        let overview = try sandbox.autowrk("-h").stdout
        let commands = overview.matches(of: #/(?m)^  ([a-z]+(?: [a-z]+)?)  /#).map { String($0.1) }
        #expect(commands.contains("journal append") && commands.contains("manual"))
        for command in commands {
            let start = try #require(page.firstRange(of: ".SS \"\(command)\"\n"), "no section '\(command)'")
            let rest = page[start.upperBound...]
            let section = rest[..<(rest.firstRange(of: "\n.S")?.lowerBound ?? rest.endIndex)]
            let help = try sandbox.autowrk(command.split(separator: " ").map { String($0) } + ["-h"]).stdout
            for option in help.matches(of: #/(?m)^  (?:-., )?(--[a-z-]+)/#).map({ String($0.1) })
            where !["--no-color", "--help"].contains(option) {
                let name = "\\fB\(option.replacing("-", with: "\\-"))\\fR"
                #expect(section.contains(name), "\(command) \(option)")
            }
        }
        #expect(page.contains("\\fB\\-\\-no\\-color\\fR") && page.contains("\\fB\\-\\-help\\fR"))
    }

    @Test("Nothing of the frame is left to be filled in")
    func frame() {
        #expect(!page.contains("VERSION") && !page.contains(".\\\" COMMANDS"))
    }

    @Test("groff finds nothing to warn about")
    func formatting() throws {
        let outcome = try sandbox.run(
            ["groff", "-man", "-Tutf8", "-ww", "-z", "-rLL=80n"], input: page)
        #expect(outcome.status == 0 && outcome.stdout == "" && outcome.stderr == "")
    }

    @Test("A reader can copy commands from it")
    func text() throws {
        try sandbox.write("git-autowrk.1", page)
        let outcome = try sandbox.run(
            ["man", "--warnings", "-l", "git-autowrk.1"],
            environment: ["MANWIDTH": "200", "LC_ALL": "C.UTF-8", "MAN_KEEP_FORMATTING": ""])
        #expect(outcome.status == 0 && outcome.stderr == "")
        #expect(outcome.stdout.contains("git autowrk journal append [--stream <stream>] [--type <type>]"))
        #expect(outcome.stdout.contains("[--attach <name>=<file>]…"))
        #expect(outcome.stdout.contains("'git fsck' checks the objects themselves."))
    }
}
