extension SourceText {
    /// Where a part of a scalar's text stands in the source, whatever quotes, escapes, folding and
    /// indentation lie between.
    ///
    /// Both texts are walked side by side: space of one is matched by any space of the other, so that every
    /// other character is found exactly.
    ///
    /// - Parameters:
    ///   - offset: in the UTF-8 of ``YAML/Scalar/text``.
    ///   - scalar: read from this source.
    public func position(ofOffset offset: Int, in scalar: YAML.Scalar) -> SourcePosition {
        var index = contentStart(of: scalar)
        var passed = 0
        for wanted in scalar.text.unicodeScalars {
            skipFolding(before: wanted, style: scalar.style, &index)
            if passed >= offset { break }
            passed += UTF8.width(wanted)
            guard let found = self.scalar(at: index) else { break }
            switch scalar.style {
            case .doubleQuoted where found == "\\": index += escapeLength(at: index)
            case .singleQuoted where found == "'": index += 2
            default:
                // A line break that was folded into a space takes the indentation behind it along.
                if wanted.isSpace && found != wanted {
                    while self.scalar(at: index)?.isSpace == true { index += 1 }
                } else {
                    index += 1
                }
            }
        }
        return position(at: min(index, scalars.count))
    }

    private func contentStart(of scalar: YAML.Scalar) -> Int {
        var index = index(of: scalar.start)
        switch scalar.style {
        case .plain: break
        case .singleQuoted, .doubleQuoted: index += 1
        case .literal, .folded:
            while let next = self.scalar(at: index), !next.isBreak { index += 1 }
        }
        return index
    }

    /// Goes past what stands in the source only.
    private func skipFolding(before wanted: Unicode.Scalar, style: YAML.Scalar.Style, _ index: inout Int) {
        while let found = scalar(at: index) {
            if style == .doubleQuoted, found == "\\", scalar(at: index + 1)?.isBreak == true {
                index += 2
            } else if found.isSpace && !wanted.isSpace {
                // An escaped tab or line feed is text, not space.
                index += 1
            } else {
                return
            }
        }
    }

    private func escapeLength(at index: Int) -> Int {
        switch scalar(at: index + 1) {
        case "x": 4
        case "u": 6
        case "U": 10
        default: 2
        }
    }
}
