/// Finds addresses on the web and numbers of issues.
enum AddressScan {
    /// Calls `body` for each address of a line.
    static func each(in line: ArraySlice<UInt8>, _ body: (String) -> Void) {
        var cursor = LineCursor(line)
        while !cursor.isAtEnd {
            guard cursor.starts(with: "http://") || cursor.starts(with: "https://") else {
                cursor.index += 1
                continue
            }
            var address = cursor.take { byte in
                !byte.isSpace && byte > 0x20 && byte < 0x80
                    && !Array("<>\"`'|\\^{}".utf8).contains(byte)
            }
            while let last = address.last, Array(".,;:!?)]*_".utf8).contains(last) { address.removeLast() }
            body(address.text)
        }
    }

    /// Calls `body` for each `#12`, `GH-12` and `owner/name#12` of a line.
    static func eachIssue(in line: ArraySlice<UInt8>, _ body: (String) -> Void) {
        var cursor = LineCursor(line)
        while !cursor.isAtEnd {
            let start = cursor.index
            let before: UInt8 = start > line.startIndex ? line[start - 1] : 0x20
            guard cursor.skip("#") || (!before.isNamePart && cursor.skip("GH-")) else {
                cursor.index += 1
                continue
            }
            guard let number = cursor.number(), cursor.next.map({ !$0.isNamePart }) ?? true else { continue }
            let prefix = line[..<start].reversed().prefix {
                $0.isNamePartInASCII
                    || [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains($0)
            }
            let repository = ArraySlice(prefix.reversed())
            let isQualified = repository.count { $0 == UInt8(ascii: "/") } == 1
            if isQualified {
                body("\(repository.text)#\(number)")
            } else if repository.isEmpty {
                body("#\(number)")
            }
        }
    }

    /// The file that an address on a forge shows; nil for other addresses.
    static func path(of address: String) -> PathScan.Found? {
        guard var cursor = forge(address) else { return nil }
        // GitLab has `/-/blob/`. A branch with a slash in its name can't be told from a folder.
        guard cursor.until("/blob/") != nil, cursor.until("/") != nil else { return nil }
        let path = cursor.take { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
        guard !path.isEmpty else { return nil }
        var line: Int?
        if cursor.until("#L") != nil { line = cursor.number() }
        return PathScan.Found(path: path.text, line: line)
    }

    /// The issue or pull request that an address on a forge shows, as `owner/name#12`.
    static func issue(of address: String) -> String? {
        guard var cursor = forge(address) else { return nil }
        let host = cursor.until("/")
        guard host != nil, let owner = cursor.until("/"), let name = cursor.until("/") else { return nil }
        _ = cursor.skip("-/")
        guard cursor.skip("issues/") || cursor.skip("pull/") || cursor.skip("merge_requests/"),
            let number = cursor.number()
        else { return nil }
        return "\(owner.text)/\(name.text)#\(number)"
    }

    private static func forge(_ address: String) -> LineCursor? {
        var cursor = LineCursor(Array(address.utf8)[...])
        guard cursor.skip("https://") || cursor.skip("http://") else { return nil }
        return cursor
    }
}
