/// Which paths of a tree a patch may touch.
enum PatchPath {
    /// Folders in folders. Trees are gone through by functions that call themselves, here and in Git.
    static let deepest = 100
    /// In bytes, as file systems have it (PATH_MAX and NAME_MAX of limits.h(0p)).
    private static let (longest, longestPart) = (4095, 255)

    /// Refuses a path that leaves the tree or is Git's own, on any file system that Git runs on.
    static func check(_ path: String) throws(PatchError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if path.isEmpty || path.utf8.first == UInt8(ascii: "/") || path.utf8.contains(UInt8(ascii: "\\"))
            || parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." })
            || path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
        {
            throw PatchError(.forbidden, "path '\(path)' does not lie in the tree", file: path)
        }
        if path.utf8.count > longest || parts.count > deepest
            || parts.contains(where: { $0.utf8.count > longestPart })
        {
            throw PatchError(
                .forbidden, "path '\(path.prefix(60))…' is longer or deeper than file systems allow",
                file: path)
        }
        if parts.contains(where: isGitFolder) {
            throw PatchError(.forbidden, "path '\(path)' is one of Git's own", file: path)
        }
    }

    /// `.git` in any case, as NTFS and HFS+ take other names for it, too (git's verify_path).
    private static func isGitFolder(_ part: Substring) -> Bool {
        var name = String(
            String.UnicodeScalarView(
                part.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint })
        )
        .lowercased()
        if let colon = name.firstIndex(of: ":") { name = String(name[..<colon]) }
        while name.last == " " || name.last == "." { name.removeLast() }
        return name == ".git" || name == "git~1"
    }
}
