import Domain
import Templates

/// What keys look like, read once in a process and only where something is to be hidden.
enum KnownShapes {
    /// The rules that are built in.
    static let scan: SecretScan = {
        do throws(SecretRulesError) { return try SecretScan(yaml: Templates.secrets) } catch {
            preconditionFailure("what is built in is tested: \(error)")
        }
    }()
}
