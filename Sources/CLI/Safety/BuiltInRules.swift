import Safety
import Templates

/// The rules on commands, read once in a process and only where they are needed.
enum BuiltInRules {
    private static let all = Result { () throws(SafetyError) in try RuleBook(Templates.safety) }

    /// The rules.
    static func read() throws(Failure) -> RuleBook {
        do throws(SafetyError) { return try all.get() } catch { throw Failure(error) }
    }
}
