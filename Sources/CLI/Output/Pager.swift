import Journal
import Platform

/// Shows long output in the pager that Git uses (`git var GIT_PAGER`), when somebody looks at a terminal.
struct Pager {
    private let program: String?
    private let environment: [String: String]
    private var text: [UInt8] = []

    init(session: borrowing Session, isWanted: Bool) {
        var environment = session.environment
        // Git's own defaults: leave when it fits on a screen, pass colours through, keep the screen.
        environment["LESS"] = environment["LESS"] ?? "FRX"
        environment["LV"] = environment["LV"] ?? "-c"
        self.environment = environment
        guard isWanted, session.terminal.isOutputTerminal else {
            program = nil
            return
        }
        let outcome = try? ChildCommand(["git", "var", "GIT_PAGER"], environment: environment).run()
        let name = outcome?.outputText.split(separator: "\n").first.map { String($0) }
        program = name == "cat" ? nil : name
    }

    /// Prints, or keeps for the pager.
    mutating func write(_ line: String, to session: inout Session) throws(Failure) {
        if program == nil { try session.write(line) } else { text += line.utf8 }
    }

    /// Lets the pager show what was kept, and waits for it.
    mutating func finish(_ session: inout Session) throws(Failure) {
        guard let program, !text.isEmpty else { return }
        var command = ChildCommand(["/bin/sh", "-c", program], environment: environment)
        command.input = .bytes(text)
        (command.output, command.errorOutput, command.group) = (.inherit, .inherit, .inherited)
        do { _ = try command.run() } catch { try session.write(text) }
    }
}
