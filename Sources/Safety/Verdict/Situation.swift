/// Where a command would be performed.
public struct Situation: Sendable, Equatable {
    /// The user's home folder.
    public var home: String
    /// The folder of the working tree.
    public var tree: String
    /// The folder that commands begin in.
    public var folder: String

    /// A situation of these paths, which have to be absolute; they need not exist.
    public init(home: String = "/home/user", tree: String = "/home/user/work/tree", folder: String? = nil) {
        (self.home, self.tree, self.folder) = (home, tree, folder ?? tree)
    }
}
