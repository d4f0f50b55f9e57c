import Domain
import Platform
import YAML

/// The issue that a search is for.
enum ContextIssue {
    /// Reads it from a file, or from standard input for `-`.
    static func read(_ word: String) throws(Failure) -> Issue {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = word == "-" ? try StandardInput.readToEnd() : try Files.read(word)
        } catch { throw Failure(error) }
        do throws(IssueError) {
            return try Issue.parse(bytes)
        } catch {
            let place = error.position.map { ", line \($0.line)" } ?? ""
            throw Failure(
                .input, "cannot use issue '\(printable(word))'\(place): \(error.message)", hints: error.hints)
        }
    }
}
