import Glibc
import Platform

/// A question to the person in front of the terminal.
enum Question {
    /// Whether there is one who sees it and can answer.
    static var canBeAsked: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Shows the question on standard error, and waits for a line.
    ///
    /// - Returns: the line in small letters, without white space around it; nil at the end of the input.
    static func ask(_ prompt: String) -> String? {
        StandardError.write(prompt)
        guard let line = readLine(strippingNewline: true) else {
            StandardError.write("\n")
            return nil
        }
        let text = line.lowercased().drop(while: \.isWhitespace)
        return String(text.reversed().drop(while: \.isWhitespace).reversed())
    }
}
