import Templates

/// The manual page git-autowrk(1) in roff (groff_man(7)): a frame that stands in `templates/`, and in it what
/// the subcommands say about themselves.
enum ManualPage {
    /// The lines of the frame that are replaced.
    private static let commandsMark = ".\\\" COMMANDS"
    private static let versionMark = "VERSION"

    /// The page with a section for each of `commands`.
    static func text(for commands: [Subcommand]) -> String {
        let frame = String(decoding: Templates.manualPage, as: UTF8.self)
        let sections = commands.map { section(for: $0) }.joined()
        return
            frame
            .replacing(commandsMark + "\n", with: table(of: Option.common) + sections)
            .replacing(versionMark, with: escaped(Subcommand.programVersion))
    }

    private static func section(for command: Subcommand) -> String {
        let options = command.options.map { escaped($0.usage) }
        let operands = command.operands.isEmpty ? [] : [escaped(command.operands)]
        let usage = (["\\fBgit autowrk \(escaped(command.name))\\fR"] + options + operands)
            .joined(separator: " ")
        var text = ".SS \"\(escaped(command.name))\"\n\(usage)\n.PP\n\(escaped(sentence(command.summary)))\n"
        for paragraph in command.discussion { text += ".PP\n\(escaped(paragraph))\n" }
        return text + table(of: command.options)
    }

    private static func table(of options: [Option]) -> String {
        options.map { option in
            let names = [option.short, option.name].compactMap { $0 }.map { "\\fB\(escaped($0))\\fR" }
            let value = option.value.map { " \\fI\(escaped($0))\\fR" } ?? ""
            return ".TP\n\(names.joined(separator: ", "))\(value)\n\(escaped(sentence(option.help)))\n"
        }
        .joined()
    }

    /// A summary as a sentence.
    private static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    /// Text that roff prints as it stands (groff_char(7)): no request, no escape, and hyphens and quotes
    /// that can be copied into a shell.
    private static func escaped(_ text: String) -> String {
        var escaped = text.hasPrefix(".") ? "\\&" : ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\e"
            case "-": escaped += "\\-"
            case "'": escaped += "\\(aq"
            case "\"": escaped += "\\(dq"
            case "`": escaped += "\\(ga"
            case "^": escaped += "\\(ha"
            case "~": escaped += "\\(ti"
            case _ where scalar.isASCII: escaped.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                escaped += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
            }
        }
        return escaped
    }
}
