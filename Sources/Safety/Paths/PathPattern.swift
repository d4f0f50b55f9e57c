/// A pattern of paths, where `**` is any number of folders, `~` the home and `@` the working tree.
struct PathPattern: Sendable, Hashable {
    /// Where a pattern begins.
    enum Anchor: Sendable, Hashable {
        case root
        case home
        case tree
    }

    private enum Part: Sendable, Hashable {
        case folders
        case name(Glob)
    }

    let anchor: Anchor
    private let parts: [Part]

    /// Reads `/a/*/**`, `~/a` or `@/a`.
    init(_ text: String) {
        anchor = text.hasPrefix("~") ? .home : text.hasPrefix("@") ? .tree : .root
        let rest = anchor == .root ? text[...] : text.dropFirst()
        parts = rest.utf8.split(separator: UInt8(ascii: "/")).map { segment in
            let name = String(decoding: segment, as: UTF8.self)
            return name == "**" ? .folders : .name(Glob(name))
        }
    }

    /// Whether it may match a path, or with `orBelow` something that lies below the path.
    ///
    /// - Parameter base: what the anchor stands for.
    func matches(_ path: Path, from base: Path, orBelow: Bool = false) -> Bool {
        guard path.isWithin(base) else { return orBelow && base.isWithin(path) }
        return matches(path.segments.dropFirst(base.segments.count), parts[...], orBelow)
    }

    private func matches(
        _ segments: ArraySlice<Path.Segment>, _ parts: ArraySlice<Part>, _ orBelow: Bool
    ) -> Bool {
        guard let part = parts.first else { return segments.isEmpty }
        guard let segment = segments.first else { return orBelow || parts.allSatisfy { $0 == .folders } }
        switch part {
        case .folders:
            if matches(segments, parts.dropFirst(), orBelow) { return true }
            return matches(segments.dropFirst(), parts, orBelow)
        case .name(let glob):
            // What may be anything is not taken for this very name.
            if segment.isUnknown && !glob.isWild || segment.glob.isWild && segments.count == 1 && !glob.isWild
            {
                return false
            }
            return segment.glob.finds(glob) && matches(segments.dropFirst(), parts.dropFirst(), orBelow)
        }
    }
}
