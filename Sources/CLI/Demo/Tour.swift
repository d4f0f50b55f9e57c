/// A text that leads through commands: paragraphs for people, and lines to be run.
struct Tour {
    /// A part of it.
    enum Part: Equatable {
        /// A paragraph, as it stands there.
        case text(String)
        /// A command for a shell.
        case command(String)
    }

    /// In the order of the text.
    let parts: [Part]

    /// Reads a text: lines that begin with four spaces and `$ ` are commands, all others are paragraphs.
    init(_ text: String) {
        var parts: [Part] = []
        var paragraph: [Substring] = []
        func end() {
            if !paragraph.isEmpty { parts.append(.text(paragraph.joined(separator: "\n"))) }
            paragraph = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(Self.prompt) {
                end()
                parts.append(.command(String(line.dropFirst(Self.prompt.count))))
            } else if line.isEmpty {
                end()
            } else {
                paragraph.append(line)
            }
        }
        end()
        self.parts = parts
    }

    private static let prompt = "    $ "
}
