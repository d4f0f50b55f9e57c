import Engine
public import Safety

/// What the coding agent may do, as far as it is more than its tools can do at all.
///
/// The user's boundaries only add to what is forbidden here.
public struct AgentPolicy: Sendable {
    /// The tools that it has; nil for all of them.
    public var tools: Set<String>?
    /// Paths that it may not change, as patterns; one with `!` in front takes paths out again.
    public var protected: [String]
    /// Paths that it may not even look at.
    public var hidden: [String]
    /// What the repository says of commands.
    public var boundaries = Policy()
    /// In bytes, of a file that it writes.
    public var largestFile = 1 << 20

    /// How changes are verified and what agents may do is not theirs to decide, nor where submodules come from.
    public static let alwaysProtected = [".autowrk", ".gitmodules"]

    /// All tools that there are, by their names.
    public static var toolNames: [String] { AgentTools.all.map(\.name) }

    /// What servers run on their own machines, with their keys. A repository's policy may take paths out again, by
    /// `protect: ["!.github/workflows"]`.
    public static let usuallyProtected = [
        ".github/workflows", ".github/actions", ".gitlab-ci.yml", ".gitlab/ci", ".circleci", ".travis.yml",
        "Jenkinsfile", "azure-pipelines.yml", "bitbucket-pipelines.yml", ".buildkite", ".drone.yml",
        ".woodpecker", ".woodpecker.yml", ".forgejo/workflows", ".gitea/workflows", ".cirrus.yml",
        "appveyor.yml", ".appveyor.yml", "buildspec.yml", "cloudbuild.yaml",
    ]

    /// A policy that forbids these paths beside ``alwaysProtected`` and ``usuallyProtected``.
    public init(tools: Set<String>? = nil, protected: [String] = [], hidden: [String] = []) {
        (self.tools, self.protected, self.hidden) = (tools, protected, hidden)
    }

    /// Adds what somebody else forbids; tools that either of both leaves out are not there.
    mutating func add(_ other: AgentPolicy) {
        if let more = other.tools { tools = tools.map { $0.intersection(more) } ?? more }
        protected += other.protected
        hidden += other.hidden
    }

    func mayRead(_ path: String) -> Bool { !Self.matches(hidden, path) }

    func mayChange(_ path: String) -> Bool {
        mayRead(path) && !Self.isAlwaysProtected(path)
            && !Self.matches(Self.usuallyProtected + protected, path)
    }

    /// Why a path may not be changed, in words for the model.
    func reason(toProtect path: String) -> String {
        Self.isAlwaysProtected(path)
            ? "it decides how changes are verified or what may be done"
            : "the repository's policy keeps it as it is"
    }

    /// In any case: on many a file system another one names the same.
    private static func isAlwaysProtected(_ path: String) -> Bool {
        matches(alwaysProtected, path.lowercased())
    }

    /// Whether the last pattern that a path matches is none that takes it out again.
    private static func matches(_ patterns: [String], _ path: String) -> Bool {
        patterns.lazy.map { GlobPattern($0) }.last { $0.matches(path) }.map { !$0.isExclusion } ?? false
    }

    /// The tools that a model is told of.
    ///
    /// - Parameter isInSandbox: whether checks run in one.
    func tools(inSandbox isInSandbox: Bool) -> [AgentTool] {
        AgentTools.all.filter { tools?.contains($0.name) ?? true || $0.name == "finish" }
            .map { isInSandbox && $0.name == AgentTool.check.name ? .checkInSandbox : $0 }
    }
}
