extension Patch {
    /// Reads a patch; what stands around its parts, as in mails, is passed over.
    ///
    /// - Throws: for a text without a patch, for a hunk that is cut short or longer than it says, and for
    ///   binary files that are only named.
    public init(parsing bytes: [UInt8]) throws(PatchError) {
        var reader = PatchReader(bytes)
        files = try reader.files()
        guard !files.isEmpty else { throw PatchError(.absent, "there is no patch in the text") }
    }
}

/// Goes through a patch line by line.
private struct PatchReader {
    private let lines: [ArraySlice<UInt8>]
    private var index = 0
    private var part = 0

    init(_ bytes: [UInt8]) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
    }

    mutating func files() throws(PatchError) -> [FilePatch] {
        var files: [FilePatch] = []
        while index < lines.count {
            if let names = gitNames(lines[index]) {
                files.append(try gitFile(names))
            } else if isPlainHeader(index) {
                var file = FilePatch(part: part, line: index + 1)
                takeNames(&file)
                try takeHunks(&file)
                files.append(file)
            } else if lines[index].starts(with: "@@ -".utf8), files.isEmpty {
                throw PatchError(.unreadable, "line \(index + 1) of the patch is a hunk of no file")
            } else {
                // A mail of `git format-patch` begins with its commit.
                if lines[index].starts(with: "From ".utf8), !files.isEmpty { part += 1 }
                index += 1
            }
        }
        return files
    }

    /// A line of a header, which has no carriage return of its own.
    private func header(_ index: Int) -> ArraySlice<UInt8> {
        let line = lines[index]
        return line.last == 0x0D ? line.dropLast() : line
    }

    private func isPlainHeader(_ index: Int) -> Bool {
        index + 2 < lines.count && lines[index].starts(with: "--- ".utf8)
            && lines[index + 1].starts(with: "+++ ".utf8) && lines[index + 2].starts(with: "@@ ".utf8)
    }

    private mutating func gitFile(_ names: (old: String?, new: String?)) throws(PatchError) -> FilePatch {
        let start = index
        var file = FilePatch(part: part, line: index + 1)
        (file.oldName, file.newName, file.isGit) = (names.old, names.new, true)
        var moved: (renameFrom: String?, renameTo: String?, copyFrom: String?, copyTo: String?)
        index += 1
        scan: while index < lines.count {
            let line = header(index)
            switch true {
            case line.starts(with: "new file mode ".utf8):
                (file.isNew, file.newMode) = (true, Self.text(line.dropFirst(14)))
            case line.starts(with: "deleted file mode ".utf8): file.isDeleted = true
            case line.starts(with: "new mode ".utf8): file.newMode = Self.text(line.dropFirst(9))
            case line.starts(with: "rename from ".utf8):
                moved.renameFrom = PatchName.unquoted(line.dropFirst(12))
            case line.starts(with: "rename to ".utf8): moved.renameTo = PatchName.unquoted(line.dropFirst(10))
            case line.starts(with: "copy from ".utf8): moved.copyFrom = PatchName.unquoted(line.dropFirst(10))
            case line.starts(with: "copy to ".utf8): moved.copyTo = PatchName.unquoted(line.dropFirst(8))
            case line.starts(with: "Binary files ".utf8):
                let name = file.newName ?? file.oldName ?? ""
                throw PatchError(
                    .unreadable,
                    "the patch of '\(name)' names a binary file without its content ('git diff --binary' has it)",
                    file: name)
            case line.elementsEqual("GIT binary patch".utf8):
                takeBinary()
                file.binary = Array(lines[start..<index].joined(separator: [0x0A])) + [0x0A]
                return file
            case line.starts(with: "--- ".utf8) && isPlainHeader(index):
                takeNames(&file)
                try takeHunks(&file)
                break scan
            case ["old mode ", "similarity index ", "dissimilarity index ", "index "].contains(where: {
                line.starts(with: $0.utf8)
            }): break
            default: break scan
            }
            index += 1
        }
        if let from = moved.renameFrom, let to = moved.renameTo { file.rename = (from, to) }
        if let from = moved.copyFrom, let to = moved.copyTo { file.copy = (from, to) }
        return file
    }

    /// Lines of base 85 in one or two groups, each ended by an empty one.
    private mutating func takeBinary() {
        index += 1
        for _ in 0..<2 {
            guard index < lines.count,
                lines[index].starts(with: "literal ".utf8) || lines[index].starts(with: "delta ".utf8)
            else { return }
            while index < lines.count, !header(index).isEmpty { index += 1 }
            if index < lines.count { index += 1 }
        }
    }

    /// `--- old` and `+++ new`, with or without a time behind a tab.
    private mutating func takeNames(_ file: inout FilePatch) {
        file.oldName = PatchName.ofHeader(header(index).dropFirst(4))
        file.newName = PatchName.ofHeader(header(index + 1).dropFirst(4))
        index += 2
    }

    private mutating func takeHunks(_ file: inout FilePatch) throws(PatchError) {
        let name = file.newName ?? file.oldName ?? ""
        while index < lines.count, lines[index].starts(with: "@@ ".utf8) {
            let number = file.hunks.count + 1
            guard let counts = HunkCounts(lines[index]) else {
                throw PatchError(
                    .unreadable, "line \(index + 1) of the patch is no header of a hunk", file: name,
                    hunk: number)
            }
            file.hunks.append(try hunk(counts, name, number))
        }
        guard !file.hunks.isEmpty else {
            throw PatchError(.unreadable, "the patch of '\(name)' has no hunks", file: name)
        }
    }

    private mutating func hunk(
        _ counts: HunkCounts, _ name: String, _ number: Int
    ) throws(PatchError) -> Hunk {
        var hunk = Hunk(oldStart: counts.oldStart, lines: [], line: index + 1)
        var (old, new) = (counts.oldCount, counts.newCount)
        index += 1
        while index < lines.count, old > 0 || new > 0 {
            let line = lines[index]
            switch line.first {
            case UInt8(ascii: " "), nil:
                hunk.lines.append(.init(kind: .context, text: Array(line.dropFirst())))
            // An empty line of context that lost its space on the way.
            case 0x0D? where line.count == 1: hunk.lines.append(.init(kind: .context, text: [0x0D]))
            case UInt8(ascii: "-"): hunk.lines.append(.init(kind: .removed, text: Array(line.dropFirst())))
            case UInt8(ascii: "+"): hunk.lines.append(.init(kind: .added, text: Array(line.dropFirst())))
            case UInt8(ascii: "\\"):
                endLast(&hunk)
                index += 1
                continue
            default:
                throw PatchError(
                    .unreadable,
                    "hunk \(number) of '\(name)' ends at line \(index + 1) of the patch, before its end",
                    file: name, hunk: number)
            }
            guard let kind = hunk.lines.last?.kind else { break }
            if kind != .added { old -= 1 }
            if kind != .removed { new -= 1 }
            index += 1
        }
        if index < lines.count, lines[index].first == UInt8(ascii: "\\") {
            endLast(&hunk)
            index += 1
        }
        guard old == 0, new == 0, !isPartOfHunk(index) else {
            throw PatchError(
                .unreadable, "hunk \(number) of '\(name)' has other numbers of lines than its header says",
                file: name, hunk: number)
        }
        return hunk
    }

    /// A line that only a hunk has, though the counts say that it has ended: what a person wrote.
    private func isPartOfHunk(_ index: Int) -> Bool {
        guard index < lines.count else { return false }
        let line = header(index)
        if line.first == UInt8(ascii: "+") { return !line.starts(with: "+++ ".utf8) }
        // Mails end in `-- ` and the version of Git; the next file begins with `--- `.
        guard line.first == UInt8(ascii: "-") else { return false }
        return !line.starts(with: "-- ".utf8) && !line.starts(with: "--- ".utf8)
            && !line.elementsEqual("--".utf8)
            && !line.elementsEqual("---".utf8) && !line.starts(with: "- ".utf8)
    }

    private func endLast(_ hunk: inout Hunk) {
        if !hunk.lines.isEmpty { hunk.lines[hunk.lines.count - 1].hasEnd = false }
    }

    private func gitNames(_ line: ArraySlice<UInt8>) -> (old: String?, new: String?)? {
        guard line.starts(with: "diff --git ".utf8) else { return nil }
        let line = line.last == 0x0D ? line.dropLast() : line
        return PatchName.pair(line.dropFirst(11)) ?? (nil, nil)
    }

    static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// `@@ -12,3 +12,4 @@`; a count that is left out is 1.
private struct HunkCounts {
    var oldStart = 0
    var oldCount = 1
    var newCount = 1

    init?(_ line: ArraySlice<UInt8>) {
        let words = line.split(separator: 0x20)
        guard words.count >= 4, words[0].elementsEqual("@@".utf8),
            let old = Self.range(words[1], UInt8(ascii: "-")),
            let new = Self.range(words[2], UInt8(ascii: "+")),
            words[3].starts(with: "@@".utf8)
        else { return nil }
        (oldStart, oldCount, newCount) = (old.start, old.count, new.count)
    }

    private static func range(_ word: ArraySlice<UInt8>, _ sign: UInt8) -> (start: Int, count: Int)? {
        guard word.first == sign else { return nil }
        let numbers = word.dropFirst().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        guard let start = numbers.first ?? nil, start >= 0, start < 1 << 30, numbers.count <= 2 else {
            return nil
        }
        guard numbers.count == 2 else { return (start, 1) }
        guard let count = numbers[1], count >= 0, count < 1 << 30 else { return nil }
        return (start, count)
    }
}
