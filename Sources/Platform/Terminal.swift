import Glibc

/// What the output goes to: a person's terminal or something else, how wide it is, whether it has colour.
public struct Terminal: Sendable, Equatable {
    /// Standard output is a terminal.
    public var isOutputTerminal: Bool

    /// Standard error is a terminal, so that a progress display may be drawn on it.
    public var isErrorTerminal: Bool

    /// Columns that a line may take; nil when nothing limits it, as in a pipe.
    public var width: Int?

    /// Whether escape sequences for colour belong on standard output; `--no-color` clears it.
    public var usesColour: Bool

    /// Whether they belong on standard error.
    public var usesErrorColour: Bool

    /// Whether it shows more than ASCII, as far as the locale tells.
    public var isUnicode: Bool

    /// The size of the terminal that standard error is, asked for anew each time; nil when it is none.
    public static func errorSize() -> (columns: Int, rows: Int)? {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return nil
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Asks the three standard streams, and lets the user's variables decide:
    ///
    /// - `COLUMNS`, a positive number, is the width, terminal or not.
    /// - `NO_COLOR`, not empty, forbids colour (https://no-color.org).
    /// - `CLICOLOR_FORCE`, neither empty nor `0`, demands it, terminal or not.
    /// - `TERM=dumb` or no `TERM` means none.
    /// - `LC_ALL`, else `LC_CTYPE`, else `LANG` names a locale; its encoding must be UTF-8 for other
    ///   characters than ASCII.
    public static func detect(environment: [String: String]) -> Terminal {
        Terminal(
            environment: environment, isOutputTerminal: isatty(STDOUT_FILENO) == 1,
            isErrorTerminal: isatty(STDERR_FILENO) == 1, measuredWidth: measureWidth())
    }

    /// The decisions of `detect(environment:)` on streams that are as said.
    init(
        environment: [String: String], isOutputTerminal: Bool, isErrorTerminal: Bool, measuredWidth: Int?
    ) {
        self.isOutputTerminal = isOutputTerminal
        self.isErrorTerminal = isErrorTerminal
        let demanded = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        width = demanded ?? (isOutputTerminal ? measuredWidth : nil)

        let isForbidden = environment["NO_COLOR", default: ""] != ""
        let isForced = !["", "0"].contains(environment["CLICOLOR_FORCE", default: ""])
        let isDumb = ["", "dumb"].contains(environment["TERM", default: ""])
        usesColour = !isForbidden && (isForced || (isOutputTerminal && !isDumb))
        usesErrorColour = !isForbidden && (isForced || (isErrorTerminal && !isDumb))
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        isUnicode = locale.map { $0.uppercased().replacing("-", with: "").contains("UTF8") } ?? false
    }

    private static func measureWidth() -> Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
