import Glibc

/// A line that nobody is to read over somebody's shoulder.
public enum SecretInput {
    /// The first line of standard input, without white space around it; a terminal does not show what is typed.
    ///
    /// - Parameter prompt: what a terminal shows in front of it, on standard error.
    public static func read(prompt: String) throws(SystemError) -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            return firstLine(of: try StandardInput.read(atMost: 1 << 16))
        }
        StandardError.write(prompt)
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { throw SystemError("ask the terminal") }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else {
            throw SystemError("silence the terminal")
        }
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            StandardError.write("\n")
        }
        return firstLine(of: Array((readLine(strippingNewline: true) ?? "").utf8))
    }

    private static func firstLine(of bytes: [UInt8]) -> String {
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let text = String(decoding: line, as: UTF8.self).drop(while: \.isWhitespace)
        return String(text.reversed().drop(while: \.isWhitespace).reversed())
    }
}
