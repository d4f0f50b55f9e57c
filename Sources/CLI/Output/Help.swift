/// The texts of `-h`.
enum Help {
    /// Everything about one subcommand.
    static func text(for command: Subcommand) -> String {
        let usage = wrapped(["usage:"] + command.usageParts, indent: 7).drop { $0 == " " }
        var text = "\(usage)\n\(command.summary)\n"
        for paragraph in command.discussion { text += "\n" + wrapped(paragraph, indent: 0) }
        let rows = (command.options + Option.common).map { option in
            let name = [option.short, option.name].compactMap { $0 }.joined(separator: ", ")
            return ["  " + name + (option.value.map { " " + $0 } ?? ""), option.help]
        }
        text += "\noptions:\n" + table(rows)
        return text
    }

    /// A line for each of several subcommands.
    static func overview(of commands: [Subcommand]) -> String {
        let isAll = commands.count == Subcommands.all.count
        var text = "usage: git autowrk <command> [<options>]\n\n"
        if isAll {
            text += "hand software work to AI agents and trust the result; all state is in the repository\n\n"
        }
        text += table(commands.map { ["  " + $0.name, $0.summary] })
        text += "\n'git autowrk <command> -h' explains a command\n"
        return text
    }

    private static func table(_ rows: [[String]]) -> String {
        Table([.left, .left], rows).lines(width: nil).map { $0 + "\n" }.joined()
    }

    /// A paragraph in lines of at most 78 columns.
    static func wrapped(_ paragraph: String, indent: Int) -> String {
        wrapped(paragraph.split(separator: " ").map { String($0) }, indent: indent)
    }

    private static func wrapped(_ words: [String], indent: Int) -> String {
        var lines: [String] = []
        var line = ""
        for word in words {
            if !line.isEmpty && indent + line.count + 1 + word.count > 78 {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(line)
        return lines.map { String(repeating: " ", count: indent) + $0 + "\n" }.joined()
    }
}
