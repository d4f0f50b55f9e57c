import Testing

@testable import Platform

@Suite("Terminal")
struct TerminalTests {
    private func terminal(_ environment: [String: String], isTerminal: Bool = true) -> Terminal {
        Terminal(
            environment: environment, isOutputTerminal: isTerminal, isErrorTerminal: isTerminal,
            measuredWidth: 120)
    }

    @Test(
        "Colour is for terminals that can show it, unless the user says otherwise",
        arguments: [
            (["TERM": "xterm"], true, true),
            (["TERM": "xterm"], false, false),
            (["TERM": "dumb"], true, false),
            ([:], true, false),
            (["TERM": "xterm", "NO_COLOR": "1"], true, false),
            (["TERM": "xterm", "NO_COLOR": ""], true, true),
            (["CLICOLOR_FORCE": "1"], false, true),
            (["CLICOLOR_FORCE": "0"], false, false),
            (["CLICOLOR_FORCE": ""], false, false),
            (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], true, false),
        ] as [([String: String], Bool, Bool)])
    func colour(environment: [String: String], isTerminal: Bool, usesColour: Bool) {
        #expect(terminal(environment, isTerminal: isTerminal).usesColour == usesColour)
    }

    @Test(
        "The width is the user's, else the terminal's, else without limit",
        arguments: [
            ([:], true, 120),
            ([:], false, nil),
            (["COLUMNS": "40"], true, 40),
            (["COLUMNS": "40"], false, 40),
            (["COLUMNS": "0"], true, 120),
            (["COLUMNS": "wide"], true, 120),
            (["COLUMNS": "-3"], false, nil),
        ] as [([String: String], Bool, Int?)])
    func width(environment: [String: String], isTerminal: Bool, width: Int?) {
        #expect(terminal(environment, isTerminal: isTerminal).width == width)
    }

    @Test(
        "More than ASCII is for locales that say so",
        arguments: [
            ([:], false),
            (["LANG": "C"], false),
            (["LANG": "de_DE.UTF-8"], true),
            (["LANG": "de_DE.utf8"], true),
            (["LANG": "de_DE.UTF-8", "LC_ALL": "C"], false),
            (["LANG": "de_DE.UTF-8", "LC_ALL": ""], true),
            (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true),
            (["LANG": "de_DE.ISO-8859-1"], false),
        ] as [([String: String], Bool)])
    func unicode(environment: [String: String], isUnicode: Bool) {
        #expect(terminal(environment).isUnicode == isUnicode)
    }

    @Test("Standard error has colours of its own")
    func errorColour() {
        let environment = ["TERM": "xterm"]
        let terminal = Terminal(
            environment: environment, isOutputTerminal: false, isErrorTerminal: true, measuredWidth: nil)
        #expect(!terminal.usesColour && terminal.usesErrorColour)
    }
}
