import Templates
import Verification

/// What is known of ecosystems, read once in a process and only where it is needed: to read all of it takes
/// longer than anything else about a tree whose verdict is known.
enum BuiltInTables {
    private static let all = Result { () throws(VerificationError) in
        try VerificationTables(Templates.verification)
    }

    /// The tables.
    static let read: @Sendable () throws(VerificationError) -> VerificationTables = {
        () throws(VerificationError) in try all.get()
    }
}
