public import Domain

/// What those who follow a verification get to see as it happens.
public enum VerificationProgress: Sendable {
    /// These checks count for the tree, in this order.
    case planned([CheckDefinition])
    /// The checkout, or what the checks of a folder import, is made ready; the name is for people.
    case preparing(String)
    /// A check's command was started.
    case began(String)
    /// A check has printed something; secrets are masked.
    case printed(String, [UInt8])
    /// So many tests have ended by now.
    case counted(String, TestCounts)
    /// Something about how checks are performed that people should know.
    case remarked(String)
    /// A check has ended, or needs not be performed.
    case ended(CheckResult, isKnown: Bool)
}
