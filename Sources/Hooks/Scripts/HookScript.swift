import HookScripts

/// The scripts that Git runs, ready to be written, and how they are told from those of others.
enum HookScript {
    /// How the second line begins. What follows is the version of what scripts expect of the program.
    private static let mark = Array("# git-autowrk ".utf8)
    /// How that of the first template of `init --global` begins.
    private static let oldMark = Array("# Put into new repositories by 'git autowrk init".utf8)

    /// The names of the hooks that we have, in the order in which they are written.
    static let names = HookScripts.hooks.map(\.name)

    /// The scripts, by the name of the hook.
    ///
    /// - Parameter program: the absolute path of the program.
    static func all(for program: String) -> [(name: String, text: [UInt8])] {
        HookScripts.hooks.map { ($0.name, fill($0.text, program: program)) }
    }

    /// Whether a file's text is one of our scripts, of whatever version.
    static func isOurs(_ text: [UInt8]) -> Bool {
        guard text.starts(with: Array("#!/bin/sh\n".utf8)) else { return false }
        let rest = text.dropFirst(10)
        return rest.starts(with: mark) || rest.starts(with: oldMark)
    }

    /// The program that a script of ours runs; nil where it runs none.
    static func program(of text: [UInt8]) -> String? {
        let text = String(decoding: text, as: UTF8.self)
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("program='") }),
            let end = line.firstRange(of: "' here=")?.lowerBound
        else { return nil }
        return String(line[..<end].dropFirst("program='".count)).replacing("'\\''", with: "'")
    }

    /// Puts the program's path in its place, whatever characters it has.
    private static func fill(_ template: [UInt8], program: String) -> [UInt8] {
        let quoted = program.replacing("'", with: "'\\''")
        return Array(String(decoding: template, as: UTF8.self).replacing("@program@", with: quoted).utf8)
    }
}
