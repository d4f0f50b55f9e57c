/// A file or folder that an issue names.
public struct PathReference: Sendable, Equatable {
    /// With `/` between its parts, without `./` in front. It may be absolute, or begin anywhere above or
    /// below the root of the repository: compare its end.
    public var path: String
    /// The line in that file; nil when none is named.
    public var line: Int?
    /// The best place that names it.
    public var place: ReferencePlace
    /// How often it is named.
    public var count: Int
    /// The line of the issue that names it first; 0 for the title.
    public var issueLine: Int

    /// A reference of these properties.
    public init(path: String, line: Int? = nil, place: ReferencePlace, count: Int = 1, issueLine: Int) {
        (self.path, self.line, self.place) = (path, line, place)
        (self.count, self.issueLine) = (count, issueLine)
    }
}
